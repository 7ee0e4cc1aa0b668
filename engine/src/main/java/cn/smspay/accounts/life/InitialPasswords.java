package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Secret;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends first passwords to holders of accounts that were taken over without, one account after the other, so that neither the
 * hashing nor the texts get into the way of others. Who waits is in the database: a stop loses and doubles nothing.
 */
public final class InitialPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(InitialPasswords.class);
    /** Two texts an account: one lost or seen never holds both passwords. */
    private static final int TEXTS = 2;
    /** How soon to look again when nobody waits. */
    private static final long IDLE_MILLIS = 1_000;

    private static final long SECOND_MILLIS = 1_000;

    private static final Table<AccountNo, PasswordsWanted> WANTED =
            Table.of("initial_password", AccountNo.class, PasswordsWanted.class);
    private static final String NEXT =
            "select account, texts_per_second from initial_password order by account limit 1";

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Notices notices;
    private final Store store;
    private final Lane lane;
    private final Clock clock;
    private CompletableFuture<Boolean> sending = CompletableFuture.completedFuture(true);
    private long nextAt;
    private boolean begun;

    public InitialPasswords(
            Subscribers subscribers, Passwords passwords, Notices notices, Store store, Lane lane, Clock clock) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.notices = notices;
        this.store = store;
        this.lane = lane;
        this.clock = clock;
    }

    /** An account whose holder waits for passwords. */
    record PasswordsWanted(AccountNo account, int textsPerSecond, Instant wantedAt) {}

    private record Next(AccountNo account, int textsPerSecond) {}

    /** Puts an account into the queue. */
    public void want(Tx tx, AccountNo account, int textsPerSecond, Instant now) {
        tx.put(WANTED, new PasswordsWanted(account, textsPerSecond, now));
    }

    /**
     * Sends the next account's passwords if it is time. One thread.
     *
     * @param ticks of a clock that only goes forward, in milliseconds
     */
    public void round(long ticks) {
        if (!sending.isDone() || (begun && ticks - nextAt < 0)) {
            return;
        }
        begun = true;
        var next = next();
        if (next.isEmpty()) {
            nextAt = ticks + IDLE_MILLIS;
            return;
        }
        nextAt = ticks + TEXTS * SECOND_MILLIS / Math.max(1, next.get().textsPerSecond());
        var account = next.get().account();
        sending = lane.submit(Job.of(account, tx -> send(tx, account, clock.instant())))
                .whenComplete((done, fault) -> complain(account, fault));
    }

    private static void complain(AccountNo account, @Nullable Throwable fault) {
        if (fault != null) {
            LOG.error("first passwords of account {} could not be sent; it is tried again", account, fault);
        }
    }

    private Optional<Next> next() {
        return store.read(sql -> sql.createQuery(NEXT)
                .map((row, c) -> new Next(new AccountNo(row.getLong(1)), row.getInt(2)))
                .findOne());
    }

    private boolean send(Tx tx, AccountNo no, Instant now) {
        if (tx.find(WANTED, no).isEmpty()) {
            return false;
        }
        var account = tx.get(ACCOUNT, no);
        var missing = EnumSet.allOf(PasswordKind.class);
        missing.removeIf(kind -> Passwords.isSet(tx, no, kind));
        if (account.isInUse() && !missing.isEmpty()) {
            var owner = subscribers.get(tx, account.subscription());
            passwords.generate(tx, owner, missing, "initial:" + no).each().forEach((kind, fresh) -> {
                passwords.set(tx, no, kind, fresh);
                say(tx, owner, kind, fresh.secret(), now);
            });
        }
        tx.delete(WANTED, no);
        return true;
    }

    private void say(Tx tx, Subscription owner, PasswordKind kind, Secret secret, Instant now) {
        switch (kind) {
            case LOGIN -> notices.say(tx, owner.id(), "opened_login", Map.of("login_password", secret.reveal()), now);
            case PAY -> notices.say(tx, owner.id(), "opened_pay", Map.of("pay_password", secret.reveal()), now);
        }
    }
}

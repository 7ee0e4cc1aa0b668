package cn.smspay.accounts.entry;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.AddressLimits;
import cn.smspay.accounts.life.AddressLimits.LimitedAct;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries to get into the site, by number or by alias (R 4.3 login.try). A name that nobody has is answered like one that
 * somebody has, down to the lock after five.
 */
public final class Logins {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int NAME_MOST = 40;
    private static final Table<String, Miss> MISS = Table.of("login_miss", String.class, Miss.class);

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final AddressLimits addresses;
    private final Aliases aliases;
    private final Vault vault;

    Logins(EntryParts parts, Aliases aliases) {
        this.subscribers = parts.subscribers();
        this.passwords = parts.passwords();
        this.addresses = parts.addresses();
        this.vault = parts.vault();
        this.aliases = aliases;
    }

    /**
     * Who has got in.
     *
     * @param mustChange whether nothing else is open to him until he has chosen another login password (S-113)
     */
    public record Entered(SubscriptionId who, AccountNo account, boolean mustChange) {}

    record Miss(String nameHash, int wrong, @Nullable Instant lockedAt, Instant lastAt) {}

    /**
     * A try at a login password.
     *
     * @param name the number or the alias
     * @param address where the try comes from
     */
    public Answer<Entered> attempt(Tx tx, String name, Secret password, String address, Instant now) {
        var narrow = name.strip();
        return Answer.unless(addresses.check(tx, address, LimitedAct.LOGIN_WRONG, now), () -> {
            var account = account(tx, narrow);
            var refusal = account.isPresent()
                    ? passwords.attempt(tx, account.get().no(), PasswordKind.LOGIN, password, now)
                    : missed(tx, narrow, password, now);
            if (refusal.isPresent()) {
                addresses.count(tx, address, LimitedAct.LOGIN_WRONG, now);
                return Answer.refused(refusal.get());
            }
            var entered = account.orElseThrow();
            return Answer.done(
                    new Entered(entered.subscription(), entered.no(), passwords.mustChange(tx, entered.no())));
        });
    }

    /** By number only while it is the customer's: a cancelled one may be another's tomorrow (S-055, S-116). */
    private Optional<Account> account(Tx tx, String name) {
        var number = Msisdn.read(name);
        if (number.isEmpty()) {
            return aliases.find(tx, name).filter(account -> hasPassword(tx, account));
        }
        return subscribers
                .find(tx, number.get())
                .filter(it -> it.phone().phoneStatus() != PhoneStatus.CANCELLED)
                .flatMap(it -> Optional.ofNullable(it.account()))
                .map(no -> tx.get(ACCOUNT, no))
                .filter(account -> hasPassword(tx, account));
    }

    /** An account that was taken over without passwords is like a name that nobody has. */
    private static boolean hasPassword(Tx tx, Account account) {
        return Passwords.isSet(tx, account.no(), PasswordKind.LOGIN);
    }

    private Optional<Refusal> missed(Tx tx, String name, Secret password, Instant now) {
        var key = vault.keyedHash(
                new Secret(name.substring(0, Math.min(NAME_MOST, name.length())).toLowerCase(Locale.ROOT)),
                "login name");
        var before = tx.find(MISS, key);
        var lockedAt = before.map(Miss::lockedAt).orElse(null);
        if (lockedAt != null && now.isBefore(lockedAt.plus(Passwords.LOCKED_FOR))) {
            return Optional.of(Refusal.of(Reason.LOGIN_LOCKED, "until", lockedAt.plus(Passwords.LOCKED_FOR)));
        }
        passwords.pretend(tx, password);
        int wrong = before.map(Miss::wrong).orElse(0) + 1;
        if (wrong < Passwords.WRONG_MOST) {
            tx.put(MISS, new Miss(key, wrong, null, now));
            return Optional.of(Refusal.of(Reason.LOGIN_WRONG, "left", Passwords.WRONG_MOST - wrong));
        }
        tx.put(MISS, new Miss(key, 0, now, now));
        return Optional.of(Refusal.of(Reason.LOGIN_JUST_LOCKED, "until", now.plus(Passwords.LOCKED_FOR)));
    }

    /** Drops tries that count no more. To be called now and then. */
    public int forget(Tx tx, Instant now) {
        return tx.change(
                MISS,
                sql -> sql.createUpdate("delete from login_miss where last_at < :before")
                        .bind("before", now.minus(DAY).toEpochMilli())
                        .execute());
    }
}

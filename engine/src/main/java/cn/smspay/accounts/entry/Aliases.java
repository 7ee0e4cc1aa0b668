package cn.smspay.accounts.entry;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.AccountNo;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names to log in with instead of the number, which may be gone one day (S-116, S-117). */
public final class Aliases {
    /** A letter first, so that no name looks like a number. */
    private static final Pattern FORM = Pattern.compile("[A-Za-z][A-Za-z0-9_]{3,19}");
    /** So long nobody else gets a name that was given up: messages and habits still mean the one who had it. */
    private static final Duration KEPT = Duration.ofDays(180);

    private static final Table<String, Alias> ALIAS = Table.of("login_alias", String.class, Alias.class);
    private static final Table<AccountNo, Named> NAMED = Table.of("account_alias", AccountNo.class, Named.class);

    /** @param name in small letters; {@code shown} is as its owner writes it */
    record Alias(
            String name,
            String shown,
            AccountNo account,
            @Nullable Instant givenUpAt) {}

    record Named(AccountNo account, String name) {}

    /** The name of an account, as its owner writes it. */
    public Optional<String> of(Tx tx, AccountNo account) {
        return tx.find(NAMED, account).map(named -> tx.get(ALIAS, named.name()).shown());
    }

    /** The account that somebody with this name means; one that is closed is nobody's. */
    public Optional<Account> find(Tx tx, String name) {
        return FORM.matcher(name).matches()
                ? tx.find(ALIAS, folded(name))
                        .filter(alias -> alias.givenUpAt() == null)
                        .map(alias -> tx.get(ACCOUNT, alias.account()))
                        .filter(account -> account.status() != Account.LifeState.CLOSED)
                : Optional.empty();
    }

    /** Whether this could be a name at all. */
    public Optional<Refusal> isFit(String name) {
        return FORM.matcher(name).matches() ? Optional.empty() : Optional.of(Refusal.of(Reason.BAD_ALIAS));
    }

    /** Whether nobody else has this name, or had it a short while ago. */
    public Optional<Refusal> isFree(Tx tx, String name, Optional<AccountNo> forWhom, Instant now) {
        return tx.find(ALIAS, folded(name))
                .filter(alias -> forWhom.filter(alias.account()::equals).isEmpty())
                .filter(alias -> !isOver(tx, alias, now))
                .map(alias -> Refusal.of(Reason.ALIAS_TAKEN));
    }

    private static boolean isOver(Tx tx, Alias alias, Instant now) {
        var closed = tx.get(ACCOUNT, alias.account()).closed();
        var end = alias.givenUpAt() != null ? alias.givenUpAt() : closed == null ? null : closed.closedAt();
        return end != null && !now.isBefore(end.plus(KEPT));
    }

    /** Gives an account this name; the one it had is given up. */
    public Optional<Refusal> set(Tx tx, AccountNo account, String name, Instant now) {
        var refusal = isFit(name).or(() -> isFree(tx, name, Optional.of(account), now));
        if (refusal.isPresent()) {
            return refusal;
        }
        tx.find(NAMED, account)
                .map(Named::name)
                .filter(old -> !old.equals(folded(name)))
                .ifPresent(old -> {
                    var alias = tx.get(ALIAS, old);
                    tx.put(ALIAS, new Alias(old, alias.shown(), account, now));
                });
        tx.put(ALIAS, new Alias(folded(name), name, account, null));
        tx.put(NAMED, new Named(account, folded(name)));
        return Optional.empty();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

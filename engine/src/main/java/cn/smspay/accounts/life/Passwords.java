package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.PASSWORD;
import static cn.smspay.accounts.customers.AccountTables.SECURITY_ANSWER;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.AccountTables.Password;
import cn.smspay.accounts.customers.AccountTables.PasswordKey;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.PasswordHash;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Task;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Passwords, tries and locks (R 3.0.8). One counter per password over all channels. Hashing is slow work: in a lane
 * a call may be given up here and run again, so callers ask before they write.
 */
public final class Passwords {
    /** S-130. */
    public static final int WRONG_MOST = 5;
    /** S-131: by the clock, to the millisecond, whatever the date. */
    public static final Duration LOCKED_FOR = Duration.ofHours(24);

    private final Vault vault;
    private final PasswordMaker maker;
    private final Guesses guesses;

    public Passwords(Vault vault, RandomGenerator random, GuessingSettings guessing) {
        this.guesses = new Guesses(guessing);
        this.vault = vault;
        this.maker = new PasswordMaker(random);
    }

    /**
     * How a password stands.
     *
     * @param wrong wrong tries in a row
     * @param until when the lock ends; null while it is not locked
     */
    public record Standing(boolean set, int wrong, @Nullable Instant until, boolean mustChange) {}

    public Standing standing(Tx tx, AccountNo account, PasswordKind kind, Instant now) {
        return tx.find(PASSWORD, new PasswordKey(account, kind))
                .map(password -> new Standing(
                        true,
                        password.wrong(),
                        lockedUntil(tx, account, kind, now).orElse(null),
                        password.mustChange()))
                .orElse(new Standing(false, 0, null, false));
    }

    /** Wrong tries of all numbers together. */
    public Guesses guesses() {
        return guesses;
    }

    /** A card that does not exist is a guess like a wrong password. */
    public void unknownCard(Tx tx, SubscriptionId who, Instant now) {
        guesses.note(tx, who, Guesses.GuessedSecret.CARD, now);
    }

    /** Until when a password is locked; empty if it is not. */
    public Optional<Instant> lockedUntil(Tx tx, AccountNo account, PasswordKind kind, Instant now) {
        return tx.find(PASSWORD, new PasswordKey(account, kind))
                .flatMap(password -> Optional.ofNullable(password.lockedAt()))
                .map(at -> at.plus(LOCKED_FOR))
                .filter(now::isBefore);
    }

    public Optional<Refusal> isNotLocked(Tx tx, AccountNo account, PasswordKind kind, Instant now) {
        return isSet(tx, account, kind)
                ? lockedUntil(tx, account, kind, now).map(until -> Refusal.of(locked(kind), "until", until))
                : isMissing(kind);
    }

    public static boolean isSet(Tx tx, AccountNo account, PasswordKind kind) {
        return tx.find(PASSWORD, new PasswordKey(account, kind)).isPresent();
    }

    /** An account that was taken over without passwords: the pay password has to be set first, M gives the other one. */
    private static Optional<Refusal> isMissing(PasswordKind kind) {
        return kind == PasswordKind.PAY ? Optional.of(Refusal.of(Reason.NO_PIN)) : Optional.empty();
    }

    private static Reason locked(PasswordKind kind) {
        return switch (kind) {
            case LOGIN -> Reason.LOGIN_LOCKED;
            case PAY -> Reason.PIN_LOCKED;
        };
    }

    /**
     * The pay password step of a command.
     *
     * @param wanted whether the command is switched to ask for it
     */
    public Optional<Refusal> payStep(Tx tx, Account account, Request request, boolean wanted) {
        if (request.pin().isPresent()) {
            return attempt(tx, account, PasswordKind.PAY, request.pin().get(), request.now());
        }
        if (wanted && asksForPin(request.channel())) {
            throw new IllegalArgumentException("the pay password was not asked for, and the settings want it");
        }
        return Optional.empty();
    }

    /** Halls and agents look at the person's papers instead. */
    private static boolean asksForPin(Channel channel) {
        return switch (channel) {
            case SMS, IVR, WEB, STK, POS, MERCHANT -> true;
            case HALL, AGENT, BANK, BOSS, SYSTEM, OPERATOR -> false;
        };
    }

    /**
     * A try at a password: empty if it is right. Right clears the counter; the fifth wrong one in a row locks; a try at a
     * locked one neither counts nor prolongs the lock, even if it is right.
     */
    public Optional<Refusal> attempt(Tx tx, AccountNo account, PasswordKind kind, Secret attempt, Instant now) {
        var owner = tx.get(AccountTables.ACCOUNT, account);
        return attempt(tx, owner, kind, attempt, now);
    }

    private Optional<Refusal> attempt(Tx tx, Account account, PasswordKind kind, Secret attempt, Instant now) {
        var locked = isNotLocked(tx, account.no(), kind, now);
        if (locked.isPresent()) {
            return locked;
        }
        if (!isSet(tx, account.no(), kind)) {
            return Optional.of(Refusal.of(Reason.LOGIN_WRONG, "left", WRONG_MOST));
        }
        var password = password(tx, account.no(), kind);
        if (tx.slow(
                new PasswordWork.Comparison(vault, password.hash(), owner(account.subscription(), kind), attempt))) {
            if (password.wrong() > 0 || password.lockedAt() != null) {
                put(tx, password, 0, null);
            }
            return Optional.empty();
        }
        guesses.note(tx, account.subscription(), Guesses.GuessedSecret.PASSWORD, now);
        int wrong = password.wrong() + 1;
        if (wrong < WRONG_MOST) {
            put(tx, password, wrong, null);
            return Optional.of(Refusal.of(
                    kind == PasswordKind.PAY ? Reason.PIN_WRONG : Reason.LOGIN_WRONG, "left", WRONG_MOST - wrong));
        }
        put(tx, password, 0, now);
        return Optional.of(Refusal.of(
                kind == PasswordKind.PAY ? Reason.PIN_JUST_LOCKED : Reason.LOGIN_JUST_LOCKED,
                "until",
                now.plus(LOCKED_FOR)));
    }

    private static void put(Tx tx, Password password, int wrong, @Nullable Instant lockedAt) {
        tx.put(PASSWORD, new Password(password.key(), password.hash(), wrong, lockedAt, password.mustChange()));
    }

    /** Generates a password of each of these kinds; each costs a hash. */
    Generated generate(Tx tx, Subscription owner, Set<PasswordKind> kinds, String key) {
        return tx.slow(new Generation(this, owner.id(), owner.msisdn(), kinds, key));
    }

    /** Sets a generated password. One for the site has to be changed at the first login (S-113). */
    void set(Tx tx, AccountNo account, PasswordKind kind, Fresh fresh) {
        set(tx, account, kind, fresh.hash(), kind == PasswordKind.LOGIN);
    }

    /** Sets a password; lock and counter are cleared, it is usable at once (S-132). */
    void set(Tx tx, AccountNo account, PasswordKind kind, PasswordHash hash, boolean mustChange) {
        tx.put(PASSWORD, new Password(new PasswordKey(account, kind), hash, 0, null, mustChange));
    }

    /**
     * A generated password instead of the present one, as an agent gives it after checking who asks (R 4.3). Lifts
     * the lock at once.
     */
    public Secret reset(Tx tx, Subscription owner, AccountNo account, PasswordKind kind, String key) {
        var fresh = generate(tx, owner, Set.of(kind), key).of(kind);
        set(tx, account, kind, fresh);
        return fresh.secret();
    }

    /** A password that the customer has chosen (S-112, S-122): neither the one before nor the other one (R 4.3). */
    public Optional<Refusal> change(Tx tx, Subscription owner, AccountNo account, PasswordKind kind, Secret chosen) {
        if (!isAcceptable(kind, chosen, owner.msisdn())) {
            return Optional.of(Refusal.of(Reason.BAD_PASSWORD));
        }
        for (PasswordKind each : PasswordKind.values()) {
            var known = tx.find(PASSWORD, new PasswordKey(account, each));
            if (known.isPresent()
                    && tx.slow(
                            new PasswordWork.Comparison(vault, known.get().hash(), owner(owner.id(), each), chosen))) {
                return Optional.of(Refusal.of(Reason.SAME_PASSWORD));
            }
        }
        set(tx, account, kind, tx.slow(new PasswordWork.Hashing(vault, owner(owner.id(), kind), chosen)), false);
        return Optional.empty();
    }

    /** Whether this could be a password of this customer at all (S-112, S-122). */
    public Optional<Refusal> isFit(PasswordKind kind, Secret chosen, Msisdn owner) {
        return isAcceptable(kind, chosen, owner) ? Optional.empty() : Optional.of(Refusal.of(Reason.BAD_PASSWORD));
    }

    /** Takes as long as a try at a password does, so that a name that nobody has is not told by the time. */
    public void pretend(Tx tx, Secret attempt) {
        tx.slow(new PasswordWork.Hashing(vault, "nobody", attempt));
    }

    /** Whether the customer has to choose another login password before anything else (S-113). */
    public boolean mustChange(Tx tx, AccountNo account) {
        return tx.find(PASSWORD, new PasswordKey(account, PasswordKind.LOGIN))
                .filter(Password::mustChange)
                .isPresent();
    }

    /** Sets a password that everybody knows, weak or not; for demonstrations. */
    public void setKnown(Tx tx, SubscriptionId who, AccountNo account, PasswordKind kind, Secret known) {
        set(tx, account, kind, tx.slow(new PasswordWork.Hashing(vault, owner(who, kind), known)), false);
    }

    private static boolean isAcceptable(PasswordKind kind, Secret chosen, Msisdn owner) {
        var text = chosen.reveal();
        return switch (kind) {
            case LOGIN -> text.matches("[A-Za-z0-9]{6,16}") && !text.equals(owner.digits());
            case PAY -> text.matches("[0-9]{6}") && !PasswordMaker.isWeak(text, owner);
        };
    }

    void wipe(Tx tx, AccountNo account) {
        for (PasswordKind kind : PasswordKind.values()) {
            tx.delete(PASSWORD, new PasswordKey(account, kind));
        }
        tx.delete(SECURITY_ANSWER, account);
    }

    private static Password password(Tx tx, AccountNo account, PasswordKind kind) {
        return tx.get(PASSWORD, new PasswordKey(account, kind));
    }

    /** Ties a hash to its owner; the account's number would not do, it is not known yet when the account is opened. */
    public static String owner(SubscriptionId who, PasswordKind kind) {
        return who + ":" + kind;
    }

    /** A password that was generated, and its hash. */
    record Fresh(Secret secret, PasswordHash hash) {}

    /** What was generated in one go. */
    record Generated(Map<PasswordKind, Fresh> each) {
        /** @throws NullPointerException if none of this kind was asked for */
        Fresh of(PasswordKind kind) {
            return Objects.requireNonNull(each.get(kind));
        }
    }

    /** Chance stays inside the task: run again, the same request finds the passwords that were made the first time. */
    private record Generation(
            Passwords passwords, SubscriptionId who, Msisdn number, Set<PasswordKind> kinds, String key)
            implements Task<Generated> {
        @Override
        public Generated compute() {
            var made = new EnumMap<PasswordKind, Fresh>(PasswordKind.class);
            for (var kind : kinds) {
                var secret = passwords.made(kind, number);
                made.put(kind, new Fresh(secret, passwords.vault.hashPassword(owner(who, kind), secret)));
            }
            return new Generated(made);
        }
    }

    private Secret made(PasswordKind kind, Msisdn number) {
        return switch (kind) {
            case LOGIN -> maker.login();
            case PAY -> maker.pay(number);
        };
    }
}

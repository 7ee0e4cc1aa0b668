package cn.smspay.accounts.customers;

import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.BusinessDay;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Codes by short message that prove who holds the phone (R 4.3): six digits, once, for one purpose. */
public final class OneTimeCodes {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    private static final int A_DAY = 10;
    private static final int VALUES = 1_000_000;
    private static final Table<CodeKey, Code> CODE = Table.of("one_time_code", CodeKey.class, Code.class);

    private final Vault vault;
    private final RandomGenerator random;
    private final Notices notices;

    public OneTimeCodes(Vault vault, RandomGenerator random, Notices notices) {
        this.vault = vault;
        this.random = random;
        this.notices = notices;
    }

    /** What a code is for. */
    public enum Purpose {
        REGISTER,
        REAL_NAME,
        PAY_OVER_100,
        RESET_PAY,
        RESET_LOGIN,
        BIND;

        /** By which texts say it. */
        private String word() {
            return this == RESET_LOGIN ? "login_password" : name().toLowerCase(Locale.ROOT);
        }
    }

    record CodeKey(SubscriptionId subscription, Purpose purpose) {}

    /** @param hash of the code; null once it was used, guessed at too often or replaced */
    record Code(CodeKey key, @Nullable String hash, Instant sentAt, int tries, int sentDay, int sent) {}

    /** Sends a code; one that was sent before is no good any more. */
    public Optional<Refusal> send(Tx tx, SubscriptionId who, Purpose purpose, Instant now) {
        var key = new CodeKey(who, purpose);
        var before = tx.find(CODE, key);
        int today = BusinessDay.number(now);
        int sent =
                before.filter(code -> code.sentDay() == today).map(Code::sent).orElse(0);
        if (before.isPresent() && now.isBefore(before.get().sentAt().plus(BETWEEN))) {
            return Optional.of(Refusal.of(Reason.CODE_TOO_SOON));
        }
        if (sent >= A_DAY) {
            return Optional.of(Refusal.of(Reason.CODE_TOO_MANY));
        }
        var code = String.format(Locale.ROOT, "%06d", random.nextInt(VALUES));
        tx.put(CODE, new Code(key, hash(key, new Secret(code)), now, 0, today, sent + 1));
        notices.say(tx, who, "code", Map.of("code", code, "purpose", purpose.word()), now);
        return Optional.empty();
    }

    /** Uses a code up, if it is the right one and still good. */
    public Optional<Refusal> use(Tx tx, SubscriptionId who, Purpose purpose, Secret attempt, Instant now) {
        var key = new CodeKey(who, purpose);
        var code = tx.find(CODE, key).orElse(null);
        if (code == null
                || code.hash() == null
                || code.tries() >= TRIES
                || !now.isBefore(code.sentAt().plus(GOOD_FOR))) {
            return Optional.of(Refusal.of(Reason.CODE_WRONG, "left", 0));
        }
        boolean right = code.hash().equals(hash(key, attempt));
        int tries = code.tries() + 1;
        tx.put(CODE, new Code(key, right ? null : code.hash(), code.sentAt(), tries, code.sentDay(), code.sent()));
        return right ? Optional.empty() : Optional.of(Refusal.of(Reason.CODE_WRONG, "left", TRIES - tries));
    }

    /** Makes every code worthless that was sent; how many were sent stays known. */
    public void cancel(Tx tx, SubscriptionId who) {
        for (Purpose purpose : Purpose.values()) {
            tx.find(CODE, new CodeKey(who, purpose))
                    .filter(code -> code.hash() != null)
                    .ifPresent(code -> tx.put(
                            CODE,
                            new Code(code.key(), null, code.sentAt(), code.tries(), code.sentDay(), code.sent())));
        }
    }

    private String hash(CodeKey key, Secret code) {
        return vault.keyedHash(
                new Secret(key.subscription() + ":" + key.purpose() + ":" + code.reveal()), Sealed.ONE_TIME_CODE);
    }
}

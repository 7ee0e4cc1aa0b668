package cn.smspay.accounts.life;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.accounts.life.AddressLimits.LimitedAct;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Codes by short message that prove who holds the phone (R 4.3): six digits, once, for one purpose. Whoever asks for one is
 * answered the same whether the number is known or not: a number to which nothing is sent is counted and tried like any other.
 */
public final class OneTimeCodes {
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    /** To one number, whatever for: each is a text that somebody may not have wanted. */
    private static final int A_DAY = 10;

    private static final int VALUES = 1_000_000;
    /**
     * Registrations begun in an hour, over all numbers and addresses: they alone send texts to people who are no customers.
     * Far above what a campaign brings, far below what would trouble strangers.
     */
    static final int REGISTRATIONS_AN_HOUR = 3_000;
    /** Numbers to which nothing is sent, remembered in a day; asked for more of them, we forget rather than fill the disk. */
    private static final int STRANGERS_A_DAY = 100_000;

    private static final String REGISTRATIONS = "registrations";
    private static final String STRANGERS = "strangers";
    private static final long HOUR_SECONDS = 3_600;

    private static final Table<CodeKey, Code> CODE = Table.of("one_time_code", CodeKey.class, Code.class);
    private static final Table<Long, Count> COUNT = Table.of("code_count", long.class, Count.class);
    private static final Table<String, Total> TOTAL = Table.of("code_total", String.class, Total.class);

    private final Subscribers subscribers;
    private final AddressLimits addresses;
    private final Vault vault;
    private final RandomGenerator random;
    private final Notices notices;

    public OneTimeCodes(
            Subscribers subscribers, AddressLimits addresses, Vault vault, RandomGenerator random, Notices notices) {
        this.subscribers = subscribers;
        this.addresses = addresses;
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

    record CodeKey(long msisdn, Purpose purpose) {}

    /** @param hash of the code; null once it was used */
    record Code(CodeKey key, @Nullable String hash, Instant sentAt, int tries) {}

    record Count(long msisdn, int day, int sent, Instant lastAt) {}

    record Total(String what, long period, int used) {}

    /** Sends a code to a customer who is known already; one that was sent before is no good any more. */
    public Optional<Refusal> send(Tx tx, SubscriptionId who, Purpose purpose, Instant now) {
        return send(tx, subscribers.get(tx, who).msisdn(), purpose, "", now);
    }

    /**
     * Sends a code to whoever has this number, if the purpose can concern him.
     *
     * @param address where the wish came from; empty for our own
     */
    public Optional<Refusal> send(Tx tx, Msisdn number, Purpose purpose, String address, Instant now) {
        var count = tx.find(COUNT, number.number());
        int today = ServiceDay.number(now);
        int sent = count.filter(c -> c.day() == today).map(Count::sent).orElse(0);
        var refusal = Answer.first(
                () -> addresses.check(tx, address, LimitedAct.CODE_SENT, now),
                () -> count.flatMap(c -> isLongAgo(c.lastAt(), now)),
                () -> sent < A_DAY ? Optional.empty() : Optional.of(Refusal.of(Reason.CODE_TOO_MANY)),
                () -> hasRoom(tx, purpose, now));
        if (refusal.isPresent()) {
            return refusal;
        }
        addresses.count(tx, address, LimitedAct.CODE_SENT, now);
        var receiver = receiver(tx, number, purpose);
        if (receiver.isPresent() || mayRemember(tx, today)) {
            var code = new Secret(String.format(Locale.ROOT, "%06d", random.nextInt(VALUES)));
            var key = new CodeKey(number.number(), purpose);
            tx.put(CODE, new Code(key, hash(key, receiver.map(Subscription::id), code), now, 0));
            tx.put(COUNT, new Count(number.number(), today, sent + 1, now));
            receiver.ifPresent(to ->
                    notices.say(tx, to.id(), "code", Map.of("code", code.reveal(), "purpose", purpose.word()), now));
        }
        return Optional.empty();
    }

    private static Optional<Refusal> isLongAgo(Instant last, Instant now) {
        // A clock that was set back lets nobody wait for longer than the pause.
        var next = last.plus(BETWEEN);
        return now.isBefore(next) && !now.isBefore(last)
                ? Optional.of(Refusal.of(
                        Reason.CODE_TOO_SOON,
                        "seconds",
                        Math.toIntExact((Duration.between(now, next).toMillis() + 999) / 1000)))
                : Optional.empty();
    }

    private static Optional<Refusal> hasRoom(Tx tx, Purpose purpose, Instant now) {
        return purpose != Purpose.REGISTER
                        || counted(tx, REGISTRATIONS, now.getEpochSecond() / HOUR_SECONDS, REGISTRATIONS_AN_HOUR)
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.CODE_TOO_MANY));
    }

    private static boolean mayRemember(Tx tx, int today) {
        return counted(tx, STRANGERS, today, STRANGERS_A_DAY);
    }

    /** Counts one, if fewer than {@code most} were counted in this period. */
    private static boolean counted(Tx tx, String what, long period, int most) {
        int used = tx.find(TOTAL, what)
                .filter(total -> total.period() == period)
                .map(Total::used)
                .orElse(0);
        if (used >= most) {
            return false;
        }
        tx.put(TOTAL, new Total(what, period, used + 1));
        return true;
    }

    /** Whom a code is sent to: nobody whose phone is lost or gone, and nobody who could do nothing with it. */
    private Optional<Subscription> receiver(Tx tx, Msisdn number, Purpose purpose) {
        return (purpose == Purpose.REGISTER ? subscribers.known(tx, number) : subscribers.find(tx, number))
                .filter(Subscription::isOnNet)
                .filter(it -> Service.RECEIVE_CODE.isPossibleWith(it.phone()))
                .filter(it ->
                        purpose == Purpose.REGISTER ? it.account() == null && !it.blacklisted() : it.account() != null);
    }

    /** {@link #use} for a customer who is known already. */
    public Optional<Refusal> use(Tx tx, SubscriptionId who, Purpose purpose, Secret attempt, Instant now) {
        return use(tx, subscribers.get(tx, who).msisdn(), purpose, attempt, "", now);
    }

    /** Uses a code up, if it is the right one and still good. */
    public Optional<Refusal> use(Tx tx, Msisdn number, Purpose purpose, Secret attempt, String address, Instant now) {
        var refusal = check(tx, number, purpose, attempt, address, now);
        if (refusal.isEmpty()) {
            var code = tx.get(CODE, new CodeKey(number.number(), purpose));
            tx.put(CODE, new Code(code.key(), null, code.sentAt(), code.tries()));
        }
        return refusal;
    }

    /** A try at a code, which a right one leaves good: for acts that may still be refused for another reason. */
    public Optional<Refusal> check(Tx tx, Msisdn number, Purpose purpose, Secret attempt, String address, Instant now) {
        var blocked = addresses.check(tx, address, LimitedAct.CODE_WRONG, now);
        if (blocked.isPresent()) {
            return blocked;
        }
        var key = new CodeKey(number.number(), purpose);
        var code = tx.find(CODE, key).orElse(null);
        if (code == null || code.hash() == null || code.tries() >= TRIES || !isGood(code, now)) {
            addresses.count(tx, address, LimitedAct.CODE_WRONG, now);
            return Optional.of(Refusal.of(Reason.CODE_WRONG, "left", 0));
        }
        var expected = hash(key, subscribers.find(tx, number).map(Subscription::id), attempt);
        boolean right = MessageDigest.isEqual(
                code.hash().getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
        int tries = code.tries() + 1;
        tx.put(CODE, new Code(key, code.hash(), code.sentAt(), tries));
        if (right) {
            return Optional.empty();
        }
        addresses.count(tx, address, LimitedAct.CODE_WRONG, now);
        return Optional.of(Refusal.of(Reason.CODE_WRONG, "left", TRIES - tries));
    }

    /** Makes every code worthless that was sent; how many were sent stays known. */
    public void cancel(Tx tx, SubscriptionId who) {
        long number = subscribers.get(tx, who).msisdn().number();
        for (Purpose purpose : Purpose.values()) {
            tx.find(CODE, new CodeKey(number, purpose))
                    .filter(code -> code.hash() != null)
                    .ifPresent(code -> tx.put(CODE, new Code(code.key(), null, code.sentAt(), code.tries())));
        }
    }

    private static boolean isGood(Code code, Instant now) {
        return now.isBefore(code.sentAt().plus(GOOD_FOR)) && !now.isBefore(code.sentAt());
    }

    /** Tied to the subscription, so that a number's next owner cannot use what was sent to the one before. */
    private String hash(CodeKey key, Optional<SubscriptionId> who, Secret code) {
        return vault.keyedHash(
                new Secret(
                        key.msisdn() + ":" + who.map(SubscriptionId::toString).orElse("nobody") + ":" + key.purpose()
                                + ":" + code.reveal()),
                Sealed.ONE_TIME_CODE);
    }

    /** Drops codes and counters that count no more. To be called now and then. */
    public int forget(Tx tx, Instant now) {
        long before = now.minus(Duration.ofDays(1)).toEpochMilli();
        int codes = tx.change(
                CODE,
                sql -> sql.createUpdate("delete from one_time_code where sent_at < :before")
                        .bind("before", before)
                        .execute());
        int counts = tx.change(
                COUNT,
                sql -> sql.createUpdate("delete from code_count where last_at < :before")
                        .bind("before", before)
                        .execute());
        return codes + counts + AddressLimits.forget(tx, now);
    }
}

package cn.smspay.accounts.life;

import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices somebody who guesses across many numbers: each number stays below its own five tries (S-130, D-20), so only the many
 * together show it. While more different numbers than usual were wrong in the window, all wrong tries are counted, and the
 * 1st, 10th, 100th … of them is a line in the log. Thread-safe.
 */
public final class Guesses {
    private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);
    /** Numbers remembered at most: a flood must not fill the memory, and by then everybody has been told. */
    private static final int REMEMBERED_MOST = 20_000;
    /** By so much a clock goes back when it is corrected, without having been wrong. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** What was guessed at. */
    enum GuessedSecret {
        PASSWORD,
        CARD
    }

    private final GuessingSettings settings;
    /** By number the last wrong try, the oldest first. */
    private final Map<SubscriptionId, Instant> wrong = new LinkedHashMap<>();

    private final LongAdder passwords = new LongAdder();
    private final LongAdder cards = new LongAdder();
    private long suspicious;

    Guesses(GuessingSettings settings) {
        this.settings = settings;
    }

    /** A wrong try; it counts once its transaction is committed. */
    void note(Tx tx, SubscriptionId who, GuessedSecret what, Instant now) {
        tx.afterCommit(() -> noted(who, what, now));
    }

    private synchronized void noted(SubscriptionId who, GuessedSecret what, Instant now) {
        (what == GuessedSecret.PASSWORD ? passwords : cards).increment();
        wrong.remove(who);
        wrong.put(who, now);
        forget(now);
        if (!tooMany()) {
            return;
        }
        suspicious++;
        if (isPowerOfTen(suspicious)) {
            LOG.error(
                    "alarm: guessing: {} numbers tried wrong passwords or cards within {} min; {} such tries until now",
                    wrong.size(),
                    settings.window().toMinutes(),
                    suspicious);
        }
    }

    /** Entries are in the order of their times, but for a clock that was set back. */
    private void forget(Instant now) {
        wrong.values()
                .removeIf(at -> !at.plus(settings.window()).isAfter(now)
                        || at.minus(CLOCKS_DIFFER).isAfter(now));
        var oldest = wrong.keySet().iterator();
        while (wrong.size() > REMEMBERED_MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    private boolean tooMany() {
        return settings.numbers() > 0 && wrong.size() >= settings.numbers();
    }

    private static boolean isPowerOfTen(long number) {
        long rest = number;
        while (rest % 10 == 0) {
            rest /= 10;
        }
        return rest == 1;
    }

    /** What is wrong now, in a sentence. */
    public synchronized Optional<String> trouble(Instant now) {
        forget(now);
        return tooMany()
                ? Optional.of(wrong.size() + " numbers tried wrong passwords or cards within "
                        + settings.window().toMinutes() + " min, at least as many as rules.guessing_numbers ("
                        + settings.numbers() + ")")
                : Optional.empty();
    }

    /** Different numbers with a wrong try in the window. */
    public synchronized long numbers(Instant now) {
        forget(now);
        return wrong.size();
    }

    /** Wrong tries at passwords since the start. */
    public long passwords() {
        return passwords.sum();
    }

    /** Tries with cards that do not exist, since the start. */
    public long cards() {
        return cards.sum();
    }

    /** Tries since the start while too many numbers were wrong. */
    public synchronized long suspicious() {
        return suspicious;
    }
}

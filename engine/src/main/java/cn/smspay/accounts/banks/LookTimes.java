package cn.smspay.accounts.banks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When a bank is asked about a payment on its page: after 1, 5, 15 and 60 minutes, then every hour (R 4.14). */
final class LookTimes {
    private static final List<Duration> FIRST =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60));
    private static final Duration LATER = Duration.ofHours(1);

    private LookTimes() {}

    /** The time of the look after {@code looks} others. */
    static Instant next(Instant redirectedAt, int looks) {
        return looks < FIRST.size()
                ? redirectedAt.plus(FIRST.get(looks))
                : redirectedAt.plus(FIRST.get(FIRST.size() - 1)).plus(LATER.multipliedBy(looks - FIRST.size() + 1L));
    }

    /** Due by the clock, or put off for longer than any look is: then the clock was set back. */
    static boolean isDue(TopUpOrder order, Instant now) {
        return !order.nextLookAt().isAfter(now) || order.nextLookAt().isAfter(now.plus(LATER));
    }
}

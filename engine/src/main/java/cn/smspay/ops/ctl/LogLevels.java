package cn.smspay.ops.ctl;

import cn.smspay.base.Threads;
import cn.smspay.cli.Logs;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sets how much parts of the program log, for a while or until the end. Thread-safe. */
final class LogLevels implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final ScheduledExecutorService back =
            Executors.newSingleThreadScheduledExecutor(Threads.named("log-levels"));

    /**
     * @param text like {@code sms.smpp=debug}
     * @param length empty for until the end
     * @throws IllegalArgumentException with what would be right
     */
    String set(String text, Optional<Duration> length) {
        var parts = text.split("=", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text + " is no part and level; right would be sms.smpp=debug");
        }
        if (length.isPresent() && (length.get().isNegative() || length.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a level holds for at most " + LONGEST.toHours() + " h");
        }
        var before = Logs.level(parts[0], parts[1]);
        length.ifPresent(time ->
                back.schedule(() -> Logs.level(parts[0], before), Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS));
        return parts[0] + " logs " + parts[1]
                + length.map(time -> " for " + time.toSeconds() + " s, then " + before + " again")
                        .orElse("");
    }

    @Override
    public void close() {
        back.shutdownNow();
    }
}

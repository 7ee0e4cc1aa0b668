package cn.smspay.ops.ctl;

import cn.smspay.base.Threads;
import cn.smspay.cli.Logs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sets how much parts of the program log, for a while or until the end. Thread-safe. */
final class LogLevels implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Later later;
    /** Where parts go back to, by their names. */
    private final Map<String, Due> due = new HashMap<>();

    private int turns;

    /** Does something after a while. */
    interface Later extends AutoCloseable {
        void run(Runnable work, Duration after);

        @Override
        default void close() {}
    }

    private record Due(String level, int turn) {}

    LogLevels() {
        this(new OwnThread());
    }

    LogLevels(Later later) {
        this.later = later;
    }

    private static final class OwnThread implements Later {
        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(Threads.named("log-levels"));

        @Override
        public void run(Runnable work, Duration after) {
            thread.schedule(work, Math.max(1, after.toMillis()), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }

    /**
     * @param text like {@code sms.smpp=debug}
     * @param length empty for until the end
     * @throws IllegalArgumentException with what would be right
     */
    synchronized String set(String text, Optional<Duration> length) {
        var parts = text.split("=", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text + " is no part and level; right would be sms.smpp=debug");
        }
        if (length.isPresent() && (length.get().isNegative() || length.get().compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("a level holds for at most " + LONGEST.toHours() + " h");
        }
        var part = parts[0];
        var present = Logs.level(part, parts[1]);
        // One that holds for a while still is not where it was before.
        var pending = due.remove(part);
        var before = pending == null ? present : pending.level();
        int turn = ++turns;
        length.ifPresent(time -> {
            due.put(part, new Due(before, turn));
            later.run(() -> goBack(part, turn), time);
        });
        return parts[0] + " logs " + parts[1]
                + length.map(time -> " for " + time.toSeconds() + " s, then " + before + " again")
                        .orElse("");
    }

    private synchronized void goBack(String part, int turn) {
        var wanted = due.get(part);
        if (wanted != null && wanted.turn() == turn) {
            due.remove(part);
            Logs.level(part, wanted.level());
        }
    }

    @Override
    public void close() {
        later.close();
    }
}

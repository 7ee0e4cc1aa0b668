package cn.smspay.testing;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Timers of an engine that go round when a test says so; what answers messages and plays systems outside runs by itself. What a
 * round has put off runs at once.
 */
public final class HandTimers implements Function<String, ScheduledThreadPoolExecutor> {
    private static final Set<String> BY_THEMSELVES = Set.of("timer", "outside");

    private final Map<String, HandTimer> timers = new ConcurrentHashMap<>();

    @Override
    public ScheduledThreadPoolExecutor apply(String name) {
        if (BY_THEMSELVES.contains(name)) {
            return new ScheduledThreadPoolExecutor(1);
        }
        var timer = new HandTimer();
        timers.put(name, timer);
        return timer;
    }

    /** Everything that comes round, once, and what follows from it. */
    public void round() {
        timers.entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .forEach(timer -> timer.getValue().rounds.forEach(Runnable::run));
        while (timers.values().stream().anyMatch(HandTimer::isBusy)) {
            Thread.onSpinWait();
        }
    }

    private static final class HandTimer extends ScheduledThreadPoolExecutor {
        private final List<Runnable> rounds = new CopyOnWriteArrayList<>();

        HandTimer() {
            super(1);
        }

        boolean isBusy() {
            return !isShutdown() && (getActiveCount() > 0 || !getQueue().isEmpty());
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long first, long delay, TimeUnit unit) {
            rounds.add(work);
            return super.schedule(() -> {}, 0, unit);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            return super.schedule(work, 0, unit);
        }
    }
}

package cn.smspay.engine;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.Ticker;
import cn.smspay.store.Limits;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What an engine does not make itself: time, chance, threads and limits.
 *
 * @param clock the wall's, for people: days, conversations, locks
 * @param ticker for all that waits; nobody can set it
 * @param guarded whether a clock that jumps is doubted; one that is turned by hand is not
 * @param random for jitter and outside systems that are played
 * @param timers makes a thread of its own, by its name, for what must not wait for other work
 */
public record Surroundings(
        Clock clock,
        Ticker ticker,
        boolean guarded,
        RandomGenerator random,
        Limits limits,
        Function<String, ScheduledThreadPoolExecutor> timers) {

    /** The machine's. */
    public static Surroundings real() {
        return new Surroundings(
                Clock.system(ServiceDay.ZONE),
                Ticker.system(),
                true,
                new SecureRandom(),
                Limits.USUAL,
                Surroundings::timer);
    }

    /** Those of a clock that is turned by hand: timers go by it too. */
    public static Surroundings of(Clock clock) {
        return new Surroundings(clock, Ticker.of(clock), false, new SecureRandom(), Limits.USUAL, Surroundings::timer);
    }

    public Surroundings with(RandomGenerator other) {
        return new Surroundings(clock, ticker, guarded, other, limits, timers);
    }

    Surroundings with(Ticker other) {
        return new Surroundings(clock, other, guarded, random, limits, timers);
    }

    Surroundings with(Limits other) {
        return new Surroundings(clock, ticker, guarded, random, other, timers);
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        var timer = new ScheduledThreadPoolExecutor(1, work -> {
            var thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}

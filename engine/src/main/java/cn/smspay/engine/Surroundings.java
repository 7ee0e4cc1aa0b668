package cn.smspay.engine;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Threads;
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
 * @param random for jitter, codes and outside systems that are played
 * @param secrets for what nobody may guess: sessions, tokens, nonces
 * @param nanos measures, and ends what waits within one call; goes on where the clock is turned by hand
 * @param timers makes a thread of its own, by its name, for what must not wait for other work
 */
public record Surroundings(
        Clock clock,
        Ticker ticker,
        boolean guarded,
        RandomGenerator random,
        SecureRandom secrets,
        MonotonicClock nanos,
        Limits limits,
        Function<String, ScheduledThreadPoolExecutor> timers) {

    /** The machine's. */
    public static Surroundings real() {
        var secrets = new SecureRandom();
        return new Surroundings(
                Clock.system(ServiceDay.ZONE),
                Ticker.system(),
                true,
                secrets,
                secrets,
                MonotonicClock.system(),
                Limits.USUAL,
                Surroundings::timer);
    }

    /** Those of a clock that is turned by hand: timers go by it too. */
    public static Surroundings of(Clock clock) {
        var secrets = new SecureRandom();
        return new Surroundings(
                clock,
                Ticker.of(clock),
                false,
                secrets,
                secrets,
                MonotonicClock.system(),
                Limits.USUAL,
                Surroundings::timer);
    }

    public Surroundings with(RandomGenerator other) {
        return new Surroundings(clock, ticker, guarded, other, secrets, nanos, limits, timers);
    }

    Surroundings with(Ticker other) {
        return new Surroundings(clock, other, guarded, random, secrets, nanos, limits, timers);
    }

    Surroundings with(Limits other) {
        return new Surroundings(clock, ticker, guarded, random, secrets, nanos, other, timers);
    }

    private static ScheduledThreadPoolExecutor timer(String name) {
        var timer = new ScheduledThreadPoolExecutor(1, Threads.named(name));
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }
}

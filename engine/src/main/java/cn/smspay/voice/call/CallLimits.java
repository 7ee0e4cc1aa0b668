package cn.smspay.voice.call;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Counts calls and says when there are enough of them. Thread-safe. */
public final class CallLimits {
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private final CallSettings.CallCaps limits;
    private final Map<String, Integer> byVia = new HashMap<>();
    private final Map<String, Integer> byCaller = new HashMap<>();
    private int calls;
    private boolean stopping;
    /** A bucket that a call takes {@link #NANOS} from and that fills with time, up to one second's worth of calls. */
    private long bucket;

    private Instant filledAt = Instant.MIN;

    /**
     * Who comes which way.
     *
     * @param caller empty if unknown; such callers are not counted one by one
     */
    public record Comer(String caller, String via) {}

    public CallLimits(CallSettings.CallCaps limits) {
        this.limits = limits;
    }

    /** Lets a call in, to be let out by {@link #leave}; or says why not. */
    public Optional<CallRefusal> enter(Invitation call, Instant now) {
        return enter(new Comer(call.caller(), call.via()), call.viaCalls(), now);
    }

    /**
     * Lets a call in, to be let out by {@link #leave}; or says why not.
     *
     * @param viaCalls how many may come that way at once
     */
    public synchronized Optional<CallRefusal> enter(Comer call, int viaCalls, Instant now) {
        if (stopping) {
            return Optional.of(CallRefusal.STOPPING);
        }
        fill(now);
        if (bucket < NANOS) {
            return Optional.of(CallRefusal.TOO_FAST);
        }
        bucket -= NANOS;
        if (calls >= limits.calls()) {
            return Optional.of(CallRefusal.FULL);
        }
        if (byVia.getOrDefault(call.via(), 0) >= viaCalls) {
            return Optional.of(CallRefusal.TRUNK_FULL);
        }
        if (!call.caller().isEmpty() && byCaller.getOrDefault(call.caller(), 0) >= limits.callsPerCaller()) {
            return Optional.of(CallRefusal.CALLER_BUSY);
        }
        calls++;
        byVia.merge(call.via(), 1, Integer::sum);
        byCaller.merge(call.caller(), 1, Integer::sum);
        return Optional.empty();
    }

    private void fill(Instant now) {
        long full = limits.setupsPerSecond() * NANOS;
        if (filledAt.equals(Instant.MIN) || Duration.between(filledAt, now).compareTo(Duration.ofSeconds(1)) >= 0) {
            bucket = full;
        } else {
            long passed = Math.max(0, Duration.between(filledAt, now).toNanos());
            bucket = Math.min(full, bucket + passed * limits.setupsPerSecond());
        }
        filledAt = now;
    }

    /** Lets the call out again. */
    public void leave(Invitation call) {
        leave(new Comer(call.caller(), call.via()));
    }

    public synchronized void leave(Comer call) {
        calls--;
        byVia.computeIfPresent(call.via(), (via, count) -> count == 1 ? null : count - 1);
        byCaller.computeIfPresent(call.caller(), (caller, count) -> count == 1 ? null : count - 1);
    }

    /** Lets no more calls in. */
    public synchronized void stop() {
        stopping = true;
    }

    synchronized int calls() {
        return calls;
    }
}

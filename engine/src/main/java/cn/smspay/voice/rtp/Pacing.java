package cn.smspay.voice.rtp;

import cn.smspay.base.Latencies;
import java.time.Duration;

/** How far the gaps between packets of sound are from 20 ms, either way. Thread-safe. */
public final class Pacing {
    /** A packet that is farther off is as bad as lost. */
    private static final Duration MOST = Duration.ofMillis(100);

    private final Latencies deviations = new Latencies(MOST);

    /** Takes note of the gap between two packets, in nanoseconds. */
    public void gap(long nanos) {
        deviations.add(Math.abs(nanos - MediaLoops.FRAME_NANOS));
    }

    public Latencies deviations() {
        return deviations;
    }
}

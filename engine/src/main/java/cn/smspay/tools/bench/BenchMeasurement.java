package cn.smspay.tools.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of whatever was bound to the simulated SMSC.
 *
 * @param seconds how long it took
 * @param answered uplinks that were acknowledged in that time
 * @param replied replies that came in that time
 * @param kept whether the load was applied to the end
 * @param before what the measured processes said of themselves, and after it
 * @param generatorCpuMillis processor time of this process
 */
record BenchMeasurement(
        BenchLoad load,
        double seconds,
        long answered,
        long replied,
        boolean kept,
        BenchFigures before,
        BenchFigures after,
        long generatorCpuMillis) {
    /** Asks the measured processes. */
    interface Figures {
        BenchFigures now() throws IOException;
    }

    /** Applies load; false if it had to stop early. */
    interface Pressure {
        boolean apply(double seconds);
    }

    static BenchMeasurement of(BenchLoad load, Pressure pressure, double seconds, Figures figures) throws IOException {
        var before = figures.now();
        long ownBefore = BenchFigures.cpuMillisOfProcess();
        long answered = load.answered.get();
        long replied = load.replied.get();
        long begun = System.nanoTime();
        load.measure(true);
        boolean kept = pressure.apply(seconds);
        load.measure(false);
        double took = (System.nanoTime() - begun) / 1e9;
        answered = load.answered.get() - answered;
        replied = load.replied.get() - replied;
        long own = BenchFigures.cpuMillisOfProcess() - ownBefore;
        return new BenchMeasurement(load, took, answered, replied, kept, before, figures.now(), own);
    }

    /** To be called before anything else is measured with the same load. */
    Map<String, Object> table() {
        var result = new LinkedHashMap<String, Object>();
        result.put("uplinksPerSecond", uplinksPerSecond());
        result.put("repliesPerSecond", Math.round(replied / seconds));
        result.put("p50Millis", load.replyMillis(0.5));
        result.put("p99Millis", load.replyMillis(0.99));
        result.put("p999Millis", load.replyMillis(0.999));
        result.put("maxMillis", load.replyMillis(1));
        result.put("answerP50Millis", load.answerMillis(0.5));
        result.put("answerP99Millis", load.answerMillis(0.99));
        result.put("engineCpuMicrosPerUplink", Math.round(10 * engineCpuMicrosPerUplink()) / 10.0);
        result.put("generatorCpuMicrosPerUplink", Math.round(perUplink(generatorCpuMillis)));
        return result;
    }

    long uplinksPerSecond() {
        return Math.round(answered / seconds);
    }

    double engineCpuMicrosPerUplink() {
        return perUplink(after.cpuMillis() - before.cpuMillis());
    }

    private double perUplink(long cpuMillis) {
        return cpuMillis * 1000.0 / Math.max(1, answered);
    }
}

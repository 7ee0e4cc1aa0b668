package cn.smspay.tools.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * More messages than the engine can take, for a short time.
 *
 * @param rate conversations begun per second
 */
record BenchBurst(int rate, int seconds) {
    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]{0,5})(?::([1-9][0-9]{0,2}))?");
    private static final int SECONDS_USUAL = 10;
    /** Well beyond the half minute that is allowed, to see by how much it is missed. */
    private static final long DRAIN_SECONDS = 180;

    static final class Reader implements ITypeConverter<BenchBurst> {
        @Override
        public BenchBurst convert(String text) {
            var written = WRITTEN.matcher(text);
            if (!written.matches()) {
                throw new TypeConversionException("'" + text + "' is not RATE or RATE:SECONDS, for instance 20000:10");
            }
            var seconds = written.group(2);
            return new BenchBurst(
                    Integer.parseInt(written.group(1)), seconds == null ? SECONDS_USUAL : Integer.parseInt(seconds));
        }
    }

    /** So many that no number has two conversations at once, however far the engine is behind. */
    long accountsLeast() {
        return 2L * rate * seconds;
    }

    /** Applies it to a warm engine, and waits until all is done. Latencies count from when a text was due. */
    Map<String, Object> measure(BenchLoad load) {
        load.measure(true);
        long begun = System.nanoTime();
        boolean sent = load.openLoop(rate, seconds);
        long over = System.nanoTime();
        boolean drained = load.drain(DRAIN_SECONDS);
        long end = System.nanoTime();
        load.measure(false);
        var result = new LinkedHashMap<String, Object>();
        result.put("burst", toString());
        result.put("drainSeconds", (end - over) / 1e9);
        result.put("refused", load.refusals().total());
        result.put("refusedByStatus", load.refusals().byStatus());
        // The generator shares the machine: it may fall behind the rate.
        result.put("burstSeconds", (over - begun) / 1e9);
        result.put("sentAll", sent);
        result.put("drainedInTime", drained);
        result.put("p50Millis", load.replyMillis(0.5));
        result.put("p99Millis", load.replyMillis(0.99));
        result.put("maxMillis", load.replyMillis(1));
        result.put("answerMaxMillis", load.answerMillis(1));
        return result;
    }

    @Override
    public String toString() {
        return rate + ":" + seconds;
    }
}

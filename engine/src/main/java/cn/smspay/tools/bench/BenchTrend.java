package cn.smspay.tools.bench;

import cn.smspay.base.svg.Svg;
import java.util.List;

/**
 * Where a figure is going: the straight line through its samples with the least squares.
 *
 * @param first where the line begins
 * @param last where it ends
 * @param perHour by how much it rises in an hour
 */
record BenchTrend(String name, double first, double last, double perHour, TrendVerdict verdict) {
    /** With fewer samples a line can fit by chance. */
    private static final int SAMPLES_LEAST = 5;
    /** Standard errors of the slope that chance does not explain. */
    private static final double ERRORS = 3;
    /** A rise by less than this share of where the line begins is none. */
    private static final double SHARE = 0.05;

    enum TrendVerdict {
        STEADY,
        GROWS,
        /** Too few samples. */
        UNKNOWN
    }

    /** @param samples figures over hours, in the order of time; at least one */
    static BenchTrend of(String name, List<Svg.Point> samples) {
        int n = samples.size();
        double meanX = samples.stream().mapToDouble(Svg.Point::x).average().orElseThrow();
        double meanY = samples.stream().mapToDouble(Svg.Point::y).average().orElseThrow();
        double squares = 0;
        double products = 0;
        for (var sample : samples) {
            squares += (sample.x() - meanX) * (sample.x() - meanX);
            products += (sample.x() - meanX) * (sample.y() - meanY);
        }
        double slope = squares == 0 ? 0 : products / squares;
        double residual = 0;
        for (var sample : samples) {
            double off = sample.y() - meanY - slope * (sample.x() - meanX);
            residual += off * off;
        }
        double first = meanY + slope * (samples.get(0).x() - meanX);
        double last = meanY + slope * (samples.get(n - 1).x() - meanX);
        if (n < SAMPLES_LEAST) {
            return new BenchTrend(name, first, last, slope, TrendVerdict.UNKNOWN);
        }
        double error = Math.sqrt(residual / (n - 2) / squares);
        boolean grows = slope > ERRORS * error && last - first > SHARE * Math.abs(first);
        return new BenchTrend(name, first, last, slope, grows ? TrendVerdict.GROWS : TrendVerdict.STEADY);
    }
}

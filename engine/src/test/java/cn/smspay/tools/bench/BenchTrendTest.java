package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.svg.Svg;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchTrendTest {
    /** A sample every quarter of an hour. */
    private static BenchTrend trend(int samples, DoubleUnaryOperator figure) {
        return BenchTrend.of(
                "figure",
                IntStream.range(0, samples)
                        .mapToObj(i -> new Svg.Point(i / 4.0, figure.applyAsDouble(i / 4.0)))
                        .toList());
    }

    @Test
    void findsTheLineThatTheSamplesLieOn() {
        var trend = trend(9, hours -> 100 + 7 * hours);

        assertEquals(100, trend.first(), 1e-9);
        assertEquals(114, trend.last(), 1e-9);
        assertEquals(7, trend.perHour(), 1e-9);
        assertEquals(BenchTrend.TrendVerdict.GROWS, trend.verdict());
    }

    @Test
    void hasTheLeastSquares() {
        var trend = BenchTrend.of("figure", List.of(new Svg.Point(0, 0), new Svg.Point(1, 3), new Svg.Point(2, 3)));

        assertEquals(1.5, trend.perHour(), 1e-9);
        assertEquals(0.5, trend.first(), 1e-9);
        assertEquals(3.5, trend.last(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "0,     0,  STEADY",
        "100,   0,  STEADY",
        "100,  -9,  STEADY",
        "100,   2,  STEADY",
        "100,   4,  GROWS",
        "0,     1,  GROWS"
    })
    void growsOnlyByMoreThanATwentieth(double first, double perHour, BenchTrend.TrendVerdict verdict) {
        assertEquals(verdict, trend(9, hours -> first + perHour * hours).verdict());
    }

    @Test
    void takesAZigzagForNoGrowth() {
        assertEquals(
                BenchTrend.TrendVerdict.STEADY,
                trend(20, hours -> 100 + 2 * hours + (hours * 4 % 2 == 0 ? 40 : 0))
                        .verdict());
    }

    @ParameterizedTest
    @CsvSource({"1", "4"})
    void saysNothingOfFewSamples(int samples) {
        var trend = trend(samples, hours -> 1 + hours);

        assertEquals(BenchTrend.TrendVerdict.UNKNOWN, trend.verdict());
        assertEquals(1, trend.first(), 1e-9);
    }
}

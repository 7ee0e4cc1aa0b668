package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BenchSamplesTest {
    /** The heap fills in the first half and then loses nothing; a descriptor is left open in each sample. */
    private static final List<BenchSamples.Sample> LEAKY = IntStream.range(0, 20)
            .mapToObj(i ->
                    new BenchSamples.Sample(i / 60.0, 3, new BenchState(Math.min(i * 9, 90), 300, 40, 50 + i, 16)))
            .toList();

    @Test
    void leavesTheFirstHalfOut() {
        var trends = BenchSamples.trends(LEAKY);

        assertEquals(
                List.of("descriptors"),
                trends.stream()
                        .filter(trend -> trend.verdict() == BenchTrend.TrendVerdict.GROWS)
                        .map(BenchTrend::name)
                        .toList());
        assertEquals(90, trends.get(0).first(), 1e-9);
        assertEquals(60, trends.get(4).perHour(), 1e-9);
    }

    @Test
    void hasATrendOfASingleSample() {
        BenchSamples.trends(LEAKY.subList(0, 1))
                .forEach(trend -> assertEquals(BenchTrend.TrendVerdict.UNKNOWN, trend.verdict()));
    }

    @Test
    void writesATable() {
        var table = BenchSamples.table(BenchSamples.trends(LEAKY));

        assertEquals(7, table.lines().count());
        assertTrue(table.contains("heapMegabytes           90.00      90.00        0.000  does not grow"), table);
        assertTrue(table.contains("descriptors             60.00      69.00       60.000  GROWS"), table);
    }

    @Test
    void writesALineForEachSample() {
        assertEquals(
                " minutes    heap MB     own MB     WAL MB    threads      files     p99 ms", BenchSamples.header());
        assertEquals(
                "    19.0       90.0      300.0       16.0       40.0       69.0        3.0",
                BenchSamples.line(LEAKY.get(19)));
    }

    @Test
    void isFlatInJson() throws Exception {
        var json = new ObjectMapper().valueToTree(LEAKY.get(0));

        assertEquals(50, json.get("descriptors").asInt());
        assertEquals(3, json.get("p99Millis").asInt());
    }

    @Test
    void drawsACurveForEachFigure() {
        var picture = BenchSamples.picture(LEAKY, "conditions");

        assertTrue(picture.contains(">WAL MB</text>"), picture);
        assertTrue(picture.contains(">p99 ms</text>"), picture);
    }
}

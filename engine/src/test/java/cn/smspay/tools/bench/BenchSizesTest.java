package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchSizesTest {
    private static final BenchCheck GOOD = new BenchCheck(true, 9, 9, 0, 0, 0, BenchCheck.CLEAN);
    private static final BenchCheck BAD = new BenchCheck(true, 9, 9, 1, 0, 0, BenchCheck.CLEAN);

    private static BenchSizes.Row row(long accounts, double cpuMicros, BenchCheck check) {
        return new BenchSizes.Row(accounts, 16_000, cpuMicros, 20, 40.125, 333, 12.5, 1.25, check);
    }

    @Test
    void comparesTheLargestWithTheSmallest() {
        var rows = List.of(row(1_000, 66, GOOD), row(100, 60, GOOD), row(10_000, 75, GOOD));

        assertEquals(1.25, BenchSizes.cpuRatio(rows));
    }

    @Test
    void writesATable() {
        var table = BenchSizes.table(List.of(row(100, 60, GOOD), row(10_000, 75, BAD)));

        assertEquals(3, table.lines().count());
        assertTrue(
                table.contains("       100      16000       60.0     20.00     40.13      333        13      1.3\n"),
                table);
        assertTrue(table.contains("wrong in the end"), table);
    }

    @Test
    void drawsACurveForEachFigure() {
        var picture = BenchSizes.picture(List.of(row(100, 60, GOOD), row(10_000, 75, GOOD)), "conditions");

        assertTrue(picture.contains(">CPU us</text>"), picture);
        assertTrue(picture.contains(">median ms</text>"), picture);
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One day of a large carrier, scaled by {@code -Dsmspay.records=N}; a twentieth of a million if nothing is said. */
@Tag("long")
final class MillionTest {
    private static final int BATCH = 1_000;
    /** What other tests of this process have left is there before; so much may come of this one. */
    private static final long GROWTH_MOST = 100L << 20;

    @TempDir
    private Path folder;

    @Test
    void exportsVerifiesAndWritesAgainManyRecordsByteForByte() throws Exception {
        long before = used();
        int records = Integer.getInteger("smspay.records", 50_000);
        try (var world = new BillingWorld(folder)) {
            for (int done = 0; done < records; done += BATCH) {
                Uplinks.record(world.store, world.billing, Math.min(BATCH, records - done), world.clock.instant());
            }
            var files = world.files(
                    BillingWorld.settings(Set.of(Format.CSV, Format.CDR), records / 2 + 1, 4_000_000_000L, true));
            files.close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
            var again = Files.createDirectory(folder.resolve("again"));

            assertEquals(List.of(), files.verify());
            for (var file : files.list()) {
                for (var format : List.of(Format.CSV, Format.CDR)) {
                    var copy = files.reexport(file.key().sequence(), format, again);
                    assertEquals(-1, Files.mismatch(copy, world.out.resolve(copy.getFileName())));
                }
            }
            assertEquals(
                    records,
                    files.list().stream().mapToLong(BillingFile::records).sum());
            long grown = used() - before;
            assertTrue(grown < GROWTH_MOST, () -> "memory grows with records, by " + (grown >> 20) + " MB");
        }
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

package cn.smspay.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.StoreSettings;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BillingFilesTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2009-11-02T09:00:00");
    private final Billing billing = new Billing();
    private Store store;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(StoreSettings.engine(folder.resolve("smspay.db")));
        out = Files.createDirectory(folder.resolve("out"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static BillingSettings settings(Format... formats) {
        return BillingSettings.standard().withFormats(Set.of(formats));
    }

    private BillingFiles files(Format... formats) {
        return new BillingFiles(store, settings(formats), out);
    }

    private List<String> names() throws IOException {
        try (var list = Files.list(out)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(n -> !n.equals(FolderLock.NAME))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesAFileOfAllOpenRecordsWhenClosedByHand() throws IOException {
        Uplinks.record(store, billing, 3, clock.instant());

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.HAND, Progress.SILENT);

        assertEquals(1, closed.size());
        assertEquals(List.of("n1-live-20091102-0000000001.csv", "n1-live-20091102-0000000001.csv.sha256"), names());
        var lines = Files.readAllLines(out.resolve("n1-live-20091102-0000000001.csv"));
        assertEquals(6, lines.size());
        assertTrue(lines.get(1).startsWith("H,format=smspay-charges-1,node=n1,sequence=1,type=live,"), lines.get(1));
        assertTrue(lines.get(2).startsWith("D,1,,1,2009-11-02T09:00:00.000+08:00,2009-11-02T09:00:00.007+08:00,"));
        assertTrue(lines.get(5).startsWith("T,sequence=1,records=3,sum_li=300,first_number=1,last_number=3,"));
    }

    @Test
    void leavesRecordsOpenUntilALimitIsReached() {
        Uplinks.record(store, billing, 3, clock.instant());
        clock.turn(Duration.ofMinutes(59));

        var early = files(Format.CSV).export(clock.instant(), Progress.SILENT);
        clock.turn(Duration.ofMinutes(2));
        var aged = files(Format.CSV).export(clock.instant(), Progress.SILENT);

        assertTrue(early.isEmpty());
        assertEquals(CloseReason.AGE, aged.get(0).reason());
        assertEquals(0, files(Format.CSV).open().size());
    }

    @Test
    void neverPutsTwoAccountingDaysIntoOneFile() {
        clock.set("2009-11-02T23:59:58");
        Uplinks.record(store, billing, 4, clock.instant());
        clock.set("2009-11-03T00:00:10");

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.HAND, Progress.SILENT);

        assertEquals(2, closed.size());
        assertEquals(new AccountingDay(20091102), closed.get(0).day());
        assertEquals(CloseReason.MIDNIGHT, closed.get(0).reason());
        assertEquals(2, closed.get(0).records());
        assertEquals(CloseReason.HAND, closed.get(1).reason());
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        Uplinks.record(store, billing, 500, clock.instant());
        var all = files(Format.CSV, Format.CDR, Format.JSONL);
        all.close(clock.instant(), CloseReason.HAND, Progress.SILENT);
        Uplinks.record(store, billing, 5, clock.instant());
        all.close(clock.instant(), CloseReason.HAND, Progress.SILENT);
        var again = Files.createDirectory(folder.resolve("again"));

        for (var format : Format.values()) {
            for (long sequence = 1; sequence <= 2; sequence++) {
                var copy = all.reexport(sequence, format, again);
                assertEquals(-1, Files.mismatch(copy, out.resolve(copy.getFileName())));
            }
        }
        assertFalse(names().stream().anyMatch(n -> n.endsWith(".part")));
    }
}

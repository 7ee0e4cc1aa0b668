package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Billing;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Format;
import cn.smspay.store.FaultyDisk;
import cn.smspay.store.Store;
import cn.smspay.store.StoreFault;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@link FileWriter} to its rules. */
final class BillingFilesTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2009-11-02T09:00:00");
    private final Billing billing = new Billing();
    private Store store;
    private Path out;

    @BeforeEach
    void open() throws IOException {
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
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

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(1, closed.size());
        assertEquals(List.of("n1-live-20091102-0000000001.csv", "n1-live-20091102-0000000001.csv.sha256"), names());
        var lines = Files.readAllLines(out.resolve("n1-live-20091102-0000000001.csv"));
        assertEquals(6, lines.size());
        assertTrue(lines.get(1).startsWith("H,format=smspay-charges-2,node=n1,sequence=1,type=live,"), lines.get(1));
        assertTrue(lines.get(2).startsWith("D,1,,1,2009-11-02T09:00:00.000+08:00,2009-11-02T09:00:00.007+08:00,"));
        assertTrue(lines.get(5).startsWith("T,sequence=1,records=3,sum_li=300,first_time="));
    }

    @Test
    void leavesRecordsOpenUntilALimitIsReached() {
        Uplinks.record(store, billing, 3, clock.instant());
        clock.turn(Duration.ofMinutes(59));

        var early = files(Format.CSV).export(clock.instant(), ExportProgress.SILENT);
        clock.turn(Duration.ofMinutes(2));
        var aged = files(Format.CSV).export(clock.instant(), ExportProgress.SILENT);

        assertTrue(early.isEmpty());
        assertEquals(CloseReason.AGE, aged.get(0).reason());
        assertEquals(0, files(Format.CSV).open().size());
    }

    @Test
    void neverPutsTwoAccountingDaysIntoOneFile() {
        clock.set("2009-11-02T23:59:58");
        Uplinks.record(store, billing, 4, clock.instant());
        clock.set("2009-11-03T00:00:10");

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(2, closed.size());
        assertEquals(new ServiceDay(20091102), closed.get(0).day());
        assertEquals(CloseReason.MIDNIGHT, closed.get(0).reason());
        assertEquals(2, closed.get(0).records());
        assertEquals(CloseReason.HAND, closed.get(1).reason());
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        Uplinks.record(store, billing, 500, clock.instant());
        var all = files(Format.CSV, Format.CDR, Format.JSONL);
        all.close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        Uplinks.record(store, billing, 5, clock.instant());
        all.close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        var again = Files.createDirectory(folder.resolve("again"));

        for (var format : Format.values()) {
            for (long sequence = 1; sequence <= 2; sequence++) {
                var copy = all.reexport(sequence, format, again);
                assertEquals(-1, Files.mismatch(copy, out.resolve(copy.getFileName())));
            }
        }
        assertFalse(names().stream().anyMatch(n -> n.endsWith(".part")));
    }

    private List<BillingFile> export(int recordsMax, long bytesMax, boolean emptyFiles) {
        var settings = BillingWorld.settings(Set.of(Format.CSV, Format.CDR), recordsMax, bytesMax, emptyFiles);
        return new BillingFiles(store, settings, out).export(clock.instant(), ExportProgress.SILENT);
    }

    @Test
    void closesAFileAtItsNumberOfRecords() {
        Uplinks.record(store, billing, 25, clock.instant());

        var closed = export(10, 1_000_000, false);

        assertEquals(
                List.of(10L, 10L), closed.stream().map(BillingFile::records).toList());
        assertEquals(CloseReason.RECORDS, closed.get(0).reason());
    }

    @Test
    void closesAFileAtItsNumberOfBytes() throws IOException {
        Uplinks.record(store, billing, 100, clock.instant());

        var closed = export(1_000, 10_000, false);

        assertEquals(CloseReason.BYTES, closed.get(0).reason());
        long bytes = Files.size(out.resolve(closed.get(0).name(Format.CDR)));
        assertTrue(bytes >= 10_000 && bytes < 10_600, "bytes: " + bytes);
        assertEquals(List.of(), files(Format.CSV, Format.CDR).verify());
    }

    @Test
    void closesADayAfterMidnightAndItsGrace() {
        clock.set("2009-11-02T23:59:30");
        Uplinks.record(store, billing, 2, clock.instant());
        clock.set("2009-11-03T00:00:59");
        var early = export(1_000, 1_000_000, true);
        clock.set("2009-11-03T00:01:00");

        var closed = export(1_000, 1_000_000, true);

        assertEquals(List.of(), early);
        assertEquals(CloseReason.MIDNIGHT, closed.get(0).reason());
    }

    @Test
    void putsAStragglerOfAClosedDayIntoTheNextDay() {
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2009-11-03T00:02:00");
        export(1_000, 1_000_000, true);
        clock.set("2009-11-02T23:59:59");
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2009-11-03T00:02:01");

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.SHUTDOWN, ExportProgress.SILENT);

        assertEquals(new ServiceDay(20091103), closed.get(0).day());
        assertEquals(CloseReason.SHUTDOWN, closed.get(0).reason());
    }

    @Test
    void writesAnEmptyFileForADayOnWhichNothingHappened() throws IOException {
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2009-11-05T00:02:00");
        Uplinks.record(store, billing, 1, clock.instant());

        var closed = export(1_000, 1_000_000, true);

        assertEquals(
                List.of("20091102 1", "20091103 0", "20091104 0"),
                closed.stream().map(f -> f.day() + " " + f.records()).toList());
        assertEquals(List.of(), files(Format.CSV, Format.CDR).verify());
    }

    @Test
    void writesEmptyFilesForTheLastDaysOnlyOfAVeryLongSilence() throws IOException {
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2016-11-01T10:00:00");
        export(1_000, 1_000_000, false);
        clock.set("2016-11-02T00:02:00");

        var closed = export(1_000, 1_000_000, true);

        var days = closed.stream().map(f -> f.day().toString()).toList();
        assertEquals("20160915", days.get(0));
        assertEquals("20161101", days.get(days.size() - 1));
        assertEquals(DueFiles.EMPTY_DAYS_MAX, days.size());
        assertEquals(
                LongStream.rangeClosed(2, days.size() + 1).boxed().toList(),
                closed.stream().map(f -> f.key().sequence()).toList());
        assertEquals(List.of(), files(Format.CSV, Format.CDR).verify());
    }

    /** A clock that is years ahead for a moment, or for ever, when it is read for the first time. */
    @Test
    void nothingFollowsFromOneReadingOfTheClock() {
        Uplinks.record(store, billing, 1, clock.instant());
        export(1_000, 1_000_000, true);
        clock.set("2035-01-01T02:00:00");
        var retention = new Retention(store, BillingSettings.standard());

        var closed = export(1_000, 1_000_000, true);
        long purged = retention.purgeByProvenClock(clock.instant());

        assertEquals(
                List.of("20091102 1"),
                closed.stream().map(f -> f.day() + " " + f.records()).toList());
        assertEquals(0, purged);

        clock.set("2009-11-03T02:00:00");
        assertEquals(List.of(), export(1_000, 1_000_000, true));
        clock.set("2009-11-04T02:00:00");
        assertEquals(
                List.of("20091103 0"),
                export(1_000, 1_000_000, true).stream()
                        .map(f -> f.day() + " " + f.records())
                        .toList());
    }

    @Test
    void goesOnDayByDayAfterAVeryLongSilence() throws IOException {
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2016-11-01T10:00:00");
        export(1_000, 1_000_000, false);
        clock.set("2016-11-02T00:02:00");
        export(1_000, 1_000_000, true);
        clock.set("2016-11-04T00:02:00");
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2016-11-05T00:02:00");

        var closed = export(1_000, 1_000_000, true);

        assertEquals(
                List.of("20161102 0", "20161103 0", "20161104 1"),
                closed.stream().map(f -> f.day() + " " + f.records()).toList());
        assertEquals(List.of(), files(Format.CSV, Format.CDR).verify());
    }

    @Test
    void writesNoEmptyFilesWhenSwitchedOff() {
        Uplinks.record(store, billing, 1, clock.instant());
        clock.set("2009-11-05T00:02:00");

        assertEquals(1, export(1_000, 1_000_000, false).size());
        assertEquals(0, export(1_000, 1_000_000, false).size());
    }

    @Test
    void writesNoFileWhenClosedByHandOrByTheEnginesEndWithNothingOpen() {
        for (var reason : List.of(CloseReason.HAND, CloseReason.SHUTDOWN)) {
            assertEquals(List.of(), files(Format.CSV).close(clock.instant(), reason, ExportProgress.SILENT));
        }
        Uplinks.record(store, billing, 1, clock.instant());

        var first = files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        var second = files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(1, first.size());
        assertEquals(List.of(), second);
        assertEquals(1, files(Format.CSV).list().size());
        assertEquals(List.of(), files(Format.CSV).verify());
    }

    /** A day that is over has its empty file, however often somebody closed by hand in it. */
    @Test
    void aDayWithoutRecordsHasOneEmptyFileAlsoWhenClosedByHandInIt() {
        Uplinks.record(store, billing, 1, clock.instant());
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        clock.set("2009-11-03T12:00:00");
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        clock.set("2009-11-04T00:02:00");

        var closed = files(Format.CSV).export(clock.instant(), ExportProgress.SILENT);

        assertEquals(1, closed.size());
        assertEquals(new ServiceDay(20091103), closed.get(0).day());
        assertEquals(0, closed.get(0).records());
    }

    @Test
    void goesOnWithItsNumbersAfterARestart() {
        Uplinks.record(store, billing, 1, clock.instant());
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        store.close();
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
        Uplinks.record(store, billing, 1, clock.instant());

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(2, closed.get(0).key().sequence());
        assertEquals(2, closed.get(0).firstNumber());
    }

    @Test
    void writesEarlierFilesTooWhenAFormatIsAdded() throws IOException {
        for (int i = 0; i < 2; i++) {
            Uplinks.record(store, billing, 3, clock.instant());
            files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        }

        files(Format.CSV, Format.JSONL).export(clock.instant(), ExportProgress.SILENT);

        assertTrue(names().contains("n1-live-20091102-0000000001.jsonl"));
        assertTrue(names().contains("n1-live-20091102-0000000002.jsonl.sha256"));
        assertEquals(List.of(), files(Format.CSV, Format.JSONL).verify());
    }

    @Test
    void tellsHowFarALongExportIs() {
        store.write(tx -> {
            for (int i = 1; i <= 100_001; i++) {
                billing.record(tx, Uplinks.uplink(i, clock.instant()));
            }
            return null;
        });
        var told = new java.util.ArrayList<Long>();

        files(Format.CSV).close(clock.instant(), CloseReason.HAND, (file, done, total) -> told.add(done));

        assertEquals(List.of(50_000L, 100_000L), told);
    }

    @Test
    void exportsWhileUplinksComeIn() throws Exception {
        var recorder = new Thread(() -> {
            for (int i = 0; i < 40; i++) {
                Uplinks.record(store, billing, 50, clock.instant());
            }
        });
        recorder.start();
        while (recorder.isAlive()) {
            files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        }
        recorder.join();
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(
                2_000,
                files(Format.CSV).list().stream()
                        .mapToLong(BillingFile::records)
                        .sum());
        assertEquals(List.of(), files(Format.CSV).verify());
    }

    @Test
    void makesNoSecondFileWhenTheOnlyOpenDayIsOver() {
        Uplinks.record(store, billing, 2, clock.instant());
        clock.set("2009-11-03T08:00:00");

        var closed = files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(
                List.of(CloseReason.MIDNIGHT),
                closed.stream().map(BillingFile::reason).toList());
    }

    @Test
    void writesTheSameBytesAgainAlthoughSettingsHaveChanged() throws IOException {
        Uplinks.record(store, billing, 2, clock.instant());
        files(Format.CDR).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        var old = BillingSettings.standard();
        var changed = new BillingSettings(
                old.node(),
                old.stream(),
                "861380013800",
                "2.999.7",
                old.formats(),
                10,
                20_000,
                old.ageMax(),
                old.midnightGrace(),
                false,
                9,
                Optional.empty());
        var again = Files.createDirectory(folder.resolve("again"));

        var copy = new BillingFiles(store, changed, out).reexport(1, Format.CDR, again);

        assertEquals(-1, Files.mismatch(copy, out.resolve(copy.getFileName())));
    }

    @Test
    void filesAreTheirOwnersOnly() throws IOException {
        Uplinks.record(store, billing, 3, clock.instant());
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);

        assertEquals(2, names().size());
        for (String name : names()) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve(name))), name);
        }
    }

    @Test
    void anOlderDatabaseIsRefusedBesideFilesThatItDoesNotKnow() throws IOException {
        Uplinks.record(store, billing, 3, clock.instant());
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        store.close();
        var copy = Files.readAllBytes(folder.resolve(StoreSettings.FILE));
        open(StoreSettings.FILE);
        files(Format.CSV).requireOurs();
        Uplinks.record(store, billing, 2, clock.instant());
        files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        store.close();

        Files.write(folder.resolve(StoreSettings.FILE), copy);
        open(StoreSettings.FILE);

        var refusal = assertThrows(BillingStopped.class, () -> files(Format.CSV).requireOurs());
        assertTrue(refusal.getMessage().contains("older than its billing files"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("0000000002.csv"), refusal.getMessage());
    }

    @Test
    void filesOfAnotherNodeOrOfNobodyAreNoReason() throws IOException {
        Files.writeString(out.resolve("other-live-20091102-0000000077.csv"), "");
        Files.writeString(out.resolve("n1-test-20091102-0000000077.csv"), "");
        Files.writeString(out.resolve("notes.txt"), "");

        assertDoesNotThrow(() -> files(Format.CSV).requireOurs());
    }

    @Test
    void nothingIsPublishedThatIsNotDurable() throws IOException {
        store.close();
        var disk = new FaultyDisk(folder.resolve(StoreSettings.FILE));
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)), disk::before);
        Uplinks.record(store, billing, 3, clock.instant());
        disk.fail(FaultyDisk.Kind.SYNC, 1, false);

        assertThrows(
                StoreFault.class,
                () -> files(Format.CSV).close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT));

        assertEquals(List.of(), names());
    }

    private void open(String name) {
        store = Store.open(StoreSettings.engine(folder.resolve(name)));
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Disk;
import cn.smspay.files.format.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BadInputTest {
    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** A disk that has room for so many bytes. */
    private record FullDisk(long[] room) implements Disk {
        @Override
        public Target create(Path file) throws IOException {
            var real = Disk.REAL.create(file);
            return new Target() {
                @Override
                public void append(ByteBuffer bytes) throws IOException {
                    room[0] -= bytes.remaining();
                    if (room[0] < 0) {
                        throw new IOException("No space left on device");
                    }
                    real.append(bytes);
                }

                @Override
                public void overwrite(ByteBuffer bytes, long at) throws IOException {
                    real.overwrite(bytes, at);
                }

                @Override
                public void sync() throws IOException {
                    real.sync();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }

        @Override
        public void syncFolder(Path into) throws IOException {
            Disk.REAL.syncFolder(into);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 700, 5_000, 9_000, 17_100, 17_200, 17_300})
    void losesNothingWhenTheDiskIsFull(long room) throws IOException {
        world.uplinks(20);
        var files = new BillingFiles(
                world.store,
                BillingWorld.settings(),
                world.out,
                new FullDisk(new long[] {room}),
                PublishStep.Listener.NONE);

        var refusal = assertThrows(
                BillingStopped.class,
                () -> files.close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT));

        assertTrue(refusal.getMessage().contains("No space left on device"), refusal.getMessage());
        world.closeByHand();
        assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), world.deliveredNumbers());
        assertEquals(List.of(), world.files().verify());
    }

    /** A disk of the system's own that is always full. */
    private record DevFull() implements Disk {
        private static final Path DEVICE = Path.of("/dev/full");

        @Override
        public Target create(Path file) throws IOException {
            return new RealFile(FileChannel.open(DEVICE, StandardOpenOption.WRITE));
        }

        @Override
        public void syncFolder(Path into) throws IOException {
            Disk.REAL.syncFolder(into);
        }
    }

    @Test
    void losesNothingWhenTheSystemSaysThatTheDiskIsFull() throws IOException {
        assumeTrue(Files.exists(DevFull.DEVICE));
        world.uplinks(20);
        var files = new BillingFiles(
                world.store, BillingWorld.settings(), world.out, new DevFull(), PublishStep.Listener.NONE);

        var refusal = assertThrows(
                BillingStopped.class,
                () -> files.close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT));

        assertTrue(refusal.getMessage().contains("No space left on device"), refusal.getMessage());
        world.closeByHand();
        assertEquals(LongStream.rangeClosed(1, 20).boxed().toList(), world.deliveredNumbers());
        assertEquals(List.of(), world.files().verify());
    }

    @Test
    void saysThatTheFolderIsMissing() {
        world.uplinks(1);
        var files = new BillingFiles(world.store, BillingWorld.settings(), folder.resolve("nowhere"));

        var refusal = assertThrows(
                BillingStopped.class,
                () -> files.close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT));

        assertTrue(refusal.getMessage().contains("nowhere does not exist"), refusal.getMessage());
        assertEquals(1, world.files().open().size());
    }

    @Test
    void saysThatTheFolderCannotBeWritten() {
        world.uplinks(1);
        var nobodyWritesHere = Path.of("/proc");
        assumeTrue(Files.isDirectory(nobodyWritesHere));
        var files = new BillingFiles(world.store, BillingWorld.settings(), nobodyWritesHere);

        var refusal = assertThrows(
                BillingStopped.class,
                () -> files.close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT));

        assertTrue(refusal.getMessage().startsWith("cannot write billing files in /proc"), refusal.getMessage());
        assertEquals(1, world.files().open().size());
    }

    @Test
    void refusesASecondExporterAtOnce() throws IOException {
        world.uplinks(1);
        try (var other = FileChannel.open(
                        world.out.resolve(FolderLock.NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = other.lock()) {
            assertTrue(held.isValid());

            var refusal = assertThrows(BillingStopped.class, () -> world.closeByHand());

            assertTrue(refusal.getMessage().contains("another export is at work"), refusal.getMessage());
        }
    }

    @Test
    void refusesToUseASequenceNumberAgainAfterAnOldDatabaseWasPutBack() throws IOException {
        Files.writeString(world.out.resolve("n1-live-20091102-0000000001.csv"), "of an earlier life\n");
        world.uplinks(1);

        var refusal = assertThrows(BillingStopped.class, () -> world.closeByHand());

        assertTrue(refusal.getMessage().contains("would be used twice"), refusal.getMessage());
        assertEquals(1, world.files().open().size());
    }

    @Test
    void keepsToTheLaterDayWhenTheClockIsSetBackOverMidnight() throws IOException {
        world.clock.set("2009-11-03T00:05:00");
        world.uplinks(2);
        world.closeByHand();
        world.clock.set("2009-11-02T23:50:00");
        world.uplinks(2);
        world.closeByHand();

        var files = world.files().list();

        assertEquals(
                List.of(20091103, 20091103),
                files.stream().map(f -> f.day().yyyymmdd()).toList());
        assertEquals(List.of(1L, 2L, 3L, 4L), world.deliveredNumbers());
        assertTrue(Files.readAllLines(world.csv(2)).get(2).contains(",20091103,1,"));
        assertEquals(List.of(), world.files().verify());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amount_li = 1",
                "uplink = 500",
                "corrects = 4",
                "transfer = 1",
                "line = replace(line, ',100,', ',1,')",
                "line = x'00'",
            })
    void refusesToExportARecordThatWasEditedByHand(String edit) throws IOException {
        world.uplinks(9);
        world.sql("drop trigger charge_is_final", "update charge set " + edit + " where number = 5");

        var damage = assertThrows(DamagedBilling.class, () -> world.closeByHand());

        assertTrue(damage.getMessage().startsWith("charge record 5 is not what was written"), damage.getMessage());
        assertEquals(List.of(), world.names());
        var findings = world.files().verify();
        assertTrue(
                findings.stream().anyMatch(finding -> finding.where().equals("charge record 5")), findings.toString());
    }

    @Test
    void findsARowDeletedAtTheEnd() {
        world.uplinks(9);
        world.sql("drop trigger charge_is_kept", "delete from charge where number = 9");

        assertEquals("charge head", world.files().verify().get(0).where());
    }

    @Test
    void findsAFileThatWasEditedByHandEvenWithAChecksumMadeToFit() throws IOException {
        world.uplinks(9);
        world.closeByHand();
        var csv = world.csv(1);
        Files.writeString(
                csv, Files.readString(csv).replaceFirst(",100,\n", ",900,\n").replace("sum_li=900", "sum_li=1700"));
        Files.writeString(
                csv.resolveSibling(csv.getFileName() + ".sha256"),
                FileDigest.of(csv).sha256() + "  " + csv.getFileName() + "\n");

        var kinds = world.files().verify().stream().map(Finding::kind).toList();

        assertTrue(kinds.contains(Finding.Kind.CHAIN), kinds.toString());
        assertTrue(kinds.contains(Finding.Kind.CHECKSUM), kinds.toString());
    }

    @Test
    void findsHalfAFileAndAMissingAndADoubledOne() throws IOException {
        for (int i = 0; i < 4; i++) {
            world.uplinks(20);
            world.closeByHand();
            world.clock.turn(Duration.ofMinutes(1));
        }
        var whole = Files.readString(world.csv(1));
        Files.writeString(world.csv(1), whole.substring(0, whole.length() / 2));
        Files.delete(world.csv(3));
        Files.copy(world.csv(4), world.out.resolve("n1-live-20091103-0000000004.csv"));
        Files.writeString(world.out.resolve("readme.txt"), "hello");

        var findings = FolderCheck.of(world.out).stream()
                .map(f -> f.kind() + " " + f.where())
                .toList();

        assertTrue(findings.contains("FORMAT n1-live-20091102-0000000001.csv"), findings.toString());
        assertTrue(findings.contains("CHECKSUM n1-live-20091102-0000000001.csv"), findings.toString());
        assertTrue(findings.contains("GAP n1-live-20091102-0000000004.csv"), findings.toString());
        assertTrue(findings.contains("DOUBLE n1-live-20091103-0000000004.csv"), findings.toString());
        assertTrue(findings.contains("NAME readme.txt"), findings.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 49, 60, 300, 900})
    void findsACutStandardFile(int length) throws IOException {
        world.uplinks(5);
        world.closeByHand();
        var cdr = world.out.resolve("n1-live-20091102-0000000001.cdr");
        Files.write(cdr, java.util.Arrays.copyOf(Files.readAllBytes(cdr), length));

        var findings = FolderCheck.of(world.out).stream()
                .filter(f -> f.kind() == Finding.Kind.FORMAT)
                .toList();

        assertFalse(findings.isEmpty());
    }

    @Test
    void writesAFileAgainThatVanishedBeforeItsPublicationWasCertain() throws IOException {
        world.uplinks(3);
        world.closeByHand();
        var csv = world.csv(1);
        var bytes = Files.readAllBytes(csv);
        Files.delete(csv);
        world.sql("update billing_copy set published_at = null where format = 'CSV'");

        world.files().repair(world.clock.instant());

        assertEquals(FileDigest.of(csv).bytes(), bytes.length);
        assertEquals(List.of(), world.files().verify());
    }
}

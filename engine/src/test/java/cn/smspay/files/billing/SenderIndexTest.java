package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records of one number are found by the index, and are the same without it. {@code -Dsmspay.records=1000000} measures. */
final class SenderIndexTest {
    private static final int RECORDS = Integer.getInteger("smspay.records", 3_000);

    @TempDir
    private Path folder;

    private BillingWorld world;
    private Path files;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        files = folder.resolve(SenderIndex.FOLDER);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private SenderIndex index() {
        return new SenderIndex(world.store, files);
    }

    private List<String> senders() {
        var senders = new TreeSet<String>();
        var charges = new Charges(world.store);
        charges.forEach(charges.all(), record -> senders.add(record.who().sender()));
        return List.copyOf(senders);
    }

    private void agrees() {
        for (var sender : senders().stream().limit(20).toList()) {
            assertEquals(
                    numbers(new Charges(world.store).ofSender(sender, 0)), numbers(index().records(sender)), sender);
        }
        assertEquals(List.of(), index().records("13999999999"));
    }

    private static List<Long> numbers(List<ChargeRecord> records) {
        return records.stream().map(record -> record.number().value()).toList();
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.sorted().toList();
        }
    }

    @Test
    void findsWhatIsInClosedFilesAndWhatCameSince() throws IOException {
        agrees();
        world.uplinks(40);
        agrees();
        world.closeByHand();
        index().extend();
        agrees();
        world.uplinks(7);
        agrees();
        world.closeByHand();
        index().extend();
        index().extend();
        assertEquals(1, made().size(), made().toString());
        agrees();
    }

    @Test
    void aLostADamagedAndAForeignIndexCostTimeAndNothingElse() throws IOException {
        world.uplinks(40);
        world.closeByHand();
        index().extend();
        var file = made().get(0);
        var whole = Files.readAllBytes(file);

        Files.write(file, new byte[] {1, 2, 3});
        agrees();
        Files.delete(file);
        agrees();
        Files.write(
                file.resolveSibling(file.getFileName().toString().replaceFirst("[0-9A-F]{16}$", "0123456789ABCDEF")),
                whole);
        agrees();
        Files.writeString(files.resolve("notes.txt"), "x");
        index().extend();
        agrees();
        assertTrue(Files.exists(file), "it is made again");
    }

    /** What a search costs when almost everything is in files. */
    @Test
    void looksThroughNothingThatIsInFiles() throws IOException {
        for (int done = 0; done < RECORDS; done += 1_000) {
            Uplinks.record(world.store, world.billing, Math.min(1_000, RECORDS - done), world.clock.instant());
        }
        world.closeByHand();
        long start = System.nanoTime();
        index().extend();
        long made = System.nanoTime();
        var sender = senders().get(0);
        long before = System.nanoTime();
        var found = index().records(sender);
        long after = System.nanoTime();
        var scanned = new Charges(world.store).ofSender(sender, 0);
        long end = System.nanoTime();

        assertFalse(found.isEmpty());
        assertEquals(numbers(scanned), numbers(found));
        System.out.printf(
                java.util.Locale.ROOT,
                "%d records: index made in %d ms, %d found in %d ms, by scanning in %d ms%n",
                RECORDS,
                (made - start) / 1_000_000,
                found.size(),
                (after - before) / 1_000_000,
                (end - after) / 1_000_000);
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.books.charge.Chain;
import cn.smspay.files.format.CloseReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed, added or taken away, in the folder or in the database, somebody says so. */
final class VerifyTest {
    private static final Seal KEY = new Seal(new Secret("ab".repeat(32)));

    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        world.uplinks(4);
        world.closeByHand();
        world.uplinks(3);
        world.closeByHand();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static void checksum(Path file) throws IOException {
        Files.writeString(
                file.resolveSibling(file.getFileName() + ".sha256"),
                Publisher.line(FileDigest.of(file).sha256(), file.getFileName().toString()));
    }

    private List<String> withData() {
        return world.files().verify().stream().map(Object::toString).toList();
    }

    private List<String> withoutData() {
        return FolderCheck.of(world.out).stream().map(Object::toString).toList();
    }

    /** A forger who knows our format writes the next file, with chain, sums and digests all right. */
    @Test
    void aForgedNextFileIsUnknownToTheDatabase() throws IOException {
        var last = world.csv(2);
        var lines = Files.readAllLines(last);
        var record = lines.get(2).replaceFirst("^D,5,", "D,8,");
        var before = lines.get(lines.size() - 1).replaceAll("^.* |^.*slots=[^,]*:([0-9a-f]{64}),.*$", "$1");
        var after = new Chain(HexFormat.of().parseHex(before));
        var octets = record.getBytes(StandardCharsets.UTF_8);
        after.add(octets, 0, octets.length);
        var header = lines.get(1)
                .replace("sequence=2", "sequence=3")
                .replaceFirst(
                        "previous_sha256=[0-9a-f]*",
                        "previous_sha256=" + FileDigest.of(last).sha256())
                .replaceFirst("slots=[^,]*", "slots=0:8:" + before);
        var trailer = lines.get(lines.size() - 1)
                .replace("sequence=2", "sequence=3")
                .replaceFirst("records=3,sum_li=300", "records=1,sum_li=100")
                .replaceFirst(
                        "last_time=[^,]*",
                        lines.get(lines.size() - 1).replaceFirst("^.*first_time=([^,]*).*$", "last_time=$1"))
                .replaceFirst("slots=[^,]*", "slots=0:8:8:" + before + ":" + Chain.hex(after.head()));
        var forged = last.resolveSibling(last.getFileName().toString().replace("0000000002", "0000000003"));
        Files.writeString(forged, String.join("\n", lines.get(0), header, record, trailer, ""));
        checksum(forged);

        assertEquals(List.of(), withoutData());
        var found = withData();
        assertEquals(1, found.size(), found.toString());
        assertTrue(found.get(0).contains("forged, or an old database was put back"), found.toString());
    }

    @Test
    void anOldDatabaseBesideNewerFilesIsFound() {
        world.sql(
                "drop trigger billing_file_is_kept",
                "delete from billing_file where sequence = 2",
                "delete from billing_copy where sequence = 2");

        assertTrue(withData().stream().anyMatch(line -> line.contains("old database was put back")));
    }

    @Test
    void filesOfAnotherNodeAndOrphansAreNamed() throws IOException {
        var csv = world.csv(1);
        var other = csv.resolveSibling(csv.getFileName().toString().replace("n1-", "n2-"));
        Files.writeString(other, Files.readString(csv).replace("node=n1", "node=n2"));
        checksum(other);
        Files.writeString(world.out.resolve("n1-live-20091102-0000000009.csv.sha256"), "x");
        Files.writeString(world.out.resolve("notes.txt"), "x");

        var found = withData();

        assertTrue(found.stream().anyMatch(line -> line.contains("never wrote a file of node n2")), found.toString());
        assertTrue(found.stream().anyMatch(line -> line.contains("is a digest of n1-live-20091102-0000000009.csv")));
        assertTrue(found.stream().anyMatch(line -> line.startsWith("NAME notes.txt")));
    }

    /** One octet at a time, with its checksum written anew: all formats, header, records and trailer. */
    @Test
    void everyChangedOctetOfEveryFormatIsFoundByTheFilesAlone() throws IOException {
        var unseen = new ArrayList<String>();
        for (var ending : List.of("csv", "cdr", "jsonl")) {
            var file = world.csv(2)
                    .resolveSibling(world.csv(2).getFileName().toString().replace(".csv", "." + ending));
            var octets = Files.readAllBytes(file);
            int step = Math.max(1, octets.length / 300);
            for (int at = 0; at < octets.length; at += step) {
                var changed = octets.clone();
                changed[at] = (byte) (changed[at] == '7' ? '8' : '7');
                Files.write(file, changed);
                checksum(file);
                if (withoutData().isEmpty()) {
                    unseen.add(ending + " octet " + at + " of " + octets.length);
                }
            }
            Files.write(file, octets);
            checksum(file);
        }
        assertEquals(List.of(), withoutData());
        assertEquals(List.of(), unseen);
    }

    @Test
    void formatsThatHoldDifferentFilesAreNamedWithTheField() throws IOException {
        try (var other = new BillingWorld(Files.createDirectories(folder.resolve("other")))) {
            other.uplinks(5);
            other.closeByHand();
            var name = other.csv(1).getFileName().toString().replace(".csv", ".jsonl");
            Files.copy(other.out.resolve(name), world.out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            checksum(world.out.resolve(name));
        }

        assertTrue(
                withoutData().stream().anyMatch(line -> line.contains("the numbers of its records differ")),
                withoutData().toString());
    }

    @Test
    void withAKeyAForgerCannotWriteTheDigest() throws IOException {
        var sealed = BillingWorld.settings().withSeal(KEY);
        world.uplinks(2);
        world.files(sealed).close(world.clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
        var csv = world.csv(3);
        assertTrue(Files.exists(csv.resolveSibling(csv.getFileName() + ".hmac-sha256")));
        assertEquals(List.of(), world.files().verify());
        var old = FolderCheck.of(world.out, Optional.of(KEY)).stream()
                .filter(finding -> finding.where().contains("0000000003"))
                .toList();
        assertEquals(List.of(), old);

        Files.writeString(csv, Files.readString(csv) + " ");
        checksum(csv);
        assertTrue(FolderCheck.of(world.out, Optional.of(KEY)).stream()
                .anyMatch(finding -> finding.toString().contains("its keyed digest is not that of the key")));
        Files.delete(csv.resolveSibling(csv.getFileName() + ".hmac-sha256"));
        assertTrue(FolderCheck.of(world.out, Optional.of(KEY)).stream()
                .anyMatch(finding -> finding.toString().contains("it has no keyed digest")));
    }

    @Test
    void aPurgeLeavesNothingRed() {
        world.clock.set("2010-02-02T09:00:00");
        world.uplinks(1);
        world.closeByHand();

        long purged = new Retention(world.store, BillingWorld.settings()).purge(world.clock.instant());

        assertEquals(7, purged);
        assertEquals(List.of(), withData());
        var day = java.time.LocalDate.of(2009, 11, 2);
        var summary = new Summary(world.store);
        assertEquals(List.of(new Summary.SummaryLine("20091102", 7, 700)), summary.of(day, day, Summary.By.DAY));
        assertEquals(7, summary.deleted(day, day));
        assertFalse(summary.of(day, day, Summary.By.PROVINCE).isEmpty());
    }
}

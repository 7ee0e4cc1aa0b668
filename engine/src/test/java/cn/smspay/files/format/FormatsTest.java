package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.files.billing.BillingWorld;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@link CsvEncoder}, {@link JsonEncoder} and {@link CdrEncoder} write is read back by {@link CsvReader}, {@link
 * JsonReader} and {@link CdrReader}, and nothing else is.
 */
final class FormatsTest {
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

    /** @param uplinks 0 for the file of a day on which nothing came */
    private BillingFile closed(int uplinks) {
        if (uplinks == 0) {
            world.clock.turn(Duration.ofDays(2));
        }
        world.uplinks(uplinks);
        world.closeByHand();
        var all = world.files().list();
        return all.get(all.size() - 1);
    }

    private static FileContents read(Path path) throws IOException, UnreadableFile {
        var name = FileName.read(path.getFileName().toString()).orElseThrow();
        return switch (name.format()) {
            case CSV -> new CsvReader(name).read(path);
            case JSONL -> new JsonReader(name).read(path);
            case CDR -> new CdrReader(name).read(path);
        };
    }

    /** What is found wrong in the file after this was done to its lines. */
    private String changed(BillingFile file, Format format, UnaryOperator<List<String>> how) throws IOException {
        var path = world.out.resolve(file.name(format));
        var lines = how.apply(new ArrayList<>(Files.readAllLines(path)));
        Files.writeString(path, String.join("\n", lines) + "\n");
        var fault = assertThrows(UnreadableFile.class, () -> read(path));
        return fault.kind() + " " + fault.getMessage();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void everyFormatSaysWhatTheRowSays(Format format) throws Exception {
        for (int uplinks : new int[] {3, 0, 1}) {
            var file = closed(uplinks);

            var read = read(world.out.resolve(file.name(format)));

            assertEquals(Optional.empty(), read.differsFrom(file));
            assertEquals(uplinks, read.recordsFound());
            assertEquals(file.sumLi(), read.sumFound());
            assertEquals(file.key().sequence() > 1, read.hasPrevious());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CSV, 1, record_type, nothing, FORMAT the first line does not name our columns",
        "CSV, 2, smspay-charges-2, smspay-charges-3, FORMAT not of format smspay-charges-2",
        "CSV, 2, sequence=1, sequence=2, NAME the header and the name do not say the same",
        "CSV, 2, accounting_day=20091102, accounting_day=20091103, NAME the header",
        "CSV, 2, node=n1, node=n2, NAME the header",
        "CSV, 2, type=live, type=test, NAME the header",
        "CSV, 2, slots=0, slots=0:0, FORMAT the header does not list one slot",
        "CSV, 2, 'currency=CNY', 'currency=USD', FORMAT its header is not as we write it: it was changed",
        "CSV, 3, ',OK,', ',ok,', CHAIN the chain over its records does not end where the trailer says",
        "CSV, 3, 'D,1,', 'D,01,', FORMAT record 1 is not as we write it",
        "CSV, 3, 'D,1,', 'D,x,', FORMAT not a number: x",
        "CSV, 6, records=3, records=4, TOTAL it says 4 records and holds 3",
        "CSV, 6, sum_li=300, sum_li=301, TOTAL it says a sum of 301 and its records come to 300",
        "CSV, 6, closed_by=HAND, closed_by=FOOT, FORMAT not a reason to close a file: FOOT",
        "JSONL, 1, '\"sequence\":1', '\"sequence\":2', NAME the header and the name do not say the same",
        "JSONL, 1, '\"currency\":\"CNY\"', '\"currency\":\"USD\"', FORMAT its header is not as we write it",
        "JSONL, 1, '\"slots\":[', '\"slot\":[', FORMAT header or trailer does not list one slot",
        "JSONL, 2, '\"OK\"', '\"ok\"', CHAIN the chain over its records does not end",
        "JSONL, 2, '{', '{ ', FORMAT record 1 is not as we write it",
        "JSONL, 2, '{', '[', FORMAT a line is not JSON",
        "JSONL, 5, '\"records\":3', '\"records\":4', TOTAL it says 4 records and holds 3",
        "JSONL, 5, '\"sum_li\":300', '\"sum_li\":301', TOTAL it says a sum of 301",
    })
    void aWordThatWasChangedIsFound(Format format, int line, String from, String to, String fault) throws IOException {
        var file = closed(3);

        var found = changed(file, format, lines -> {
            assertTrue(lines.get(line - 1).contains(from), lines.get(line - 1));
            lines.set(
                    line - 1,
                    lines.get(line - 1)
                            .replaceFirst(
                                    java.util.regex.Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to)));
            return lines;
        });

        assertTrue(found.startsWith(fault), found);
    }

    @ParameterizedTest
    @CsvSource({"CSV, 2", "JSONL, 1"})
    void aLineThatWasLostDoubledOrMovedIsFound(Format format, int header) throws IOException {
        var file = closed(3);
        int first = header;
        var path = world.out.resolve(file.name(format));
        var whole = Files.readAllBytes(path);

        assertTrue(changed(file, format, lines -> without(lines, first + 1))
                .startsWith("GAP record 2 is missing before record 3"));
        Files.write(path, whole);
        assertTrue(changed(file, format, lines -> {
                    lines.add(first + 1, lines.get(first));
                    return lines;
                })
                .startsWith("DOUBLE record 1 stands where record 2 should"));
        Files.write(path, whole);
        assertTrue(changed(file, format, lines -> without(lines, lines.size() - 1))
                .startsWith("FORMAT the trailer is missing: half a file?"));
        Files.write(path, whole);
        assertTrue(changed(file, format, lines -> {
                    lines.add(lines.get(lines.size() - 1));
                    return lines;
                })
                .startsWith("FORMAT something follows the trailer"));
        Files.write(path, whole);
        assertTrue(changed(file, format, lines -> without(lines, lines.size() - 2))
                .startsWith("CHAIN"));
    }

    private static List<String> without(List<String> lines, int at) {
        lines.remove(at);
        return lines;
    }

    @Test
    void aStandardFileThatWasCutOrRenamedIsFound() throws IOException {
        var file = closed(3);
        var path = world.out.resolve(file.name(Format.CDR));
        var whole = Files.readAllBytes(path);
        for (int length : new int[] {0, 7, 8, 60, whole.length - 1}) {
            Files.write(path, java.util.Arrays.copyOf(whole, length));
            assertEquals(
                    Finding.Kind.FORMAT,
                    assertThrows(UnreadableFile.class, () -> read(path)).kind(),
                    "of " + length);
        }
        for (String other : List.of(
                "n1-live-20091102-0000000002.cdr",
                "n1-test-20091102-0000000001.cdr",
                "n1-live-20091103-0000000001.cdr",
                "n2-live-20091102-0000000001.cdr")) {
            Files.write(world.out.resolve(other), whole);
            assertEquals(
                    Finding.Kind.NAME,
                    assertThrows(UnreadableFile.class, () -> read(world.out.resolve(other)))
                            .kind(),
                    other);
        }
    }

    @Test
    void twoFormsOfOneFileAgreeAndThoseOfOthersDoNot() throws Exception {
        var one = closed(3);
        var other = closed(2);
        var csv = read(world.out.resolve(one.name(Format.CSV)));

        assertEquals(Optional.empty(), csv.differsFrom(read(world.out.resolve(one.name(Format.CDR)))));
        assertEquals(
                Optional.of("node, stream or sequence number"),
                csv.differsFrom(read(world.out.resolve(other.name(Format.JSONL)))));
        assertEquals(
                Optional.of("when or why it was closed"),
                csv.differsFrom(changed(one, 0, one.chainAfter(), CloseReason.AGE)));
        assertEquals(
                Optional.of("the sum of its records"),
                csv.differsFrom(changed(one, 1, one.chainAfter(), CloseReason.HAND)));
        assertEquals(
                Optional.of("the chain of its records"),
                csv.differsFrom(changed(one, 0, new byte[32], CloseReason.HAND)));
    }

    private static BillingFile changed(BillingFile of, long moreLi, byte[] chain, CloseReason reason) {
        return new BillingFile(
                of.key(),
                of.day(),
                of.firstNumber(),
                of.records(),
                of.sumLi() + moreLi,
                of.firstAt(),
                of.lastAt(),
                of.closedAt(),
                reason,
                of.nodeAddress(),
                of.extension(),
                of.chainBefore(),
                chain,
                of.layout(),
                of.bookHeads());
    }

    @Test
    void aSheetBringsToTheDiskWhatWasWrittenAndNothingElse() throws IOException {
        var path = folder.resolve("sheet");
        var line = new byte[1 << 17];
        java.util.Arrays.fill(line, (byte) 'x');
        try (var sheet = new Sheet(Disk.REAL, path)) {
            sheet.append(new ByteSink().add("head "));
            for (int i = 0; i < 3; i++) {
                sheet.appendLine(line);
            }
            sheet.overwriteStart(new ByteSink().add("HEAD"));
            sheet.sync();

            assertEquals(5 + 3 * (line.length + 1), sheet.length());
        }
        var written = Files.readAllBytes(path);
        assertEquals(5 + 3 * (line.length + 1), written.length);
        assertEquals("HEAD x", new String(written, 0, 6, java.nio.charset.StandardCharsets.US_ASCII));
        assertEquals(ByteBuffer.wrap(line), ByteBuffer.wrap(written, 5, line.length));
        assertEquals('\n', written[written.length - 1]);
    }
}

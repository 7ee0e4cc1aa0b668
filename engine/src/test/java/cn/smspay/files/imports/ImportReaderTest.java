package cn.smspay.files.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ImportReader, its rows (ImportRow) and its faults (ImportFaults), without what the columns mean. */
final class ImportReaderTest {
    private static final List<String> COLUMNS = List.of("msisdn", "amount");

    @TempDir
    Path folder;

    private ImportFaults faults = new ImportFaults("x");

    private List<String> read(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, text);
        faults = new ImportFaults(name);
        var rows = new ArrayList<String>();
        new ImportReader(file, COLUMNS, faults)
                .each(row -> rows.add(row.line() + ":" + row.text("msisdn").orElse("-") + "/"
                        + row.text("amount").orElse("-")));
        return rows;
    }

    @Test
    void readsTheThreeFormsAlike() throws IOException {
        var wanted = List.of("2:13800000001/1.00", "3:13800000002/-");

        assertEquals(wanted, read("a.csv", "msisdn,amount\n13800000001, 1.00\n13800000002,\n"));
        assertEquals(wanted, read("b.csv", "\uFEFFmsisdn,amount\n13800000001,1.00\n13800000002,\n\n"));
        assertEquals(
                wanted,
                read("c.json", "[\n{\"msisdn\":\"13800000001\",\"amount\":\"1.00\"},\n{\"msisdn\":13800000002}\n]"));
        assertTrue(faults.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.txt | x | a.txt:1: is neither .csv nor .json nor .jsonl",
                "a.csv | '' | a.csv:1: is empty; the first line names the columns: msisdn,amount",
                "a.csv | 13800000001,1 | a.csv:1: the heading of column 1 is not known",
                "a.csv | 'msisdn,amount\n1,2,3' | a.csv:2: has 3 columns, the heading has 2",
                "a.json | '[1]' | a.json:1: there is a value that is no record",
                "a.jsonl | '{\"msisdn\":\"1\"}\n{oops' | a.jsonl:2: is not JSON from here on",
                "a.json | '{\"nobody\":\"1\"}' | a.json:1: the name of field 1 is not known"
            })
    void tellsWhatIsWrongAtItsLine(String name, String text, String fault) throws IOException {
        read(name, text.replace("\\n", "\n"));

        assertFalse(faults.none());
        assertTrue(faults.all().get(0).startsWith(fault), faults.all().toString());
    }

    @Test
    void tellsSoMuchAndCountsTheRestAndQuotesNothingThatMovesACursor() {
        for (int line = 1; line <= 250; line++) {
            faults.add(line, "is \u001b[2J wrong");
        }

        assertEquals(201, faults.all().size());
        assertEquals("x: and 50 more", faults.all().get(200));
        assertEquals("x:1: is \\u001b[2J wrong", faults.all().get(0));
    }

    @Test
    void repeatsNoSecretColumnAndNothingAsLongAsACard() {
        var row = new ImportRow(faults, 7, java.util.Map.of("amount", "123456789012345678", "msisdn", "1380"));
        row.wanted("amount", "an amount", ImportRow::positive);
        row.msisdn();

        assertFalse(row.isGood());
        assertEquals(
                List.of(
                        "x:7: amount and should be an amount",
                        "x:7: msisdn is \"1380\" and should be a mobile number of 11 digits"),
                faults.all());
    }

    @ParameterizedTest
    @CsvSource({"yes, true", "是, true", "1, true", "no, false", "否, false", "0, false", "maybe,", "'',"})
    void readsYesAndNo(String text, Boolean value) {
        assertEquals(value, ImportRow.yesOrNo(text).orElse(null));
    }
}

package cn.smspay.accounts.banks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link BankFileReader} on files of which one thing is wrong. */
final class BankFileReaderTest {
    private static final String HEADER = "H|SMSPAY-RESULTS|1|ICBC|20091105|2|15000";
    private static final String ONE = "D|1|09110312345678|PAID|10000|";
    private static final String TWO = "D|2|09110387654321|RETURNED|5000|户名不符";

    /** The lines, sealed with the digest that fits them. */
    private static String sealed(String... lines) {
        var body = String.join("\n", lines) + "\n";
        return body + "T|" + Sha256.hex(body) + "\n";
    }

    private static BankFile.Reading read(String text) {
        return BankFile.read(BankFile.Kind.RESULTS, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void isRefused(String text, String... faults) {
        var reading = read(text);
        assertNull(reading.file());
        assertEquals(List.of(faults), reading.faults());
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var file = new BankFile(
                BankFile.Kind.RESULTS,
                BankCode.ICBC,
                LocalDate.of(2009, 11, 5),
                List.of(List.of("09110312345678", "PAID", "10000", ""), List.of("2", "RETURNED", "5000", "a|b\n c")));

        var read = BankFile.read(BankFile.Kind.RESULTS, file.octets()).file();

        assertNotNull(read);
        assertEquals(new Fen(150_00), read.sum());
        assertEquals(List.of("2", "RETURNED", "5000", "a b  c"), read.rows().get(1));
        assertEquals(file.bank(), read.bank());
        assertEquals(file.day(), read.day());
        assertNotNull(read(sealed(HEADER, ONE, TWO)).file());
        assertNotNull(read(sealed("H|SMSPAY-RESULTS|1|ICBC|20091105|0|0")).file(), "a day without any");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "H|SMSPAY-RESULTS|1|ICBC|20091105|2; line 1: it is no header; one is H|SMSPAY-RESULTS|1|BANK|yyyymmdd|lines|sum in fen",
                "X|SMSPAY-RESULTS|1|ICBC|20091105|2|15000; line 1: it is no header",
                "H|SMSPAY-STATEMENT|1|ICBC|20091105|2|15000; line 1: the file is SMSPAY-STATEMENT, not SMSPAY-RESULTS",
                "H|SMSPAY-RESULTS|2|ICBC|20091105|2|15000; line 1: version 2 is not known",
                "H|SMSPAY-RESULTS|1|HSBC|20091105|2|15000; line 1: HSBC is none of the fourteen banks",
                "H|SMSPAY-RESULTS|1|icbc|20091105|2|15000; line 1: icbc is none of the fourteen banks",
                "H|SMSPAY-RESULTS|1|ICBC|2009115|2|15000; line 1: 2009115 is no day",
                "H|SMSPAY-RESULTS|1|ICBC|20090229|2|15000; line 1: 20090229 is no day",
                "H|SMSPAY-RESULTS|1|ICBC|20091105|02|15000; line 1: 02 is no count of lines",
                "H|SMSPAY-RESULTS|1|ICBC|20091105|2|150.00; line 1: 150.00 is no sum in whole fen",
                "H|SMSPAY-RESULTS|1|ICBC|20091105|3|15000; line 1: it promises 3 lines, there are 2",
                "H|SMSPAY-RESULTS|1|ICBC|20091105|2|15001; line 1: it promises a sum of 15001 fen, the lines make 15000",
            })
    void aHeaderSaysWhatTheFileIs(String header, String fault) {
        var reading = read(sealed(header, ONE, TWO));

        assertNull(reading.file());
        // The sign that parts the columns of this table stands in one sentence.
        assertTrue(reading.faults().get(0).startsWith(fault), reading.faults().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "D|2|09110387654321|RETURNED|5000; line 3: it has 5 fields",
                "E|2|09110387654321|RETURNED|5000|; line 3: it has 6 fields",
                "D|3|09110387654321|RETURNED|5000|; line 3: its number is 3 and must be 2: lines were lost",
                "D|02|09110387654321|RETURNED|5000|; line 3: its number is 02 and must be 2",
                "D|2|09110387654321|RETURNED|0|; line 3: 0 is no amount in whole fen",
                "D|2|09110387654321|RETURNED|-1|; line 3: -1 is no amount in whole fen",
                "D|2|09110387654321|RETURNED|050|; line 3: 050 is no amount in whole fen",
                "D|2|09110387654321|RETURNED|100000000000000|; line 3: 100000000000000 is no amount",
                "D|2|09110312345678|RETURNED|5000|; line 3: 09110312345678 stands in line 2 already",
            })
    void aLineIsNumberedOnceAndSaysItsAmount(String line, String fault) {
        var faults = read(sealed(HEADER, ONE, line)).faults();

        assertTrue(faults.stream().anyMatch(each -> each.startsWith(fault)), faults.toString());
    }

    @Test
    void aFileThatWasCutOrChangedIsRefusedWhole() {
        var whole = sealed(HEADER, ONE, TWO);

        isRefused("", "the file is empty");
        isRefused(whole.substring(0, whole.length() - 1), "the last line does not end: the file was cut off");
        isRefused("\uFEFF" + whole, "line 1: the file begins with a byte order mark; it begins with H");
        isRefused(whole.replace("\nD|2", "\r\nD|2"), "line 2: it ends with CR; lines end with LF alone");
        isRefused(
                HEADER + "\n" + ONE + "\n" + TWO + "\n",
                "line 3: the last line is no trailer T|digest: the file was cut off");
        isRefused(
                whole.replace("RETURNED", "RETURNEd"),
                "line 4: the digest does not fit the lines before it: something was changed, lost or doubled on the"
                        + " way");
    }

    @Test
    void octetsThatAreNoUtf8AreNoFile() {
        assertEquals(
                List.of("the file is not UTF-8"),
                BankFile.read(
                                BankFile.Kind.RESULTS,
                                sealed(HEADER, ONE, TWO).getBytes(java.nio.charset.Charset.forName("GBK")))
                        .faults());
    }

    @ParameterizedTest
    @ValueSource(ints = {BankFile.LINES_MOST, BankFile.LINES_MOST + 1})
    void soManyLinesAreTakenAtOnce(int lines) {
        var header = "H|SMSPAY-RESULTS|1|ICBC|20091105|" + lines + "|" + lines;
        var rows = IntStream.rangeClosed(1, lines)
                .mapToObj(i -> "D|" + i + "|" + i + "|PAID|1|")
                .collect(Collectors.joining("\n"));

        var reading = read(sealed(header, rows));

        var tooMany = "the file has " + (lines + 2) + " lines; at most 50000 are taken at once";
        assertEquals(lines > BankFile.LINES_MOST ? List.of(tooMany) : List.of(), reading.faults());
    }
}

package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.books.charge.Fee;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.Timing;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader of a billing file insists on, record by record and at the end. */
final class FileReadingTest {
    private static final FileName NAME =
            FileName.read("n1-test-20091102-0000000003.csv").orElseThrow();
    private static final Instant AT = new TestClock("2009-11-02T09:00:00").instant();
    private static final String ZEROS = "0".repeat(64);

    private final FileReading reading = new FileReading(NAME, 5, Chain.GENESIS);

    private static ChargeRecord record(long number, long li, Instant at) {
        return new ChargeRecord(
                new ChargeNumber(number),
                null,
                new UplinkId(number),
                new Timing(at, at, ServiceDay.of(at), false),
                new Who("13800000001", null, "KNOWN", "湖南", ""),
                new Message(new ServiceNumber("10658888"), "main", null, 8, 4, 1, 1, 0),
                new What("CX", "cx", "", null, "OK"),
                new Fee("COMMUNICATION", "SMS-UP-100", li),
                null);
    }

    private static String fault(Executable act) {
        var fault = assertThrows(UnreadableFile.class, act);
        return fault.kind() + " " + fault.getMessage();
    }

    private FileContents end(byte[] after) throws UnreadableFile {
        return reading.end(
                new FileReading.FileEnvelope(
                        2, 200, new SlotRange(0, 5, 6, Chain.GENESIS, after), AT, CloseReason.AGE, "a", "x", 2, "h"),
                ZEROS,
                true,
                false);
    }

    @Test
    void recordsThatFollowOnAreCountedAddedUpAndChained() throws UnreadableFile {
        var chain = new Chain(Chain.GENESIS);
        var line = new CsvLine();
        for (var record : List.of(record(5, 100, AT), record(6, -30, AT.plusSeconds(2)))) {
            reading.add(record);
            chain.add(line.of(record));
        }

        var contents = end(chain.head());

        assertEquals(2, contents.recordsFound());
        assertEquals(70, contents.sumFound());
        assertEquals(AT, contents.file().firstAt());
        assertEquals(AT.plusSeconds(2), contents.file().lastAt());
        assertEquals(new BillingFile.Key("n1", Stream.TEST, 3), contents.file().key());
        assertEquals(5, contents.firstNumber());
        assertArrayEquals(chain.head(), contents.file().chainAfter());
        assertFalse(contents.hasPrevious());
        assertEquals("TOTAL it says a sum of 200 and its records come to 70", fault(contents::requireTotals));
    }

    @Test
    void anEmptyFileHasNoTimesAndLeavesTheChainWhereItWas() throws UnreadableFile {
        var contents = end(Chain.GENESIS);

        assertNull(contents.file().firstAt());
        assertNull(contents.file().lastAt());
        assertEquals(0, contents.recordsFound());
        assertEquals("TOTAL it says 2 records and holds 0", fault(contents::requireTotals));
    }

    @Test
    void aChainThatEndsElsewhereWasChanged() throws UnreadableFile {
        reading.add(record(5, 100, AT));

        assertEquals(
                "CHAIN the chain over its records does not end where the trailer says: it was changed",
                fault(() -> end(Chain.GENESIS)));
    }

    @ParameterizedTest
    @CsvSource({
        "4, DOUBLE record 4 stands where record 5 should",
        "1, DOUBLE record 1 stands where record 5 should",
        "6, GAP record 5 is missing before record 6",
        "9, GAP record 5 is missing before record 9"
    })
    void theFirstRecordIsTheOneThatTheHeaderNames(long number, String fault) {
        assertEquals(fault, fault(() -> reading.add(record(number, 100, AT))));
    }

    @ParameterizedTest
    @CsvSource({"5, DOUBLE record 5 stands where record 6 should", "7, GAP record 6 is missing before record 7"})
    void theNextRecordHasTheNextNumber(long number, String fault) throws UnreadableFile {
        reading.add(record(5, 100, AT));

        assertEquals(fault, fault(() -> reading.add(record(number, 100, AT))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2009-11-01T23:59:59", "2009-11-03T00:00:00"})
    void aRecordOfAnotherDayIsInTheWrongFile(String at) {
        assertEquals(
                "FORMAT record 5 is of another accounting day",
                fault(() -> reading.add(record(5, 100, new TestClock(at).instant()))));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000, true",
        "-1000000000, true",
        "0, true",
        "1000000001, false",
        "-1000000001, false",
        "9223372036854775807, false"
    })
    void anAmountThatCouldMakeASumOverflowIsNoAmount(long li, boolean fits) {
        if (fits) {
            assertDoesNotThrow(() -> reading.add(record(5, li, AT)));
        } else {
            assertEquals("TOTAL record 5 has an impossible amount", fault(() -> reading.add(record(5, li, AT))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "g000000000000000000000000000000000000000000000000000000000000000"})
    void aLinkOfTheChainHas64HexadecimalDigits(String hex) {
        assertEquals("FORMAT a link of the chain is not a SHA-256: " + hex, fault(() -> FileReading.hash(hex)));
    }

    @Test
    void aLinkInCapitalsOrALetterTooLongIsNoneOfOurs() throws UnreadableFile {
        assertArrayEquals(Chain.GENESIS, FileReading.hash(ZEROS));
        assertThrows(UnreadableFile.class, () -> FileReading.hash("A" + ZEROS.substring(1)));
        assertThrows(UnreadableFile.class, () -> FileReading.hash(ZEROS + "0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2009-11-02", "2009-11-02T09:00:00", "2009-13-02T09:00:00+08:00"})
    void aTimeHasItsOffset(String text) throws UnreadableFile {
        assertEquals(AT, FileReading.time("2009-11-02T09:00:00.000+08:00"));
        assertEquals("FORMAT not a time: " + text, fault(() -> FileReading.time(text)));
    }

    @ParameterizedTest
    @EnumSource(CloseReason.class)
    void everyReasonIsReadByItsName(CloseReason reason) throws UnreadableFile {
        assertEquals(reason, FileReading.reason(reason.name()));
        assertEquals(
                "FORMAT not a reason to close a file: " + reason.name() + "X",
                fault(() -> FileReading.reason(reason.name() + "X")));
    }

    @Test
    void headerAndTrailerSayTheSameOfTheSlot() throws UnreadableFile {
        var range = new SlotRange(0, 5, 6, Chain.GENESIS, Chain.GENESIS);

        var read = FileReading.slot(range.begun(), range.whole());

        assertEquals(range.whole(), read.whole());
        var other = new SlotRange(0, 6, 6, Chain.GENESIS, Chain.GENESIS);
        for (var whole : List.of("", "0:5:6:" + ZEROS, range.whole() + ":", other.whole())) {
            assertEquals(
                    "FORMAT header and trailer do not say the same of slots",
                    fault(() -> FileReading.slot(range.begun(), whole)),
                    whole);
        }
        assertEquals(
                "FORMAT not a number: x",
                fault(() -> FileReading.slot("0:5:" + ZEROS, "0:5:x:" + ZEROS + ":" + ZEROS)));
    }

    @Test
    void octetsHaveToBeOursToTheLast() throws UnreadableFile {
        var ours = new ByteSink().add("abc");

        FileReading.require(ours, "abc".getBytes(StandardCharsets.US_ASCII), "a line");
        for (var other : List.of("", "ab", "abd", "abcd")) {
            assertEquals(
                    "FORMAT a line is not as we write it: it was changed",
                    fault(() -> FileReading.require(ours, other.getBytes(StandardCharsets.US_ASCII), "a line")),
                    other);
        }
    }
}

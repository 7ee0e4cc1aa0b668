package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.books.charge.Fee;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.Timing;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What header, records and trailer of each format say, octet by octet, in the present layout and in the first one. */
final class EncodersTest {
    private static final Instant NINE = Instant.parse("2009-11-02T01:00:00.007Z");
    private static final Instant TEN = Instant.parse("2009-11-02T02:00:00Z");
    private static final Instant CLOSED = Instant.parse("2009-11-02T16:00:00.250Z");
    private static final String BEFORE = "0a".repeat(32);
    private static final String AFTER = "ff".repeat(32);
    private static final String PREVIOUS = "1b".repeat(32);

    private static BillingFile file(int layout, Stream stream, long sequence, @Nullable Instant first) {
        return new BillingFile(
                new BillingFile.Key("n1", stream, sequence),
                new ServiceDay(20091102),
                5,
                first == null ? 0 : 3,
                first == null ? 0 : 299,
                first,
                first == null ? null : TEN,
                CLOSED,
                CloseReason.RECORDS,
                "8610658888",
                "2.999.12588.1",
                HexFormat.of().parseHex(BEFORE),
                HexFormat.of().parseHex(AFTER),
                layout,
                layout == 1 ? "" : "0:17:ab");
    }

    private static BillingFile present() {
        return file(2, Stream.LIVE, 12, NINE);
    }

    private static BillingFile first() {
        return file(1, Stream.TEST, 12, NINE);
    }

    private static BillingFile empty() {
        return file(2, Stream.LIVE, 12, null);
    }

    /** A line without the empty fields that make it as long as a record. */
    private static String words(String line) {
        assertEquals(CsvLine.COLUMNS.size(), line.strip().split(",", -1).length);
        assertTrue(line.endsWith("\n"));
        return line.strip().replaceFirst(",+$", "");
    }

    @Test
    void theCsvHeaderSaysWhatIsKnownAtTheStart() {
        assertEquals(
                "H,format=smspay-charges-2,node=n1,sequence=12,type=live,time_zone=Asia/Shanghai,currency=CNY,scale=3,"
                        + "accounting_day=20091102,node_address=8610658888,extension=2.999.12588.1,previous_sha256="
                        + PREVIOUS + ",slots=0:5:" + BEFORE,
                words(new CsvEncoder().headerLine(present(), PREVIOUS)));
    }

    @Test
    void theFirstLayoutHadNumbersInPlaceOfSlots() {
        assertEquals(
                "H,format=smspay-charges-1,node=n1,sequence=12,type=test,time_zone=Asia/Shanghai,currency=CNY,scale=3,"
                        + "accounting_day=20091102,first_number=5,previous_sha256=,chain_before=" + BEFORE,
                words(new CsvEncoder().headerLine(first(), "")));
        assertEquals(
                "T,sequence=12,records=3,sum_li=299,first_number=5,last_number=7,"
                        + "first_time=2009-11-02T09:00:00.007+08:00,last_time=2009-11-02T10:00:00.000+08:00,"
                        + "closed_time=2009-11-03T00:00:00.250+08:00,closed_by=RECORDS,chain_after=" + AFTER,
                words(new CsvEncoder().trailerLine(first())));
    }

    @Test
    void theCsvTrailerSaysTheTotalsAndTheHeadsOfTheBook() {
        assertEquals(
                "T,sequence=12,records=3,sum_li=299,first_time=2009-11-02T09:00:00.007+08:00,"
                        + "last_time=2009-11-02T10:00:00.000+08:00,closed_time=2009-11-03T00:00:00.250+08:00,"
                        + "closed_by=RECORDS,slots=0:5:7:" + BEFORE + ":" + AFTER + ",book=0:17:ab",
                words(new CsvEncoder().trailerLine(present())));
    }

    @Test
    void anEmptyFileHasNoTimesOfRecords() throws IOException {
        var csv = new CsvEncoder().trailerLine(empty());
        var json = new JsonEncoder().trailerLine(empty()).toString();

        assertTrue(csv.startsWith("T,sequence=12,records=0,sum_li=0,first_time=,last_time=,closed_time=2009"), csv);
        assertTrue(csv.contains("slots=0:5:4:"), csv);
        assertFalse(json.contains("first_time") || json.contains("last_time"), json);
        assertTrue(json.contains("\"closed_time\":\"2009-11-03T00:00:00.250+08:00\""), json);
    }

    @Test
    void anEncoderIsGoodForOneFileAfterTheOther() throws IOException {
        var csv = new CsvEncoder();
        csv.headerLine(first(), PREVIOUS);
        var json = new JsonEncoder();
        json.trailerLine(first());

        assertEquals(new CsvEncoder().headerLine(present(), ""), csv.headerLine(present(), ""));
        assertEquals(
                new JsonEncoder().headerLine(present(), "").toString(),
                json.headerLine(present(), "").toString());
    }

    @Test
    void jsonSaysTheSameWithNumbersAsNumbers() throws IOException {
        assertEquals(
                "{\"record_type\":\"H\",\"format\":\"smspay-charges-2\",\"node\":\"n1\",\"sequence\":12,\"type\":\"live\","
                        + "\"time_zone\":\"Asia/Shanghai\",\"currency\":\"CNY\",\"scale\":3,\"accounting_day\":20091102,"
                        + "\"node_address\":\"8610658888\",\"extension\":\"2.999.12588.1\",\"previous_sha256\":\""
                        + PREVIOUS
                        + "\",\"slots\":[{\"slot\":0,\"first_number\":5,\"chain_before\":\"" + BEFORE + "\"}]}\n",
                new JsonEncoder().headerLine(present(), PREVIOUS).toString());
        assertEquals(
                "{\"record_type\":\"T\",\"sequence\":12,\"records\":3,\"sum_li\":299,"
                        + "\"first_time\":\"2009-11-02T09:00:00.007+08:00\",\"last_time\":\"2009-11-02T10:00:00.000+08:00\","
                        + "\"closed_time\":\"2009-11-03T00:00:00.250+08:00\",\"closed_by\":\"RECORDS\",\"slots\":[{\"slot\":0,"
                        + "\"first_number\":5,\"last_number\":7,\"chain_before\":\"" + BEFORE + "\",\"chain_after\":\""
                        + AFTER
                        + "\"}],\"book\":\"0:17:ab\"}\n",
                new JsonEncoder().trailerLine(present()).toString());
    }

    @Test
    void jsonOfTheFirstLayoutHasItsNumbersToo() throws IOException {
        assertEquals(
                "{\"record_type\":\"H\",\"format\":\"smspay-charges-1\",\"node\":\"n1\",\"sequence\":12,\"type\":\"test\","
                        + "\"time_zone\":\"Asia/Shanghai\",\"currency\":\"CNY\",\"scale\":3,\"accounting_day\":20091102,"
                        + "\"first_number\":5,\"previous_sha256\":\"\",\"chain_before\":\"" + BEFORE + "\"}\n",
                new JsonEncoder().headerLine(first(), "").toString());
        assertEquals(
                "{\"record_type\":\"T\",\"sequence\":12,\"records\":3,\"sum_li\":299,\"first_number\":5,\"last_number\":7,"
                        + "\"first_time\":\"2009-11-02T09:00:00.007+08:00\",\"last_time\":\"2009-11-02T10:00:00.000+08:00\","
                        + "\"closed_time\":\"2009-11-03T00:00:00.250+08:00\",\"closed_by\":\"RECORDS\",\"chain_after\":\""
                        + AFTER + "\"}\n",
                new JsonEncoder().trailerLine(first()).toString());
    }

    private static ChargeRecord record(boolean whole) {
        return new ChargeRecord(
                new ChargeNumber(5),
                whole ? new ChargeNumber(4) : null,
                new UplinkId(41),
                new Timing(NINE, TEN, new ServiceDay(20091102), whole),
                new Who("13800000001", whole ? new SubscriptionId(7) : null, "KNOWN", "湖南", "全球通"),
                new Message(new ServiceNumber("10658888"), "smsc-a", whole ? "m1" : null, 8, 12, 1, 1, 0),
                new What("KT", "kt", "agree", whole ? new ConversationId(9) : null, "OK"),
                new Fee("SMS", "usual", whole ? -100 : 100),
                whole ? new TransferId(3) : null);
    }

    @Test
    void jsonLeavesOutWhatARecordDoesNotHaveButForTheIdOfTheSmsc() throws IOException {
        var line = new JsonEncoder().recordLine(record(false)).toString();

        for (String absent : new String[] {"corrects", "\"subscription\"", "conversation", "transfer"}) {
            assertFalse(line.contains(absent), absent);
        }
        assertTrue(line.contains("\"smsc_message_id\":null"), line);
        assertTrue(line.contains("\"late\":false"), line);
        assertTrue(line.contains("\"amount_li\":100"), line);
    }

    @Test
    void andSaysWhatItHas() throws IOException {
        var line = new JsonEncoder().recordLine(record(true)).toString();

        assertTrue(line.startsWith("{\"record_type\":\"D\",\"number\":5,\"corrects\":4,\"uplink\":41,"), line);
        assertTrue(line.contains("\"subscription\":7,"), line);
        assertTrue(line.contains("\"smsc_message_id\":\"m1\""), line);
        assertTrue(line.contains("\"late\":true"), line);
        assertTrue(line.endsWith("\"amount_li\":-100,\"transfer\":3}\n"), line);
    }

    private static ByteBuffer header(BillingFile file, String previous, long length) {
        return ByteBuffer.wrap(
                new CdrEncoder(file).header(file, previous, length).toBytes());
    }

    private static String hex(ByteBuffer from, int at, int octets) {
        return HexFormat.of().formatHex(from.array(), at, at + octets);
    }

    @Test
    void aRecordOfTheStandardFileHasItsLengthReleaseAndKindBeforeIt() {
        assertEquals(
                "0102" + "e0" + "2f" + "05",
                HexFormat.of()
                        .formatHex(new CdrEncoder("8610658888", "2.999.1")
                                .recordHeader(258)
                                .toBytes()));
    }

    @Test
    void theHeaderOfTheStandardFileHoldsTheTotalsAndOurExtension() {
        var header = header(present(), PREVIOUS, 70_000);
        int extension = header.getShort(50);

        assertEquals(70_000, header.getInt(0));
        assertEquals(header.capacity(), header.getInt(4));
        assertEquals(54 + extension, header.capacity());
        assertEquals("e0e0", hex(header, 8, 2));
        assertEquals(3, header.getInt(18), "records");
        assertEquals(12, header.getInt(22), "sequence");
        assertEquals(3, header.get(26), "closed by the number of records");
        assertEquals("ffffffff" + "00".repeat(16) + "00" + "0000", hex(header, 27, 23));
        assertEquals("0505", hex(header, header.capacity() - 2, 2));
        assertEquals(
                "02" + "00" + "000000000000000c" + "013290de" + "000000000000012b" + hex(CLOSED.toEpochMilli())
                        + "0002" + text("n1") + "04" + "000a" + text("8610658888") + "000d" + text("2.999.12588.1")
                        + PREVIOUS + "01" + "00" + "0000000000000005" + "0000000000000007" + BEFORE + AFTER + "0007"
                        + text("0:17:ab"),
                hex(header, 52, extension));
    }

    private static String hex(long number) {
        return HexFormat.of().toHexDigits(number);
    }

    private static String text(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void theFirstLayoutHasAnExtensionOfItsOwnWithoutWords() {
        var header = header(first(), "", 0);
        int extension = header.getShort(50);

        assertEquals(CdrEncoder.FIRST_EXTENSION, extension);
        assertEquals(
                "01" + "01" + "013290de" + "0000000000000005" + "0000000000000007" + "000000000000012b"
                        + "00".repeat(32) + BEFORE + AFTER,
                hex(header, 52, extension));
    }

    @Test
    void theFirstFileOfANodeHasNothingBeforeIt() {
        var with = header(present(), PREVIOUS, 0);
        var without = header(present(), "", 0);
        int digest = 52 + 1 + 1 + 8 + 4 + 8 + 8 + 2 + 2 + 1 + 2 + 10 + 2 + 13;

        assertEquals(PREVIOUS, hex(with, digest, 32));
        assertEquals("00".repeat(32), hex(without, digest, 32));
    }

    @Test
    void aTestFileSaysSo() {
        assertEquals(0, header(present(), "", 0).get(53));
        assertEquals(1, header(file(2, Stream.TEST, 12, NINE), "", 0).get(53));
    }

    @Test
    void anEmptyFileWasOpenForNoTime() {
        var header = header(empty(), "", 0);
        var full = header(present(), "", 0);

        assertEquals(header.getInt(10), header.getInt(14));
        assertFalse(full.getInt(10) == full.getInt(14));
        assertEquals(3, header.getInt(10) >>> 23 & 0x1f, "closed on the third, by the time of Shanghai");
        assertEquals(9, full.getInt(10) >>> 18 & 0x1f);
        assertEquals(10, full.getInt(14) >>> 18 & 0x1f);
    }

    @ParameterizedTest
    @CsvSource({"4294967295, -1", "4294967296, 0", "4294967297, 1"})
    void theStandardsSequenceNumberRunsOverWhereOursDoesNot(long sequence, int standard) {
        var header = header(file(2, Stream.LIVE, sequence, NINE), "", 0);

        assertEquals(standard, header.getInt(22));
        assertEquals(sequence, header.getLong(54));
    }

    @ParameterizedTest
    @CsvSource({"MIDNIGHT, 0, 0", "SHUTDOWN, 0, 1", "BYTES, 1, 2", "AGE, 2, 3", "RECORDS, 3, 4", "HAND, 4, 5"})
    void theStandardKnowsFewerReasonsThanWe(CloseReason reason, int code, int ours) {
        var of = present();
        var file = new BillingFile(
                of.key(),
                of.day(),
                of.firstNumber(),
                of.records(),
                of.sumLi(),
                of.firstAt(),
                of.lastAt(),
                of.closedAt(),
                reason,
                of.nodeAddress(),
                of.extension(),
                of.chainBefore(),
                of.chainAfter(),
                of.layout(),
                of.bookHeads());
        var header = header(file, "", 0);

        assertEquals(code, header.get(26));
        assertEquals(ours, header.get(52 + 1 + 1 + 8 + 4 + 8 + 8 + 2 + 2));
    }
}

package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.sms.Receipt;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.pdu.Tag;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliverReaderTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_257_123_600_000L);

    private final DeliverReader reader = new DeliverReader(LinkFixture.settings(2775));

    private static DeliverSm receipt(String text) throws Exception {
        var pdu = new DeliverSm();
        pdu.setEsmClass((byte) EsmClass.RECEIPT);
        pdu.setShortMessage(text.getBytes(StandardCharsets.UTF_8));
        return pdu;
    }

    private static Receipt known(String id, Receipt.State state, String word, String error) {
        return new Receipt("north", "north", id, state, word, error, null, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "id:7 sub:001 dlvrd:001 submit date:0911020900 done date:0911020900 stat:DELIVRD err:000 text:hi, DELIVERED, 7, DELIVRD, 000",
        "ID:7 STAT:undeliv ERR:12, UNDELIVERABLE, 7, undeliv, 12",
        "id:7 stat:EXPIRED err: text:id:8 stat:DELIVRD, EXPIRED, 7, EXPIRED, ''",
        "sub:001 id:0A-b_c stat:REJECTD, REJECTED, a-b_c, REJECTD, ''",
        "submitid:9 id:7 stat:ACCEPTD, ACCEPTED, 7, ACCEPTD, ''",
        "id:7 stat:ENROUTE, ENROUTE, 7, ENROUTE, ''",
        "id:7 stat:DELETED, DELETED, 7, DELETED, ''",
        "id:7 stat:UNKNOWN, UNKNOWN, 7, UNKNOWN, ''",
        "id: 7 sub: 001 stat: DELIVRD err: 000 text: x, DELIVERED, 7, DELIVRD, 000",
        "id :7 sub :001 stat :DELIVRD err :000, DELIVERED, 7, DELIVRD, 000",
        "'id:7,sub:001,stat:DELIVRD,err:000,text:', DELIVERED, 7, DELIVRD, 000",
        "'id:7, sub:001, stat:DELIVRD, err:000', DELIVERED, 7, DELIVRD, 000",
        "id:7;stat:DELIVRD;err:000, DELIVERED, 7, DELIVRD, 000",
        "' id:7 stat:DELIVERED', DELIVERED, 7, DELIVERED, ''",
        "id:7 stat:FAILED err:012, OTHER, 7, FAILED, 012",
        "id:7 stat:NOROUTES err:012, OTHER, 7, NOROUTES, 012",
        "id:7 stat:UNDELIVERABLE err:012, UNDELIVERABLE, 7, UNDELIVERABLE, 012",
        "id:7 stat:MK:0001 err:000, OTHER, 7, MK:0001, 000",
        "id:7 stat:MA:0054, OTHER, 7, MA:0054, ''",
        "id:7 stat: CB:0007 err:, OTHER, 7, CB:0007, ''",
        "id:7 stat:-43, OTHER, 7, -43, ''",
        "Id:007 Sub:001 Dlvrd:001 Submit_Date:0911020900 Done_Date:0911020900 Stat:DELIVRD Err:000 Text:, DELIVERED, 7, DELIVRD, 000",
    })
    void readsTheTextFormOfReceipts(String text, Receipt.State state, String id, String word, String error)
            throws Exception {
        assertEquals(Optional.of(known(id, state, word, error)), reader.receipt(receipt(text), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\t", "\0", "  ", ",\n", " | "})
    void readsFieldsWhateverStandsBetweenThem(String between) throws Exception {
        var text = String.join(between, "id:7", "sub:001", "stat:EXPIRED", "err:5", "text:id:8 stat:DELIVRD");

        assertEquals(
                Optional.of(known("7", Receipt.State.EXPIRED, "EXPIRED", "5")), reader.receipt(receipt(text), NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "id: stat:DELIVRD", "id:7", "id:7 stat:", "text:id:7 stat:DELIVRD", ""})
    void findsNoReceiptWhereIdOrStateIsMissing(String text) throws Exception {
        assertEquals(Optional.empty(), reader.receipt(receipt(text), NOW));
    }

    @Test
    void prefersOptionalParameters() throws Exception {
        var pdu = receipt("id:wrong stat:EXPIRED");
        pdu.addOptionalParameter(new Tlv(Tag.RECEIPTED_MESSAGE_ID, "7f\0".getBytes(StandardCharsets.US_ASCII)));
        pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_STATE, new byte[] {2}));
        pdu.addOptionalParameter(new Tlv(Tag.NETWORK_ERROR_CODE, new byte[] {3, 1, 4}));

        assertEquals(Optional.of(known("7f", Receipt.State.DELIVERED, "EXPIRED", "260")), reader.receipt(pdu, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // message_state, text, state, word
        "2, '', DELIVERED, DELIVERED",
        "5, '', UNDELIVERABLE, UNDELIVERABLE",
        "0, '', ENROUTE, SCHEDULED",
        "9, '', OTHER, SKIPPED",
        "200, '', OTHER, STATE 200",
        "200, stat:DELIVRD, DELIVERED, DELIVRD",
        "200, stat:MK:0001, OTHER, MK:0001",
        "8, stat:MK:0001, REJECTED, MK:0001",
    })
    void readsTheStateAsACodeToo(int code, String text, Receipt.State state, String word) throws Exception {
        var pdu = receipt(text);
        pdu.addOptionalParameter(new Tlv(Tag.RECEIPTED_MESSAGE_ID, "7".getBytes(StandardCharsets.US_ASCII)));
        pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_STATE, new byte[] {(byte) code}));

        assertEquals(Optional.of(known("7", state, word, "")), reader.receipt(pdu, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16BE, 8",
        "UTF-16LE, 8",
        "UTF-16, 8",
        "UTF-16BE, 0",
        "UTF-16LE, 3",
        "US-ASCII, 8",
        "US-ASCII, 15",
        "US-ASCII, 4",
    })
    void readsAReceiptInTheWritingThatItShows(String charset, int dataCoding) throws Exception {
        var pdu = receipt("");
        pdu.setDataCoding((byte) dataCoding);
        pdu.setShortMessage("id:7 sub:1 stat:DELIVRD text:hi".getBytes(charset));

        assertEquals("7", reader.receipt(pdu, NOW).orElseThrow().messageId());
        pdu.setEsmClass((byte) 0);
        assertEquals("7", reader.receiptInForm(pdu, NOW).orElseThrow().messageId());
    }

    @ParameterizedTest
    @CsvSource({"0x04, 050003010101", "0x20, 050003010101", "0x00, 050003010101", "0x04, 06080400010101", "0x04, ''"})
    void readsAReceiptBehindAHeader(String type, String header) throws Exception {
        var pdu = new DeliverSm();
        pdu.setEsmClass((byte) (Integer.decode(type) | EsmClass.USER_DATA_HEADER));
        var text = new ByteArrayOutputStream();
        text.writeBytes(HexFormat.of().parseHex(header));
        text.writeBytes("id:7 sub:1 stat:DELIVRD".getBytes(StandardCharsets.US_ASCII));
        pdu.setShortMessage(text.toByteArray());

        assertEquals("7", reader.receipt(pdu, NOW).orElseThrow().messageId());
    }

    @Test
    void readsAReceiptInThePayloadOrBesideOne() throws Exception {
        var inPayload = receipt("");
        inPayload.addOptionalParameter(
                new Tlv(Tag.MESSAGE_PAYLOAD, "id:7 sub:1 stat:DELIVRD".getBytes(StandardCharsets.US_ASCII)));
        var beside = receipt("id:7 sub:1 stat:DELIVRD");
        beside.addOptionalParameter(new Tlv(Tag.MESSAGE_PAYLOAD, "hi".getBytes(StandardCharsets.US_ASCII)));

        assertEquals("7", reader.receipt(inPayload, NOW).orElseThrow().messageId());
        assertEquals("7", reader.receipt(beside, NOW).orElseThrow().messageId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CX",
                "HF50",
                "id:7 please tell me more about it",
                "my id:7 sub:1 stat:DELIVRD",
                "id:7 stat:DELIVRD and so on",
                "sub:1 id:7 stat:DELIVRD",
                "id:7 sub:1 err:0 and no state",
                "what is text:id:7 stat:DELIVRD err:0",
                "id: sub:1 stat:DELIVRD err:0",
            })
    void aTextThatIsNoReceiptAsAWholeIsNone(String text) throws Exception {
        var pdu = receipt(text);
        pdu.setEsmClass((byte) 0);
        pdu.addOptionalParameter(new Tlv(Tag.RECEIPTED_MESSAGE_ID, "7\0".getBytes(StandardCharsets.US_ASCII)));

        assertEquals(Optional.empty(), reader.receiptInForm(pdu, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // esm_class, receipt?, aborted?
        "0x00, false, false",
        "0x04, true, false",
        "0x44, true, false",
        "0x08, true, false",
        "0x20, true, false",
        "0x24, true, false",
        "0x10, false, false",
        "0x50, false, false",
        "0x18, false, true",
        "0x58, false, true",
        "0x40, false, false",
        "0x43, false, false",
        "0x80, false, false",
    })
    void tellsReceiptsFromMessagesByTheirType(String esmClass, boolean receipt, boolean aborted) {
        byte octet = (byte) (int) Integer.decode(esmClass);

        assertEquals(receipt, EsmClass.isReceipt(octet));
        assertEquals(aborted, EsmClass.isAbort(octet));
    }

    @Test
    void anUnknownWordInAnIntermediateNotificationIsNotTheEnd() throws Exception {
        var pdu = receipt("id:7 stat:ABSENT err:027");
        pdu.setEsmClass((byte) 0x20);

        assertEquals(Optional.of(known("7", Receipt.State.ENROUTE, "ABSENT", "027")), reader.receipt(pdu, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 1001",
        "00001001, 1001",
        "0A, a",
        "aB-3, ab-3",
        "0, 0",
        "000, 0",
        "' 7 ', 7",
        "'', ''",
        "0x0A, x0a",
    })
    void comparesIdsWithoutCaseAndLeadingZeros(String id, String plain) {
        assertEquals(plain, MessageIdFormat.plain(id));
    }

    @Test
    void readsADataSmAsAMessage() {
        var pdu = new DataSm();
        pdu.setSequenceNumber(9);
        pdu.setSourceAddress(new Address((byte) 1, (byte) 1, "8613800138000"));
        pdu.setDataCoding((byte) 0xF4);
        pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_PAYLOAD, new byte[] {1, 2}));

        var read = reader.uplink(pdu, "north-1", NOW);

        assertEquals("8613800138000", read.source());
        assertEquals("", read.destination());
        assertEquals(0xF4, read.dataCoding());
        assertEquals(2, read.octets().length);
    }

    @Test
    void anEmptyPayloadDoesNotHideTheShortMessage() throws Exception {
        var pdu = receipt("id:7 stat:DELIVRD");
        pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_PAYLOAD, new byte[0]));

        assertEquals("7", reader.receipt(pdu, NOW).orElseThrow().messageId());
        assertEquals(
                "id:7 stat:DELIVRD".length(), reader.uplink(pdu, "north-1", NOW).octets().length);
    }
}

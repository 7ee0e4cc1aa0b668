package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.sms.Receipt;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeliverReaderTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_257_123_600_000L);

    private final DeliverReader reader = new DeliverReader(LinkFixture.settings(2775));

    private static DeliverSm receipt(String text) throws Exception {
        var pdu = new DeliverSm();
        pdu.setEsmClass((byte) EsmClass.RECEIPT);
        pdu.setShortMessage(text.getBytes(StandardCharsets.UTF_8));
        return pdu;
    }

    @ParameterizedTest
    @CsvSource({
        "id:7 sub:001 dlvrd:001 submit date:0911020900 done date:0911020900 stat:DELIVRD err:000 text:hi, DELIVERED, 7, 000",
        "ID:7 STAT:undeliv ERR:12, UNDELIVERABLE, 7, 12",
        "id:7 stat:EXPIRED err: text:id:8 stat:DELIVRD, EXPIRED, 7, ''",
        "sub:001 id:0A-b_c stat:REJECTD, REJECTED, 0A-b_c, ''",
        "submitid:9 id:7 stat:ACCEPTD, ACCEPTED, 7, ''",
        "id:7 stat:ENROUTE, ENROUTE, 7, ''",
        "id:7 stat:DELETED, DELETED, 7, ''",
        "id:7 stat:UNKNOWN, UNKNOWN, 7, ''",
    })
    void readsTheTextFormOfReceipts(String text, Receipt.State state, String id, String error) throws Exception {
        assertEquals(Optional.of(new Receipt("north", id, state, error, NOW)), reader.receipt(receipt(text), NOW));
    }

    @ParameterizedTest
    @CsvSource({"hello", "id: stat:DELIVRD", "id:7", "id:7 stat:NONSENSE", "text:id:7 stat:DELIVRD", "''"})
    void findsNoReceiptWhereIdOrStateIsMissing(String text) throws Exception {
        assertEquals(Optional.empty(), reader.receipt(receipt(text), NOW));
    }

    @Test
    void prefersOptionalParametersAndKnowsAReceiptByThem() throws Exception {
        var pdu = receipt("id:wrong stat:EXPIRED");
        pdu.setEsmClass((byte) 0);
        pdu.addOptionalParameter(new Tlv(Tag.RECEIPTED_MESSAGE_ID, "7f\0".getBytes(StandardCharsets.US_ASCII)));
        pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_STATE, new byte[] {2}));
        pdu.addOptionalParameter(new Tlv(Tag.NETWORK_ERROR_CODE, new byte[] {3, 1, 4}));

        assertTrue(reader.isReceipt(pdu));
        assertEquals(
                Optional.of(new Receipt("north", "7f", Receipt.State.DELIVERED, "260", NOW)), reader.receipt(pdu, NOW));
    }

    @Test
    void readsAReceiptWrittenInUcs2() throws Exception {
        var pdu = receipt("");
        pdu.setDataCoding((byte) 8);
        pdu.setShortMessage("id:7 stat:DELIVRD text:İ".getBytes(StandardCharsets.UTF_16BE));

        assertEquals("7", reader.receipt(pdu, NOW).orElseThrow().messageId());
    }

    @Test
    void tellsReceiptsFromMessagesAndFromWhatHandsetsAcknowledge() {
        assertTrue(EsmClass.isReceipt((byte) 0x04));
        assertTrue(EsmClass.isReceipt((byte) 0x20));
        assertFalse(EsmClass.isReceipt((byte) 0x40));
        assertTrue(EsmClass.isFromMachine((byte) 0x08));
        assertFalse(EsmClass.isFromMachine((byte) 0x43));
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

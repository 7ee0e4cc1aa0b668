package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.base.text.Part;
import cn.smspay.sms.Segment;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.StatusTable;
import cn.smspay.sms.pdu.Tag;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a submit_sm, field by field (SMPP 3.4 §4.4.1). */
final class SubmitWriterTest {
    private static final SmppBindSettings BIND = LinkFixture.settings(2775);

    private static SubmitSm written(SmppBindSettings bind, Segment segment) {
        return new SubmitWriter(bind).write(segment);
    }

    private static SmppBindSettings version(int version) {
        return BIND.with(new SmppBindSettings.Login(
                "smspay", LinkFixture.PASSWORD, "", version, SmppBindSettings.Mode.TRANSCEIVER, ""));
    }

    private static Segment part(boolean sar, boolean payload) {
        var whole = LinkFixture.segment(7, "ab");
        return new Segment(
                whole.downlink(),
                new Part(0x1A2, 2, 3),
                sar,
                whole.from(),
                whole.to(),
                8,
                whole.octets(),
                false,
                payload,
                false,
                0,
                null);
    }

    @ParameterizedTest
    @CsvSource({"1, 86, 8613800138000", "0, '', 13800138000", "2, '', 13800138000", "1, '', 13800138000"})
    void theDestinationIsWrittenAsItsTypeOfNumberSays(int ton, String prefix, String written) {
        var pdu =
                written(BIND.with(new SmppBindSettings.Addressing(0, 1, ton, 1, prefix)), LinkFixture.segment(1, "a"));

        assertEquals(ton, pdu.getDestAddress().getTon());
        assertEquals(written, pdu.getDestAddress().getAddress());
        assertEquals(0, pdu.getSourceAddress().getTon());
        assertEquals("10658888", pdu.getSourceAddress().getAddress());
    }

    @Test
    void byDefaultTheNumberIsInternationalAndSaysSo() {
        var pdu = written(BIND, LinkFixture.segment(1, "a"));

        assertEquals(1, pdu.getDestAddress().getTon());
        assertEquals("8613800138000", pdu.getDestAddress().getAddress());
    }

    @Test
    void everyFieldThatASettingNamesIsWritten() {
        var pdu = written(
                BIND.with(new SmppBindSettings.Submitting("CMT", 3, 0x41, 3_600, StatusTable.USUAL)),
                LinkFixture.segment(1, "a"));

        assertEquals("CMT", pdu.getServiceType());
        assertEquals(3, pdu.getPriority());
        assertEquals(0x41, pdu.getProtocolId());
        assertEquals("000000010000000R", pdu.getValidityPeriod());
    }

    @Test
    void theTimeOfAQuestionCountsBeforeThatOfTheBind() {
        var pdu = written(
                BIND.with(new SmppBindSettings.Submitting("", 0, 0, 3_600, StatusTable.USUAL)),
                LinkFixture.segment(1, "a").lasting(90));

        assertEquals("000000000130000R", pdu.getValidityPeriod());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x33, 0x03, 0})
    void anOldPeerGetsNoOptionalParametersButAHeaderInTheirPlace(int version) {
        var pdu = written(version(version), part(true, false));

        assertNull(pdu.getOptionalParameters());
        assertEquals(EsmClass.USER_DATA_HEADER, pdu.getEsmClass());
        assertArrayEquals(new byte[] {5, 0, 3, (byte) 0xA2, 3, 2, 0, 'a', 0, 'b'}, pdu.getShortMessage());
    }

    @Test
    void aNewPeerGetsTheSarParameters() {
        var pdu = written(version(0x34), part(true, false));

        var tags = pdu.getOptionalParameters().stream().map(tlv -> tlv.getTag()).toList();
        assertEquals(List.of(Tag.SAR_REFERENCE, Tag.SAR_TOTAL, Tag.SAR_NUMBER, Tag.USER_MESSAGE_REFERENCE), tags);
        assertEquals(0, pdu.getEsmClass());
        assertArrayEquals(new byte[] {0, 'a', 0, 'b'}, pdu.getShortMessage());
    }
}

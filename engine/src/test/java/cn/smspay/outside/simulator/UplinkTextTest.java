package cn.smspay.outside.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link UplinkText} cuts, {@link Assembly} puts together; {@link DeliverWriter} brings it onto the wire. */
final class UplinkTextTest {
    private static ReceivedSubmit received(int coding, byte[] octets, boolean headed, Uplink.@Nullable Sar sar) {
        return new ReceivedSubmit(
                "1", "me", "10658888", "13800000001", coding, octets, headed, sar, false, false, "", -1);
    }

    @ParameterizedTest
    @CsvSource({
        "160, a, HEADER_8_BIT, 1",
        "161, a, HEADER_8_BIT, 2",
        "264, a, HEADER_16_BIT, 2",
        "265, a, HEADER_16_BIT, 3",
        "70, 字, HEADER_8_BIT, 1",
        "71, 字, HEADER_8_BIT, 2",
        "71, 字, SAR, 2",
        "5000, 字, PAYLOAD, 1",
        "0, a, SAR, 1",
    })
    void aTextIsCutOnceItIsTooLong(int length, String character, Splitting splitting, int parts) {
        assertEquals(
                parts,
                UplinkText.write("1", "2", character.repeat(length), splitting, 7)
                        .size());
    }

    @ParameterizedTest
    @EnumSource(Splitting.class)
    void whatWasCutIsReadAgainInAnyOrder(Splitting splitting) {
        var text = "字".repeat(150) + "😀";
        var parts = new java.util.ArrayList<>(UplinkText.write("1", "2", text, splitting, 0x1234));
        Collections.reverse(parts);
        var handset = new Assembly();
        Optional<ReceivedText> read = Optional.empty();

        for (var part : parts) {
            assertTrue(read.isEmpty());
            DeliverWriter.write(part);
            read = handset.add(received(part.dataCoding(), part.octets(), part.userDataHeader(), part.sar()));
        }

        assertEquals(text, read.orElseThrow().text());
        assertEquals(splitting == Splitting.PAYLOAD ? 1 : 3, read.orElseThrow().segments());
    }

    @ParameterizedTest
    @CsvSource({"0, 'a@_', GSM", "3, é, ISO-8859-1", "8, 字, UTF-16BE", "15, 字, GBK", "1, a, US-ASCII"})
    void aHandsetReadsTheAlphabetsOfTheService(int coding, String text, String charset) {
        byte[] octets = charset.equals("GSM") ? new byte[] {'a', 0, 0x11} : text.getBytes(Charset.forName(charset));

        assertEquals(
                text,
                new Assembly()
                        .add(received(coding, octets, false, null))
                        .orElseThrow()
                        .text());
    }

    @Test
    void aHeaderWithoutPartsIsLeftOutAndASinglePartIsWhole() {
        byte[] ported = {6, 5, 4, 1, 2, 3, 4, 'x'};
        byte[] single = {5, 0, 3, 9, 1, 1, 'x'};

        assertEquals(
                "x",
                new Assembly()
                        .add(received(1, ported, true, null))
                        .orElseThrow()
                        .text());
        assertEquals(
                "x",
                new Assembly()
                        .add(received(1, single, true, null))
                        .orElseThrow()
                        .text());
    }

    @Test
    void aReceiptGoesBackTheOtherWayWithItsFields() {
        var of = received(8, new byte[0], false, null);
        var at = Instant.parse("2009-11-02T01:02:03Z");

        var delivered = DeliverWriter.receipt(of, "42", "DELIVRD", at);
        var failed = DeliverWriter.receipt(of, "42", "UNDELIV", at);

        assertEquals("13800000001", delivered.getSourceAddress().getAddress());
        assertEquals("10658888", delivered.getDestAddress().getAddress());
        assertEquals(4, delivered.getEsmClass());
        assertEquals(
                "id:42 sub:001 dlvrd:001 submit date:0911020902 done date:0911020902 stat:DELIVRD err:000 text:",
                new String(delivered.getShortMessage(), StandardCharsets.US_ASCII));
        assertTrue(new String(failed.getShortMessage(), StandardCharsets.US_ASCII)
                .contains("dlvrd:000 submit date:0911020902 done date:0911020902 stat:UNDELIV err:001"));
    }
}

package cn.smspay.sms.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PduNoteTest {
    private static PduNote note(
            int command, int status, @Nullable String from, @Nullable String to, @Nullable String id) {
        return new PduNote(0, false, command, status, 7, from, to, 0x40, 8, -1, id);
    }

    @ParameterizedTest
    @CsvSource({
        "0x04, 0, < submit_sm seq 7",
        "0x80000004, 0, < submit_sm_resp seq 7 ok",
        "0x80000004, 0x58, < submit_sm_resp seq 7 throttled (0x58)",
        "0x80000000, 3, < generic_nack seq 7 invalid command_id (0x03)",
        "0x102, 0, < alert_notification seq 7",
        "0x0d, 0, < command 0x0000000D seq 7",
        "0x8000000d, 0, < command 0x8000000D seq 7 ok",
    })
    void aPduIsNamedAsTheSpecificationNamesIt(String command, String status, String line) {
        assertTrue(note((int) (long) Long.decode(command), Integer.decode(status), null, null, null)
                .toString()
                .startsWith(line.split(" \\(")[0].split(" seq")[0]));
        assertEquals(
                line.replaceFirst(" seq 7.*", ""),
                note((int) (long) Long.decode(command), Integer.decode(status), null, null, null)
                        .toString()
                        .replaceFirst(" seq 7.*", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "13800000001, 10658888, 138****0001 to 10658888 esm 0x40 dc 0x08",
        "8613800000001, 10658888, 86138****0001 to 10658888 esm 0x40 dc 0x08",
        "'1\r\n2', 'a b', 1??2 to a?b esm 0x40 dc 0x08",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, , xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx~ to  esm 0x40 dc 0x08",
    })
    void numbersOfPeopleAreMaskedAndAPeerWritesNoLineOfItsOwn(String from, String to, String shown) {
        assertEquals("< deliver_sm seq 7 " + shown, note(5, 0, from, to, null).toString());
    }

    @Test
    void showsHowLongATextIsAndNotWhatItSays() throws Exception {
        var pdu = new SubmitSm();
        pdu.setSourceAddress(new Address((byte) 0, (byte) 0, "10658888"));
        pdu.setDestAddress(new Address((byte) 1, (byte) 1, "13800000001"));
        pdu.setShortMessage("secret".getBytes(StandardCharsets.US_ASCII));
        pdu.setDataCoding((byte) 0xF5);

        var line = PduNote.of(pdu, true, 0).toString();

        assertEquals("> submit_sm seq 0 10658888 to 138****0001 esm 0x00 dc 0xF5 6 octets", line);
        var bind = new BindTransceiver();
        bind.setSystemId("me");
        bind.setPassword("secret");
        assertFalse(PduNote.of(bind, true, 0).toString().contains("secret"));
        assertEquals(
                "< submit_sm seq 9 4 octets",
                PduNote.of(new UnreadablePdu(4, 9, 0x08, new byte[4], "cut"), 0).toString());
    }

    @Test
    void anIdIsShownInOneLineToo() {
        assertEquals(
                "< submit_sm_resp seq 7 ok id 12?34",
                note(0x80000004, 0, null, null, "12\n34").toString());
    }

    @Test
    void theLastSixteenAreKeptWithTheirAge() {
        var last = new PduNote.Last();
        for (int i = 1; i <= 17; i++) {
            last.add(new PduNote(i, false, 0x15, 0, i, null, null, 0, 0, -1, null));
        }

        assertEquals(16, last.all().size());
        assertTrue(last.line(20).startsWith("18 ms ago < enquire_link seq 2; 17 ms ago < enquire_link seq 3; "));
    }
}

package cn.smspay.sms.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.sms.smpp.RawSmsc;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BaseSmResp;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link PduReader} on PDUs that end otherwise than the specification says. */
final class PduReaderTest {

    private static PduReader.Read read(int command, String body) throws Exception {
        return PduReader.read(
                Unpooled.wrappedBuffer(RawSmsc.pdu(command, 0, 7, HexFormat.of().parseHex(body.replace(" ", "")))));
    }

    private static String deliver() {
        // service_type, source, destination, esm_class, protocol, priority, two times, registered, replace, coding,
        // default
        return "00" + "01013100" + "01013200" + "00" + "00" + "00" + "00" + "00" + "00" + "00" + "00" + "00";
    }

    @ParameterizedTest
    @CsvSource({
        "03 414243, ABC, 0, 0",
        "00, '', 0, 0",
        // A parameter behind it, and two.
        "01 41 0204 0002 0001, A, 0, 1",
        "01 41 0204 0002 0001 0424 0003 414243, A, 0, 2",
        // A closing NUL that sm_length does not count, with a parameter behind it and without.
        "01 41 00, A, 1, 0",
        "01 41 00 0204 0002 0001, A, 1, 1",
        // A parameter that is longer than what is left, and one whose header is cut.
        "01 41 0424 0009 41, A, 5, 0",
        "01 41 0204 0002 0001 0424 00, A, 3, 1",
        // sm_length counts a NUL that was not written.
        "04 414243, ABC, 1, 0",
    })
    void whatStandsBehindAMessageDoesNotMakeItUnreadable(String end, String text, int unread, int parameters)
            throws Exception {
        var read = read(0x05, deliver() + end);
        var message = (BaseSm<?>) read.pdu();

        var octets = message.getShortMessage();
        var said = octets == null ? "" : new String(octets, StandardCharsets.US_ASCII);
        assertEquals(text, said.replace("\0", ""));
        assertEquals(unread, read.unread());
        assertEquals(
                parameters,
                message.getOptionalParameters() == null
                        ? 0
                        : message.getOptionalParameters().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00 0101", "05 414243", "ff 41"})
    void aMandatoryPartThatIsCutIsNoRequest(String end) {
        assertThrows(
                Exception.class, () -> read(0x05, (end.startsWith("00 0") || end.isEmpty() ? "" : deliver()) + end));
    }

    @ParameterizedTest
    @CsvSource({
        "'41424300', ABC, 0",
        "'414243', ABC, 3",
        "'', '', 0",
        "'00', '', 0",
    })
    void ofAResponseTheHeaderIsEnough(String body, String id, int unread) throws Exception {
        var read = read(0x80000004, body);

        var said = ((BaseSmResp) read.pdu()).getMessageId();
        assertEquals(id, said == null ? "" : said);
        assertEquals(unread, read.unread());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x0A, 0x21, 0x111, 0x80000021, 0x8000000B})
    void aCommandThatNobodyKnowsIsNone(int command) {
        assertThrows(Exception.class, () -> read(command, ""));
    }

    @Test
    void everyKindThatWeAnswerIsReadAsItself() throws Exception {
        for (int command : new int[] {0x06, 0x15, 0x80000000, 0x80000006, 0x80000015}) {
            assertEquals(command, read(command, "").pdu().getCommandId());
        }
    }
}

package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.sms.pdu.UnreadablePdu;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorResponsesTest {
    @ParameterizedTest
    @CsvSource({
        "0x00000004, 0x80000004",
        "0x00000005, 0x80000005",
        "0x00000006, 0x80000006",
        "0x00000015, 0x80000015",
        "0x00000103, 0x80000103",
        "0x00000021, 0x80000000",
        "0x000000ff, 0x80000000",
    })
    void theResponseBelongsToTheCommandSoThatThePeerCanMatchIt(String command, String response) {
        var request = new UnreadablePdu(Integer.decode(command), 77, 0x02, new byte[16], "short");

        var answer = ErrorResponses.refusing(request);

        assertEquals(Integer.parseUnsignedInt(response.substring(2), 16), answer.getCommandId());
        assertEquals(77, answer.getSequenceNumber());
        assertEquals(0x02, answer.getCommandStatus());
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReasonPhrasesTest {
    @ParameterizedTest
    @CsvSource({
        "SIP/2.0 400 java.text.ParseException: [x], SIP/2.0 400 Bad Request",
        "SIP/2.0 481 Null pointer at 3:, SIP/2.0 481 Call/Transaction Does Not Exist",
        "SIP/2.0 499 a=b, SIP/2.0 499 Refused",
        "SIP/2.0 404 Not Found, SIP/2.0 404 Not Found",
        "SIP/2.0 200 [whatever], SIP/2.0 200 [whatever]",
        "SIP/2.0 4x0 [whatever], SIP/2.0 4x0 [whatever]",
        "INVITE sip:12588@example.com SIP/2.0, INVITE sip:12588@example.com SIP/2.0",
        "SIP/2.0, SIP/2.0",
    })
    void internalsOfTheLibraryAreNoReasonPhrase(String firstLine, String sent) {
        var rest = "\r\nVia: SIP/2.0/UDP 127.0.0.1\r\n\r\n";
        var message = (firstLine + rest).getBytes(StandardCharsets.ISO_8859_1);

        assertEquals(sent + rest, new String(ReasonPhrases.ours(message, message.length), StandardCharsets.ISO_8859_1));
    }
}

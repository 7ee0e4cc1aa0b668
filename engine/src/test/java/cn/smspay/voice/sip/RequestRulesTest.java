package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sip.message.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link RequestRules} let pass and with what they refuse the rest (RFC 3261 8.2). */
final class RequestRulesTest {
    private static SIPRequest request(String method, String uri, String toTag, String body, String... headers)
            throws Exception {
        var text = new StringBuilder(method + " " + uri + " SIP/2.0\r\n")
                .append("Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKx\r\n")
                .append("From: <sip:a@b.example>;tag=f\r\n")
                .append("To: <sip:12588@engine.example>")
                .append(toTag)
                .append("\r\nCall-ID: c\r\nCSeq: 1 ")
                .append(method)
                .append("\r\nMax-Forwards: 70\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        var octets = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: ").append(octets.length).append("\r\n\r\n").append(body);
        return (SIPRequest) new StringMsgParser()
                .parseSIPMessage(text.toString().getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    private static String verdict(Request request) {
        return RequestRules.check(request)
                .map(refused -> refused.status()
                        + refused.headers().stream()
                                .map(header -> " " + header.name() + ": " + header.value())
                                .reduce("", String::concat))
                .orElse("pass");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:12588@127.0.0.1, pass",
        "SIP:12588@127.0.0.1, pass",
        "sips:12588@127.0.0.1, pass",
        "tel:12588, pass",
        "http:12588, 416",
        "mailto:a@b.example, 416"
    })
    void onlyAddressesOfTelephonesAreServed(String uri, String verdict) throws Exception {
        assertEquals(verdict, verdict(request("OPTIONS", uri, "", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPTIONS | timer | pass",
                "OPTIONS | 100rel | pass",
                "OPTIONS | Timer, 100REL | pass",
                "OPTIONS | nothing | 420 Unsupported: nothing",
                "INVITE | timer, a, b | 420 Unsupported: a Unsupported: b",
                "BYE | nothing | 420 Unsupported: nothing",
                // RFC 3261 8.2.2.3: nobody may refuse to give up.
                "CANCEL | nothing | pass"
            })
    void whatIsRequiredOfUsAndIsNotOursIsNamed(String method, String required, String verdict) throws Exception {
        assertEquals(verdict, verdict(request(method, "sip:12588@127.0.0.1", "", "", "Require: " + required)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INVITE | v=0 | application/sdp | | pass",
                "INVITE | v=0 | Application/SDP;charset=utf-8 | | pass",
                "INVITE | v=0 | multipart/mixed;boundary=x | | pass",
                "INVITE | v=0 | text/plain | | 415 Accept: application/sdp",
                "INVITE | v=0 | text/plain | Content-Disposition: session;handling=optional | pass",
                "INVITE | v=0 | text/plain | Content-Disposition: session; Handling = OPTIONAL | pass",
                "INVITE | v=0 | text/plain | Content-Disposition: session;handling=required | 415 Accept: application/sdp",
                "INVITE | v=0 | text/plain | Content-Disposition: session;handling=optionals | 415 Accept: application/sdp",
                "INVITE | v=0 | application/sdp | Content-Encoding: identity | pass",
                "INVITE | v=0 | application/sdp | Content-Encoding: gzip | 415 Accept-Encoding: identity",
                // A description cannot be passed over, whatever is said of it.
                "INVITE | v=0 | application/sdp | Content-Disposition: session;handling=optional | pass",
                "UPDATE | v=0 | text/plain | | 415 Accept: application/sdp",
                "INFO | Signal=1 | application/dtmf-relay | | pass",
                "INVITE | | text/plain | | pass",
            })
    void aBodyMustBeADescriptionOrOptional(String method, String body, String type, String header, String verdict)
            throws Exception {
        var request = header == null
                ? request(method, "sip:12588@127.0.0.1", "", body == null ? "" : body, "Content-Type: " + type)
                : request(method, "sip:12588@127.0.0.1", "", body == null ? "" : body, "Content-Type: " + type, header);
        assertEquals(verdict, verdict(request));
    }

    @Test
    void theFirstRuleThatIsBrokenIsToldNotAllOfThem() throws Exception {
        assertEquals(
                "416", verdict(request("INVITE", "http:x", "", "v=0", "Content-Type: text/plain", "Require: nothing")));
        assertEquals(
                "420 Unsupported: nothing",
                verdict(request(
                        "INVITE", "sip:x@y.example", "", "v=0", "Content-Type: text/plain", "Require: nothing")));
    }

    @Test
    void aBodyThatIsNoDescriptionDescribesNothing() throws Exception {
        assertEquals(
                "v=0",
                RequestRules.description(
                        request("INVITE", "sip:x@y.example", "", "v=0", "Content-Type: application/sdp")));
        assertEquals(
                "",
                RequestRules.description(
                        request("INVITE", "sip:x@y.example", "", "hello", "Content-Type: text/plain")));
        assertEquals("", RequestRules.description(request("INVITE", "sip:x@y.example", "", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "ACK", "BYE", "CANCEL", "OPTIONS", "INFO", "UPDATE", "REGISTER", "NOTIFY"})
    void aMethodOfOursIsKnownAsItIsWritten(String method) {
        assertTrue(RequestRules.known(method));
        assertFalse(RequestRules.known(method.toLowerCase(java.util.Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "SUBSCRIBE", "PUBLISH", "REFER", "PRACK", ""})
    void othersAreNot(String method) {
        assertFalse(RequestRules.known(method));
    }

    @Test
    void aRequestWithinADialogueHasATagOnItsTo() throws Exception {
        assertTrue(RequestRules.withinDialogue(request("BYE", "sip:x@y.example", ";tag=t", "")));
        assertFalse(RequestRules.withinDialogue(request("BYE", "sip:x@y.example", "", "")));
    }

    @Test
    void whatWeInsistOnIsNamedEachInItsHeader() {
        var refused = RequestRules.wants(List.of("timer", "100rel"));
        assertEquals(421, refused.status());
        assertEquals(
                List.of(new RequestRules.Header("Require", "timer"), new RequestRules.Header("Require", "100rel")),
                refused.headers());
    }
}

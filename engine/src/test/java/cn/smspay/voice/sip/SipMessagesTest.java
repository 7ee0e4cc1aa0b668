package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.sip.header.ToHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@link SipMessages} name us, and what they read in the headers of others. */
final class SipMessagesTest {
    private final SipMessages messages = new SipMessages("10.0.0.1", new SipMessages.Ports(5060, 5062, 5061));

    private static SIPRequest request(String transport, String... headers) throws Exception {
        var text = new StringBuilder("INVITE sip:12588@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/" + transport
                + " 127.0.0.1:5070;branch=z9hG4bKx\r\nFrom: <sip:a@b.example>;tag=f\r\n"
                + "To: <sip:12588@engine.example>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return (SIPRequest) new StringMsgParser()
                .parseSIPMessage(
                        text.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8),
                        true,
                        false,
                        null);
    }

    @ParameterizedTest
    @CsvSource({
        "UDP, sip:10.0.0.1:5060",
        "TCP, sip:10.0.0.1:5062;transport=tcp",
        "TLS, sip:10.0.0.1:5061;transport=tls",
        "tls, sip:10.0.0.1:5061;transport=tls"
    })
    void ourContactIsReachedByTheTransportOfTheRequest(String transport, String uri) throws Exception {
        assertEquals(
                "Contact: <" + uri + ">",
                messages.contact(request(transport)).toString().strip());
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1, 10.0.0.1", "engine.example, engine.example", "::1, [::1]", "2001:db8::5, [2001:db8::5]"})
    void anAddressOfTheNewKindStandsInBrackets(String host, String written) {
        assertEquals(written, SipMessages.bracketed(host));
        assertEquals(
                "sip:" + written + ":5060", new SipMessages(host, new SipMessages.Ports(5060, 5060, 5061)).uri("udp"));
    }

    /** A 100 makes no dialogue, so it names nobody; a tag that is there stays. */
    @ParameterizedTest
    @CsvSource({"100, ", "101, ours", "180, ours", "200, ours", "486, ours"})
    void aResponseAbove100NamesOurSide(int status, String tag) throws Exception {
        var response = messages.response(status, request("UDP"), "ours");

        assertEquals(tag, ((ToHeader) response.getHeader(ToHeader.NAME)).getTag());
        assertEquals("Server: smspay", response.getHeader("Server").toString().strip());
    }

    @Test
    void aTagThatIsThereStays() throws Exception {
        var request = request("UDP");
        request.getTo().setParameter("tag", "theirs");
        var response = messages.response(200, request, "ours");
        assertEquals("theirs", ((ToHeader) response.getHeader(ToHeader.NAME)).getTag());
    }

    @Test
    void headersAreReadAsTheyAreWritten() throws Exception {
        var request =
                request("UDP", "Session-Expires:   1800;refresher=uac  ", "Supported: timer,100rel", "Supported: x");

        assertEquals(Optional.of("1800;refresher=uac"), SipMessages.value(request, "Session-Expires"));
        assertEquals(Optional.empty(), SipMessages.value(request, "Min-SE"));
        assertEquals(List.of("timer", "100rel", "x"), SipMessages.tags(request, "Supported"));
        assertEquals(List.of(), SipMessages.tags(request, "Require"));
    }

    @Test
    void onlyAddressesAreTakenForAddresses() throws Exception {
        var request = request(
                "UDP",
                "P-Asserted-Identity: \"A, B\" <sip:13800000001@c.example>, <tel:+8613800000001>",
                "Privacy: id");

        assertEquals(
                List.of("<sip:13800000001@c.example>", "<tel:+8613800000001>"),
                SipMessages.uris(request, "P-Asserted-Identity"));
        assertEquals(List.of(), SipMessages.uris(request, "Privacy"));
        assertEquals(List.of("id"), SipMessages.values(request, "Privacy"));
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: application/sdp, application/sdp",
        "Content-Type: Application/SDP;charset=utf-8, application/sdp",
        "X: y, ''"
    })
    void theKindOfABodyIsInSmallLettersWithoutParameters(String header, String type) throws Exception {
        assertEquals(type, SipMessages.contentType(request("UDP", header)));
        assertEquals("", SipMessages.body(request("UDP", header)));
    }

    @Test
    void aDescriptionIsWrittenAndReadAgain() throws Exception {
        var request = request("UDP");
        messages.sdp(request, "v=0\r\ns=支付\r\n");
        assertEquals("v=0\r\ns=支付\r\n", SipMessages.body(request));
        assertEquals("application/sdp", SipMessages.contentType(request));
    }

    @Test
    void aRequestOfOursNamesUsAsPeersReachUs() throws Exception {
        var made = messages.ours(request("UDP"));
        assertTrue(made.getHeader("Via").toString().contains("10.0.0.1"), made.toString());
        assertEquals("Retry-After: 30", messages.retryAfter(30).toString().strip());
        assertTrue(messages.allow().toString().contains("INVITE"));
        assertNull(made.getHeader("Server"));
    }
}

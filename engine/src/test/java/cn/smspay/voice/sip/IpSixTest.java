package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.NumberRules;
import gov.nist.javax.sip.message.SIPRequest;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls over IPv6 both ways (RFC 3261 25.1, RFC 4566 5.7, RFC 5118). */
@Timeout(60)
final class IpSixTest {
    private final List<TestServer> open = new ArrayList<>();

    private TestServer server(String host, SipSettings.Trunk... trunks) {
        var s = TestServer.SETTINGS;
        var server = new TestServer(new SipSettings(
                host,
                "::1",
                0,
                s.tcpPort(),
                s.tls(),
                s.numbers(),
                List.of(trunks),
                s.phones(),
                s.limits(),
                s.sound(),
                Map.of("10086", List.of("sip:10086@[::1]:5999"))));
        open.add(server);
        return server;
    }

    private static SipSettings.Trunk trunk() {
        return new SipSettings.Trunk("six", List.of("::1"), true, 10, Optional.empty());
    }

    @AfterEach
    void close() {
        open.forEach(TestServer::close);
    }

    @Test
    void aCallIsAnsweredHeardKeyedAndEnded() throws Exception {
        for (String host : List.of("::1", "::")) {
            var test = server(host, trunk());
            try (var phone = new TestPhone("::1", test.server.udpPort())) {
                var answer = phone.call();
                assertTrue(answer.contains("\r\nContact: <sip:[::1]:" + test.server.udpPort() + ">\r\n"), answer);
                assertTrue(answer.contains("\r\nc=IN IP6 ::1\r\n"), answer);
                assertTrue(answer.contains("\r\no=- ") && answer.contains(" IN IP6 ::1\r\n"), answer);
                phone.hear();
                phone.press('1');

                var bye = phone.after("SIP/2.0 200");
                assertTrue(bye.startsWith("BYE sip:phone@[::1]:"), bye);
                assertTrue(bye.contains("\r\nVia: SIP/2.0/UDP [::1]:" + test.server.udpPort() + ";"), bye);
                phone.reply(bye, "200 OK");
            }
            assertEquals(
                    CallResult.COMPLETED, Objects.requireNonNull(test.record()).result());
        }
    }

    @Test
    void aCallerIsHandedOverToAnAddressOfSix() throws Exception {
        var test = server("::1", trunk());
        try (var phone = new TestPhone("::1", test.server.udpPort())) {
            phone.call();
            phone.press('0');
            var refer = phone.receive();
            assertTrue(refer.contains("\r\nRefer-To: <sip:10086@[::1]:5999>\r\n"), refer);
            assertTrue(refer.contains("\r\nReferred-By: <sip:[::1]:" + test.server.udpPort() + ">\r\n"), refer);
        }
    }

    @Test
    void aCallOverTcpUsesItsConnection() throws Exception {
        var test = server("::1", trunk());
        try (var wire = Wire.stream("TCP", new Socket("::1", test.server.tcpPort()))) {
            var invite = wire.request("INVITE", wire.sdp().replace("IN IP4 127.0.0.1", "IN IP6 ::1"))
                    .replace("@127.0.0.1:", "@[::1]:")
                    .replace("TCP 127.0.0.1:", "TCP [::1]:");
            wire.send(invite);
            var answer = wire.receive();
            assertTrue(answer.startsWith("SIP/2.0 200"), invite + "\n\n" + answer);
            assertTrue(
                    answer.contains("\r\nContact: <sip:[::1]:" + test.server.tcpPort() + ";transport=tcp>\r\n"),
                    answer);
            wire.send(wire.within(answer, "ACK", 1, ""));
            // Its answer says that the ACK before it was read.
            wire.send(wire.within(answer, "OPTIONS", 2, ""));
            assertTrue(wire.receive().startsWith("SIP/2.0 200"));
            test.server.stop(Duration.ZERO);

            var bye = wire.receive();
            assertTrue(bye.startsWith("BYE "), bye);
        }
    }

    @Test
    void strangersOfSixMeetSilence() throws Exception {
        var test = server("::1", new SipSettings.Trunk("x", List.of("2001:db8::/32"), true, 10, Optional.empty()));
        try (var phone = new TestPhone("::1", test.server.udpPort())) {
            phone.send("INVITE", phone.sdp("8", ""));

            assertTrue(phone.heardNothing());
        }
        assertEquals(1, test.server.figures().strangers());
    }

    @Test
    void trunksOfSixAreAskedAndRegisteredWith() throws Exception {
        try (var peer = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("::1"), 0))) {
            var host = "[::1]:" + peer.getLocalPort();
            server(
                    "::1",
                    new SipSettings.Trunk(
                            "six",
                            List.of("::1"),
                            true,
                            10,
                            Optional.of(
                                    new SipSettings.Registration(host, "smspay", new Secret("x"), Duration.ofHours(1))),
                            Optional.of(new SipSettings.Ping(List.of(host), Duration.ofMinutes(1))),
                            NumberRules.NONE));
            var asked = asked(peer);

            assertTrue(asked.contains("OPTIONS sip:" + host + " SIP/2.0"), asked);
            assertTrue(asked.contains("REGISTER sip:" + host + " SIP/2.0"), asked);
        }
    }

    /** Who names himself as we see him is not behind a translator, however he spells it. */
    @ParameterizedTest
    @CsvSource({
        "[2001:db8::1], 2001:db8::1, false",
        "[2001:DB8:0:0:0:0:0:1], 2001:db8::1, false",
        "[2001:db8::2], 2001:db8::1, true",
        "[::ffff:10.0.0.1], 2001:db8::1, true",
        "10.0.0.1, 10.0.0.1, false",
        "10.0.0.2, 10.0.0.1, true",
        "phone.example.com, 10.0.0.1, false"
    })
    void addressesAreComparedAsNumbers(String claimed, String seen, boolean translated) throws Exception {
        var text = "INVITE sip:12588@h SIP/2.0\r\nVia: SIP/2.0/UDP " + claimed + ":5060;branch=z9hG4bKa\r\n"
                + "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n"
                + "Contact: <sip:a@" + claimed + ":5062>\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        var invite = (SIPRequest)
                new SenderMatching().parseSIPMessage(text.getBytes(StandardCharsets.US_ASCII), true, false, null);

        assertEquals(
                translated,
                RequestRoute.of(invite, InetAddress.getByName(seen), false).translated());
    }

    private static String asked(DatagramSocket peer) throws IOException {
        var all = new StringBuilder();
        while (!all.toString().contains("OPTIONS ") || !all.toString().contains("REGISTER ")) {
            var asked = TestPhone.take(peer);
            assertTrue(asked.text().contains("\r\nVia: SIP/2.0/UDP [::1]:"), asked.text());
            all.append(new String(asked.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            TestPhone.answer(peer, asked, "200 OK", "");
        }
        return all.toString();
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.NumberRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways to be taken for 13800000002 by SIP: from a trunk, from a phone, from nowhere. None succeeds. */
final class ClaimedCallerTest {
    private static final String VICTIM = "13800000002";

    private TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    private void restart(SipSettings settings) {
        test.close();
        test = new TestServer(settings);
    }

    private String callerWith(String... headers) throws Exception {
        try (var phone = new TestPhone("127.0.0.1", test.server.udpPort())) {
            phone.invite("8", "", headers);
            return test.desk.next().split(" ")[1];
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P-Asserted-Identity: \"<sip:13800000002@x>\" <sip:13800000003@trunk.example>",
                "P-Asserted-Identity: \"13800000002\" <sip:alice@trunk.example>",
                "P-Asserted-Identity: \"x\\\" <tel:13800000002>\" <sip:13800000003@trunk.example>",
                "P-Asserted-Identity: <sip:alice@13800000002>",
                "P-Asserted-Identity: <sip:alice;tel=13800000002@trunk.example>",
                "P-Asserted-Identity: <sip:alice%4013800000002@trunk.example>",
                "P-Asserted-Identity: <tel:+13800000002>",
                "P-Asserted-Identity: <tel:13800000002;phone-context=+1>",
                "P-Asserted-Identity: <tel:+8613800000002>, <sip:+8613800000003@trunk.example>",
                "P-Preferred-Identity: <tel:+8613800000002>",
                "Remote-Party-ID: <sip:13800000002@trunk.example>;party=calling",
                "Diversion: <tel:+8613800000002>",
                "X-P-Asserted-Identity: <tel:+8613800000002>"
            })
    void takesNoWordOfATrunkForAnotherNumber(String header) throws Exception {
        assertFalse(callerWith(header).equals(VICTIM), header);
    }

    @Test
    void takesNoNumberFromWhoeverWroteTheRequest() throws Exception {
        try (var phone = new TestPhone("127.0.0.1", test.server.udpPort())) {
            phone.sendRaw(("INVITE sip:12588@127.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKc1\n"
                            + "From: \"13800000002\" <sip:13800000002@127.0.0.1>;tag=a\nTo: <sip:13800000002@127.0.0.1>\n"
                            + "Call-ID: claimed\nCSeq: 1 INVITE\nContact: <sip:13800000002@127.0.0.1:9>\n"
                            + "Max-Forwards: 70\nContent-Length: 0\n\n")
                    .replace("\n", "\r\n"));

            assertEquals("begin withheld 12588", test.desk.next());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'<sip:+8613800000002;cpc=ordinary@ims.example;user=phone>'",
        "'<sip:%2B8613800000002@ims.example>'",
        "'<sip:013800000002@gw.example>'",
        "'<sip:460001234567890@ims.example>, <tel:+8613800000002>'",
        "'\"<sip:13800000003@x>\" <sip:13800000002@trunk.example>'"
    })
    void readsTheAssertedAddress(String asserted) throws Exception {
        assertEquals(VICTIM, callerWith("P-Asserted-Identity: " + asserted));
    }

    @Test
    void readsTwoAssertedIdentities() throws Exception {
        assertEquals(
                VICTIM,
                callerWith(
                        "P-Asserted-Identity: <sip:460001234567890@ims.example>",
                        "P-Asserted-Identity: <tel:+8613800000002>"));
        assertEquals(
                "withheld",
                callerWith("P-Asserted-Identity: <tel:+8613800000002>", "Privacy: none", "Privacy: critical;id"));
    }

    @Test
    void readsNumbersAsTheTrunkWritesThem() throws Exception {
        var rules = new NumberRules(List.of(new NumberRules.Rule(NumberRules.Of.BOTH, "9", "")));
        var trunk =
                new SipSettings.Trunk("gw", List.of("127.0.0.1"), true, 10, Optional.empty(), Optional.empty(), rules);
        restart(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));

        assertEquals(VICTIM, callerWith("P-Asserted-Identity: <sip:913800000002@gw.example>"));
    }

    @Test
    void takesNoNumberFromATrunkThatMayNotAssertOne() throws Exception {
        var trunk = new SipSettings.Trunk("x", List.of("127.0.0.1"), false, 10, Optional.empty());
        restart(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));

        assertEquals("withheld", callerWith("P-Asserted-Identity: <tel:+8613800000002>"));
    }

    @Test
    void knowsAPhoneByItsPasswordAlone() throws Exception {
        restart(TestServer.with(List.of(), TestServer.PHONES));
        try (var phone = new TestPhone("127.0.0.2", test.server.udpPort())) {
            var claim = "P-Asserted-Identity: <tel:+8613800000002>";
            phone.send("INVITE", phone.sdp("8", ""), claim);
            var challenge = phone.expect("SIP/2.0 401");
            phone.send("ACK", "");

            phone.invite("8", "", claim, phone.credentials(challenge, "INVITE", "MD5", "alice", "s3cret"));

            assertEquals("begin 13800138000 12588", test.desk.next());
        }
    }

    @Test
    void doesNotEvenAnswerACallFromNowhere() throws Exception {
        var trunk = new SipSettings.Trunk("elsewhere", List.of("127.0.0.5"), true, 10, Optional.empty());
        restart(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));
        try (var stranger = new TestPhone("127.0.0.1", test.server.udpPort());
                var peer = new TestPhone("127.0.0.5", test.server.udpPort())) {
            stranger.send("INVITE", stranger.sdp("8", ""), "P-Asserted-Identity: <tel:+8613800000002>");
            peer.invite("8", "", "P-Asserted-Identity: <tel:+8613800000003>");

            assertEquals("begin 13800000003 12588", test.desk.next());
            assertTrue(stranger.heardNothing());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12588;phone-context=+86", "+8612588", "008612588", "012588"})
    void readsTheDialledNumber(String user) throws Exception {
        try (var phone = new TestPhone("127.0.0.1", test.server.udpPort())) {
            phone.sendRaw(("INVITE sip:" + user + "@127.0.0.1;user=phone SIP/2.0\n"
                            + "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKd1\n"
                            + "From: <sip:caller@127.0.0.1>;tag=a\nTo: <sip:12588@127.0.0.1>\n"
                            + "Call-ID: dialled\nCSeq: 1 INVITE\nContact: <sip:caller@127.0.0.1:9>\n"
                            + "Max-Forwards: 70\nContent-Length: 0\n\n")
                    .replace("\n", "\r\n"));

            assertEquals("begin withheld 12588", test.desk.next());
        }
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who proves to be a phone of ours at the {@link PhoneDoor} (RFC 2617, RFC 8760). */
final class PhoneDoorTest {
    private static final String URI = "sip:12588@10.0.0.1";
    private static final SipSettings.Phone ALICE =
            new SipSettings.Phone("alice", new Secret("open sesame"), new Msisdn("13800000001"));

    private final TestClock clock = new TestClock();
    private final Nonces nonces = new Nonces("a key of this test, long enough".getBytes(StandardCharsets.US_ASCII));
    private final SipSettings.Phones phones =
            new SipSettings.Phones("smspay", List.of("127.0.0.0/8"), List.of(ALICE), true);
    private final Gate gate = new Gate(TestServer.SETTINGS, new CallFigures(), clock);
    private final PhoneDoor door = new PhoneDoor(phones, nonces, gate, clock);

    private static SIPRequest register(String... authorizations) throws Exception {
        var text = new StringBuilder("REGISTER " + URI + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKx\r\nFrom: <sip:a@b.example>;tag=f\r\n"
                + "To: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 REGISTER\r\nMax-Forwards: 70\r\n");
        for (String authorization : authorizations) {
            text.append("Authorization: Digest ").append(authorization).append("\r\n");
        }
        return (SIPRequest) new StringMsgParser()
                .parseSIPMessage(
                        text.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8),
                        true,
                        false,
                        null);
    }

    /** What a phone answers; a count of 0 for one that does not count. */
    private static String answer(
            String user, String realm, String password, String nonce, Digest.Algorithm by, int count) {
        var nc = count == 0 ? "" : String.format(java.util.Locale.ROOT, "%08x", count);
        var question = new Digest.DigestInput(by, user, realm, "REGISTER", URI, nonce, nc, count == 0 ? "" : "cn");
        return "username=\"" + user + "\",realm=\"" + realm + "\",nonce=\"" + nonce + "\",uri=\"" + URI
                + "\",response=\"" + Digest.response(question, new Secret(password)) + "\",algorithm=" + by.token()
                + (count == 0 ? "" : ",qop=auth,nc=" + nc + ",cnonce=\"cn\"");
    }

    private PhoneDoor.Knock knock(String... authorizations) throws Exception {
        return door.knock(register(authorizations), InetAddress.getLoopbackAddress());
    }

    private String fresh() {
        return nonces.fresh(clock.instant());
    }

    @ParameterizedTest
    @EnumSource(Digest.Algorithm.class)
    void theRightPasswordIsWelcomeByEitherAlgorithmAndWithOrWithoutACount(Digest.Algorithm by) throws Exception {
        for (int count : new int[] {0, 1, 2}) {
            var knock = knock(answer("alice", "smspay", "open sesame", fresh(), by, count));
            assertEquals(PhoneDoor.PhoneVerdict.WELCOME, knock.verdict());
            assertEquals(Optional.of(ALICE), knock.phone());
            assertEquals("phone:alice", PhoneDoor.via(ALICE));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alice, smspay, open sesame, WELCOME",
        "alice, smspay, Open sesame, WRONG",
        "bob, smspay, open sesame, WRONG",
        "Alice, smspay, open sesame, WRONG",
        // A password for somebody else's realm is none for ours.
        "alice, elsewhere, open sesame, WHO_ARE_YOU"
    })
    void whoIsNobodyOrDoesNotKnowThePasswordStaysOutside(
            String user, String realm, String password, PhoneDoor.PhoneVerdict verdict) throws Exception {
        var knock = knock(answer(user, realm, password, fresh(), Digest.Algorithm.MD5, 1));
        assertEquals(verdict, knock.verdict());
        assertEquals(verdict == PhoneDoor.PhoneVerdict.WELCOME, knock.phone().isPresent());
    }

    @Test
    void whoGivesNoPasswordIsAskedAndOursAmongSeveralIsFound() throws Exception {
        assertEquals(PhoneDoor.PhoneVerdict.WHO_ARE_YOU, knock().verdict());
        assertEquals(
                PhoneDoor.PhoneVerdict.WELCOME,
                knock(
                                answer("x", "elsewhere", "y", "n", Digest.Algorithm.MD5, 1),
                                answer("alice", "smspay", "open sesame", fresh(), Digest.Algorithm.SHA_256, 1))
                        .verdict());
    }

    @Test
    void anAlgorithmThatWeDoNotOfferIsWrong() throws Exception {
        var odd = answer("alice", "smspay", "open sesame", fresh(), Digest.Algorithm.MD5, 1)
                .replace("algorithm=MD5", "algorithm=SHA-512-256");
        assertEquals(PhoneDoor.PhoneVerdict.WRONG, knock(odd).verdict());
    }

    /** Five minutes, and each count once. */
    @Test
    void aQuestionThatIsOldOrUsedUpIsAskedAgain() throws Exception {
        var nonce = fresh();
        assertEquals(PhoneDoor.PhoneVerdict.WELCOME, knock(sesame(nonce, 1)).verdict());
        assertEquals(PhoneDoor.PhoneVerdict.ASK_AGAIN, knock(sesame(nonce, 1)).verdict(), "a replay");
        assertEquals(PhoneDoor.PhoneVerdict.WELCOME, knock(sesame(nonce, 2)).verdict());
        clock.turn(Duration.ofMinutes(5));
        assertEquals(PhoneDoor.PhoneVerdict.WELCOME, knock(sesame(nonce, 3)).verdict());
        clock.turn(Duration.ofMillis(1));
        assertEquals(PhoneDoor.PhoneVerdict.ASK_AGAIN, knock(sesame(nonce, 4)).verdict());
        assertEquals(
                PhoneDoor.PhoneVerdict.ASK_AGAIN, knock(sesame("made up", 1)).verdict());
    }

    private static String sesame(String nonce, int count) {
        return answer("alice", "smspay", "open sesame", nonce, Digest.Algorithm.SHA_256, count);
    }

    @Test
    void wrongPasswordsAreCountedAgainstTheirAddress() throws Exception {
        var from = InetAddress.getByName("127.0.0.9");
        var gated = new Gate(TestServer.with(List.of(), phones), new CallFigures(), clock);
        var counted = new PhoneDoor(phones, nonces, gated, clock);
        for (int i = 0; i < Gate.WRONG_MAX; i++) {
            assertTrue(gated.admits(from), "after " + i);
            counted.knock(register(answer("alice", "smspay", "wrong", fresh(), Digest.Algorithm.MD5, 1)), from);
        }
        assertFalse(gated.admits(from));
        clock.turn(Gate.WINDOW);
        assertTrue(gated.admits(from));
    }

    @ParameterizedTest
    @CsvSource({"true, false, SHA-256 MD5", "false, false, MD5", "true, true, SHA-256 MD5", "false, true, MD5"})
    void theQuestionOffersWhatIsSet(boolean sha256, boolean stale, String algorithms) throws Exception {
        var asking = new PhoneDoor(new SipSettings.Phones("smspay", List.of(), List.of(), sha256), nonces, gate, clock);
        var messages = new SipMessages("10.0.0.1", new SipMessages.Ports(5060, 5060, 5061));
        var response = messages.response(401, register(), "t");
        asking.ask(response, stale, messages);

        var asked = new ArrayList<String>();
        var headers = response.getHeaders("WWW-Authenticate");
        while (headers.hasNext()) {
            asked.add(headers.next().toString());
        }
        assertEquals(algorithms.split(" ").length, asked.size());
        for (int i = 0; i < asked.size(); i++) {
            assertTrue(asked.get(i).contains("algorithm=" + algorithms.split(" ")[i]), asked.get(i));
            assertTrue(asked.get(i).contains("realm=\"smspay\""), asked.get(i));
            assertEquals(stale, asked.get(i).contains("stale=true"), asked.get(i));
        }
        assertTrue(asking.open().isEmpty(), "no phone, no door");
        assertTrue(door.open().isPresent());
    }
}

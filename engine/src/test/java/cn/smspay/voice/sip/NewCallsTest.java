package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.NumberRules;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose INVITE becomes a call in {@link NewCalls}, as whom, and what the others are told. */
final class NewCallsTest {
    private static final String PHONE = "127.0.0.2";
    private static final String ASSERTED = "P-Asserted-Identity: <tel:+8613800138000>";

    private PlayedSip sip;

    @AfterEach
    void close() {
        sip.close();
    }

    private void open(SipSettings.Phones phones, SipSettings.Trunk... trunks) throws Exception {
        sip = new PlayedSip(TestServer.with(List.of(trunks), phones));
    }

    private static SipSettings.Trunk trunk(boolean asserts, int calls, String... insistsOn) {
        return new SipSettings.Trunk(
                "gw",
                List.of("127.0.0.1"),
                asserts,
                calls,
                Optional.empty(),
                Optional.empty(),
                NumberRules.NONE,
                List.of(insistsOn));
    }

    private SIPRequest invited(SIPRequest request) throws Exception {
        sip.calls.invited(sip.transaction(request), request);
        return request;
    }

    private void invited(String body, String... headers) throws Exception {
        invited(sip.request("INVITE", body, headers));
    }

    private int status() {
        sip.until(() -> !sip.responses.isEmpty());
        return sip.responses.get(0).getStatusCode();
    }

    @ParameterizedTest
    @CsvSource({
        "true, X-Nothing: 1, begin 13800138000 12588",
        "true, Privacy: id, begin withheld 12588",
        "false, X-Nothing: 1, begin withheld 12588"
    })
    void aCallerIsBelievedWhereTheTrunkMayAssertHimAndHeDoesNotMind(boolean asserts, String header, String begun)
            throws Exception {
        open(SipSettings.Phones.NONE, trunk(asserts, 10));
        invited(PlayedSip.SDP, ASSERTED, header);

        assertEquals(200, status());
        assertEquals(begun, sip.desk.next());
    }

    @ParameterizedTest
    @CsvSource({
        "Supported: timer, 200",
        "Supported: Timer, 200",
        "Require: timer, 200",
        "Supported: 100rel, 421",
        "X-Nothing: 1, 421"
    })
    void aTrunkThatInsistsOnAnExtensionServesNobodyWithoutIt(String header, int status) throws Exception {
        open(SipSettings.Phones.NONE, trunk(true, 10, "timer"));
        invited(PlayedSip.SDP, header);

        assertEquals(status, status());
        assertEquals(status == 421 ? 1 : 0, sip.figures.refusals(CallRefusal.EXTENSION_NEEDED));
        if (status == 421) {
            assertEquals(Map.of("Require", "timer"), PlayedSip.headers(sip.responses.get(0), "Require"));
        }
    }

    @Test
    void aTrunkHasItsOwnNumberOfCalls() throws Exception {
        open(SipSettings.Phones.NONE, trunk(true, 1));
        invited(PlayedSip.SDP);
        assertEquals(200, status());
        invited(PlayedSip.SDP);
        sip.until(() -> sip.responses.size() == 2);

        assertEquals(List.of(200, 503), sip.statuses());
        assertEquals(1, sip.figures.refusals(CallRefusal.TRUNK_FULL));
    }

    /** Asked in this order: how long a session, whom, and with what sound. */
    @ParameterizedTest
    @CsvSource({
        "Session-Expires: 89, 12589, nonsense, 422",
        "Session-Expires: 90, 12589, nonsense, 404",
        "Session-Expires: 90, 12588, nonsense, 488",
        "Session-Expires: 90, 12588, sdp,      200",
        "X-Nothing: 1,        12588, '',       200",
        "X-Nothing: 1,        12588, ' ',      200"
    })
    void aCallIsForANumberOfOursWithASessionAndASoundThatWeCan(String header, String number, String body, int status)
            throws Exception {
        open(SipSettings.Phones.NONE, trunk(true, 10));
        invited(sip.requestFrom(
                "127.0.0.1",
                "sip:" + number + "@127.0.0.1",
                "INVITE",
                body.equals("sdp") ? PlayedSip.SDP : body.equals("nonsense") ? "v=1 nonsense" : body,
                header));

        assertEquals(status, status());
        if (status == 422) {
            assertEquals(Map.of("Min-SE", "90"), PlayedSip.headers(sip.responses.get(0), "Min-SE"));
        }
    }

    @Test
    void aSessionIsAgreedToWhereOneIsAskedFor() throws Exception {
        open(SipSettings.Phones.NONE, trunk(true, 10));
        invited(PlayedSip.SDP, "Session-Expires: 1800;refresher=uas", "Supported: timer");

        assertEquals(200, status());
        assertEquals(
                Map.of("Session-Expires", "1800;refresher=uas"),
                PlayedSip.headers(sip.responses.get(0), "Session-Expires"));
    }

    @Test
    void aCallRingsUntilItIsOver() throws Exception {
        open(SipSettings.Phones.NONE, trunk(true, 10));
        var invite = invited(sip.request("INVITE", PlayedSip.SDP));
        var leg = sip.calls.ringing(invite);
        assertNotNull(leg);
        assertNull(sip.calls.ringing(sip.request("INVITE", PlayedSip.SDP)), "another transaction");
        status();

        leg.bye();
        sip.run();

        assertNull(sip.calls.ringing(invite));
    }

    // ---- phones

    private SIPRequest phones(String... headers) throws Exception {
        return sip.requestFrom(PHONE, "sip:12588@127.0.0.1", "INVITE", PlayedSip.SDP, headers);
    }

    private String credentials(String password, String nonce) {
        var question = new Digest.DigestInput(
                Digest.Algorithm.MD5, "alice", "smspay", "INVITE", "sip:12588@127.0.0.1", nonce, "00000001", "cn");
        return "Authorization: Digest username=\"alice\", realm=\"smspay\", nonce=\"" + nonce
                + "\", uri=\"sip:12588@127.0.0.1\", response=\""
                + Digest.response(question, new cn.smspay.base.Secret(password))
                + "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"cn\"";
    }

    private String challenge() {
        return SipMessages.values(sip.responses.get(sip.responses.size() - 1), "WWW-Authenticate")
                .toString();
    }

    @Test
    void aPhoneIsAskedWhoItIsAndIsItselfOnceItHasSaidSo() throws Exception {
        open(TestServer.PHONES, trunk(true, 10));
        invited(phones(ASSERTED));
        assertEquals(List.of(401), sip.statuses());
        assertFalse(challenge().contains("stale"), challenge());
        var nonce = challenge().replaceAll("(?s).*?nonce=\"([^\"]*)\".*", "$1");

        invited(phones(credentials("s3cret", nonce), "P-Asserted-Identity: <tel:+8613800138999>"));
        sip.until(() -> sip.responses.size() == 2);

        assertEquals(List.of(401, 200), sip.statuses());
        assertEquals("begin 13800138000 12588", sip.desk.next());
        assertEquals("phone:alice", sip.figures.live().get(0).via());
    }

    @Test
    void aPhoneWithAnOldQuestionIsAskedAgainAndOneWithAWrongPasswordIsNot() throws Exception {
        open(TestServer.PHONES, trunk(true, 10));
        invited(phones(credentials("s3cret", "old")));
        assertEquals(List.of(401), sip.statuses());
        assertTrue(challenge().contains("stale=true"), challenge());

        invited(phones(credentials("guess", "old")));

        assertEquals(List.of(401, 403), sip.statuses());
        assertEquals(1, sip.figures.refusals(CallRefusal.FORBIDDEN));
        assertEquals(List.of(), sip.figures.live());
    }

    /** Where only trunks are known, their hosts have nothing to register. */
    @ParameterizedTest
    @CsvSource({"127.0.0.1, true, true", "127.0.0.1, false, false", "127.0.0.2, true, true", "127.0.0.2, false, true"})
    void phonesRegisterWhereThereAreAnyAndNoTrunkDoes(String host, boolean phones, boolean registers) throws Exception {
        open(phones ? TestServer.PHONES : SipSettings.Phones.NONE, trunk(true, 10));

        assertEquals(registers, sip.calls.registers(PlayedSip.address(host)));
    }
}

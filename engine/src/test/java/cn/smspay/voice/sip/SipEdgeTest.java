package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallResult;
import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import javax.sip.Dialog;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.Timeout;
import javax.sip.TimeoutEvent;
import javax.sip.message.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where {@link SipEdge} sends what the library tells, by its method and by whether there is a call. */
final class SipEdgeTest {
    private static final String TAGGED = "To: <sip:12588@127.0.0.1>;tag=tag";

    private PlayedSip sip;
    private SipEdge edge;

    @BeforeEach
    void open() throws Exception {
        use(PlayedSip.usual());
    }

    private void use(PlayedSip played) {
        sip = played;
        edge = new SipEdge(sip.around, sip.answers, sip.calls, 90);
    }

    @AfterEach
    void close() {
        sip.close();
    }

    private void comes(SIPRequest request, Dialog dialog) {
        edge.processRequest(new RequestEvent(this, sip.transaction(request, dialog), dialog, request));
        sip.run();
    }

    private void comes(String method, String body, String... headers) throws Exception {
        comes(sip.request(method, body, headers), sip.dialog());
    }

    private int status() {
        return sip.responses.get(sip.responses.size() - 1).getStatusCode();
    }

    /** The dialogue of a call that is answered. */
    private Dialog called(String... headers) throws Exception {
        var dialog = sip.dialog();
        var invite = sip.request("INVITE", PlayedSip.SDP, headers);
        comes(invite, dialog);
        sip.until(() -> !sip.responses.isEmpty());
        assertEquals(200, status());
        assertEquals("begin withheld 12588", sip.desk.next());
        return dialog;
    }

    // ---- requests that belong to no call

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, 200",
        "REGISTER, 403",
        "INFO, 481",
        "BYE, 481",
        "UPDATE, 481",
        "NOTIFY, 481",
        "CANCEL, 481",
        "SUBSCRIBE, 405",
        "MESSAGE, 405",
        "PUBLISH, 405"
    })
    void withoutACallOnlyAFewRequestsMakeSense(String method, int status) throws Exception {
        comes(method, "");

        assertEquals(List.of(status), sip.statuses());
        if (status == 405) {
            assertTrue(
                    SipMessages.value(sip.responses.get(0), "Allow").orElse("").contains("INVITE"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "OPTIONS", "INFO", "REGISTER"})
    void whatNamesACallThatIsNotThereFindsNone(String method) throws Exception {
        comes(method, "", TAGGED);

        assertEquals(List.of(481), sip.statuses());
    }

    @Test
    void whatNobodyUnderstandsIsRefusedBeforeAnythingElse() throws Exception {
        comes("INVITE", PlayedSip.SDP, TAGGED, "Require: telepathy");

        assertEquals(List.of(420), sip.statuses());
    }

    @Test
    void anAcknowledgementIsNeverAnswered() throws Exception {
        comes("ACK", "");
        comes("ACK", "", "Require: telepathy");

        assertEquals(List.of(), sip.statuses());
    }

    @Test
    void whoAsksWhatWeCanIsToldOfKeysToo() throws Exception {
        comes("OPTIONS", "");

        assertEquals(
                List.of("application/sdp", "application/dtmf-relay", "application/dtmf"),
                SipMessages.values(sip.responses.get(0), "Accept"));
        assertEquals(
                Map.of("Supported", "timer", "Contact", "<sip:127.0.0.1:5060>"),
                PlayedSip.headers(sip.responses.get(0), "Supported", "Contact"));
    }

    // ---- phones that register

    private SIPRequest register(String... headers) throws Exception {
        var challenge = sip.requestFrom("127.0.0.2", "sip:12588@127.0.0.1", "REGISTER", "");
        comes(challenge, sip.dialog());
        assertEquals(401, status());
        var nonce = SipMessages.values(sip.responses.get(0), "WWW-Authenticate")
                .get(0)
                .replaceAll("(?s).*nonce=\"([^\"]*)\".*", "$1");
        var question = new Digest.DigestInput(
                Digest.Algorithm.MD5, "alice", "smspay", "REGISTER", "sip:12588@127.0.0.1", nonce, "00000001", "cn");
        var all = new ArrayList<>(List.of(headers));
        all.add("Authorization: Digest username=\"alice\", realm=\"smspay\", nonce=\"" + nonce
                + "\", uri=\"sip:12588@127.0.0.1\", response=\""
                + Digest.response(question, new cn.smspay.base.Secret("s3cret"))
                + "\", algorithm=MD5, qop=auth, nc=00000001, cnonce=\"cn\"");
        return sip.requestFrom("127.0.0.2", "sip:12588@127.0.0.1", "REGISTER", "", all.toArray(String[]::new));
    }

    /** The contact of the phone itself is always there. */
    @ParameterizedTest
    @CsvSource({
        "X-Nothing: 1, <sip:phone@127.0.0.2:5070>;expires=3600",
        "Expires: 60, <sip:phone@127.0.0.2:5070>;expires=60",
        "Expires: 1, <sip:phone@127.0.0.2:5070>;expires=1",
        "Expires: 0, ''"
    })
    void aPhoneIsToldHowLongItIsKnown(String header, String contacts) throws Exception {
        sip.close();
        use(new PlayedSip(TestServer.with(List.of(TestServer.TRUNK), TestServer.PHONES)));
        comes(register(header), sip.dialog());

        assertEquals(200, status());
        assertEquals(contacts, String.join(" ", SipMessages.values(sip.responses.get(1), "Contact")));
    }

    @Test
    void aContactKeepsItsOwnTimeAndOneThatIsGivenUpIsNotNamed() throws Exception {
        sip.close();
        use(new PlayedSip(TestServer.with(List.of(TestServer.TRUNK), TestServer.PHONES)));
        comes(
                register("Contact: <sip:b@127.0.0.2:5071>;expires=30", "Contact: <sip:c@127.0.0.2:5072>;expires=0"),
                sip.dialog());

        var contacts = SipMessages.values(sip.responses.get(1), "Contact").toString();
        assertTrue(contacts.contains("<sip:b@127.0.0.2:5071>;expires=30"), contacts);
        assertTrue(!contacts.contains("sip:c@"), contacts);
    }

    // ---- requests in a call

    @ParameterizedTest
    @CsvSource({"OPTIONS, 200", "NOTIFY, 200", "INFO, 200", "BYE, 200", "REGISTER, 488", "UPDATE, 200", "CANCEL, 481"})
    void inACallEachRequestIsAnswered(String method, int status) throws Exception {
        var dialog = called();
        comes(sip.request(method, "", TAGGED), dialog);

        sip.until(() -> sip.responses.size() == 2);
        assertEquals(status, status());
    }

    @Test
    void aByeEndsTheCall() throws Exception {
        comes(sip.request("BYE", "", TAGGED), called());

        assertEquals(CallResult.CALLER_HUNG_UP, sip.record().result());
    }

    @ParameterizedTest
    @CsvSource({"89, 422", "90, 200"})
    void aSessionInACallIsNoShorterThanWeRefresh(int seconds, int status) throws Exception {
        comes(sip.request("UPDATE", "", TAGGED, "Supported: timer", "Session-Expires: " + seconds), called());

        assertEquals(status, status());
        assertEquals(
                status == 422 ? Map.of("Min-SE", "90") : Map.of("Session-Expires", "90;refresher=uac"),
                PlayedSip.headers(sip.responses.get(1), "Min-SE", "Session-Expires"));
    }

    @ParameterizedTest
    @CsvSource({
        "application/dtmf-relay, Signal=1, 200, keys 1",
        "application/sdp, Signal=1, 415, hung up",
        "'', '', 200, hung up"
    })
    void anInfoIsAKeyOrASignOfLifeOrIsNotUnderstood(String type, String body, int status, String heard)
            throws Exception {
        var dialog = called();
        comes(sip.request("ACK", "", TAGGED), dialog);
        var headers = type.isEmpty() ? new String[] {TAGGED} : new String[] {TAGGED, "Content-Type: " + type};
        comes(sip.request("INFO", body, headers), dialog);
        assertEquals(status, status());
        assertEquals(
                status == 415 ? List.of("application/dtmf-relay", "application/dtmf") : List.of(),
                SipMessages.values(sip.responses.get(1), "Accept"));
        if (heard.equals("hung up")) {
            comes(sip.request("BYE", "", TAGGED), dialog);
        }

        assertEquals(heard, sip.desk.next());
    }

    @Test
    void aCancelEndsWhatRings() throws Exception {
        sip.desk.hold();
        var dialog = sip.dialog();
        var invite = sip.request("INVITE", PlayedSip.SDP);
        comes(invite, dialog);
        var cancel = sip.request("CANCEL", "");
        cancel.getTopmostVia().setBranch(invite.getTopmostVia().getBranch());
        comes(cancel, dialog);

        assertEquals(List.of(200, 487), sip.statuses());
        assertEquals(CallResult.CANCELLED, sip.record().result());
    }

    // ---- faults

    @Test
    void aFaultOfOursIsAnsweredAndCounted() throws Exception {
        sip.failure = new IllegalStateException("odd");
        comes("OPTIONS", "");

        assertEquals(List.of(500), sip.statuses());
        assertEquals(1, sip.figures.faults.sum());
    }

    @Test
    void whoCannotBeAnsweredIsNoFaultOfOurs() throws Exception {
        sip.failure = sip.unsendable();
        comes("OPTIONS", "");

        assertEquals(List.of(), sip.statuses());
        assertEquals(0, sip.figures.faults.sum());
    }

    // ---- answers to requests of ours

    private Response answer(String method, int status) throws Exception {
        return sip.answers.response(status, sip.request(method, ""));
    }

    private void answered(Dialog dialog, Object waits, Response response) throws Exception {
        edge.processResponse(new ResponseEvent(this, sip.waitingFor(waits), dialog, response));
        sip.run();
    }

    @ParameterizedTest
    @CsvSource({"INVITE, 180, ''", "INVITE, 200, ACK", "INVITE, 299, ACK", "INVITE, 486, ''", "UPDATE, 200, ''"})
    void onlyASuccessfulInviteOfOursIsAcknowledged(String method, int status, String sent) throws Exception {
        var dialog = called();
        answered(dialog, "nobody", answer(method, status));

        assertEquals(sent, String.join("", sip.methods()));
    }

    @ParameterizedTest
    @CsvSource({"100, ''", "199, ''", "200, 200", "486, 486"})
    void whoWaitsIsToldTheFinalAnswer(int status, String heard) throws Exception {
        var told = new ArrayList<String>();
        IntConsumer waits = each -> told.add(Integer.toString(each));
        answered(sip.dialog(), waits, answer("OPTIONS", status));

        assertEquals(heard, String.join(" ", told));
    }

    @Test
    void whoGetsNoAnswerIsToldSo() throws Exception {
        var told = new ArrayList<Integer>();
        IntConsumer waits = told::add;
        edge.processTimeout(new TimeoutEvent(this, sip.waitingFor(waits), Timeout.TRANSACTION));

        assertEquals(List.of(408), told);
    }

    @Test
    void aRequestOfTheirsThatTimesOutIsNothingToUs() throws Exception {
        ServerTransaction theirs = sip.transaction(sip.request("OPTIONS", ""));
        edge.processTimeout(new TimeoutEvent(this, theirs, Timeout.TRANSACTION));

        assertEquals(0, sip.figures.faults.sum());
        assertEquals(List.of(), sip.statuses());
    }

    @Test
    void aCallWhoseAnswerIsNotAcknowledgedIsLost() throws Exception {
        var dialog = called();
        edge.processDialogTimeout(new DialogTimeoutEvent(this, dialog, DialogTimeoutEvent.Reason.AckNotReceived));
        sip.run();

        assertEquals(List.of("BYE"), sip.methods());
        assertEquals(CallResult.NO_ACK, sip.record().result());
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a {@link JainLeg} sends in each state of its call, with the library played. */
final class JainLegTest {
    private PlayedSip sip;
    private int overs;

    @BeforeEach
    void open() throws Exception {
        sip = PlayedSip.usual();
    }

    @AfterEach
    void close() {
        sip.close();
    }

    /** One that rings, to which nobody listens. */
    private JainLeg ringing(String... headers) throws Exception {
        return sip.leg(sip.request("INVITE", PlayedSip.SDP, headers), Optional.empty(), () -> overs++);
    }

    private JainLeg answered() throws Exception {
        var leg = ringing();
        leg.accept("v=0");
        assertEquals(List.of(200), sip.statuses());
        return leg;
    }

    private JainLeg acknowledged() throws Exception {
        var leg = answered();
        leg.acknowledged("");
        sip.run();
        return leg;
    }

    /** One whose call is taken, and answered. */
    private JainLeg taken(boolean offers) throws Exception {
        var leg = sip.leg(sip.request("INVITE", offers ? PlayedSip.SDP : ""), Optional.empty(), () -> overs++);
        leg.open(sip.switchboard, sip.invitation(offers));
        sip.until(() -> !sip.responses.isEmpty());
        assertEquals(List.of(200), sip.statuses());
        return leg;
    }

    // ---- before the answer

    @Test
    void anAnswerDescribesItsSoundAndItsWays() throws Exception {
        var leg = ringing();
        assertFalse(leg.isAnswered());
        leg.accept("v=0 ours");
        leg.accept("v=0 again");

        assertEquals(List.of(200), sip.statuses());
        var answer = sip.responses.get(0);
        assertEquals("v=0 ours", SipMessages.body(answer));
        assertEquals(
                Map.of("Contact", "<sip:127.0.0.1:5060>", "Supported", "timer"),
                PlayedSip.headers(answer, "Contact", "Supported", "Session-Expires"));
        assertTrue(leg.isAnswered());
        assertEquals(0, overs);
    }

    /** Only who comes at a bad moment is told when to come again. */
    @ParameterizedTest
    @EnumSource(CallRefusal.class)
    void aRefusalSaysItsStatusAndWhetherToComeAgain(CallRefusal reason) throws Exception {
        var leg = ringing();
        leg.refuse(reason);
        leg.refuse(CallRefusal.BAD_REQUEST);
        leg.accept("v=0");

        assertEquals(List.of(reason.status()), sip.statuses());
        boolean busy = reason.status() == 503 || reason.status() == 486;
        assertEquals(
                busy ? Map.of("Retry-After", "7") : Map.of(), PlayedSip.headers(sip.responses.get(0), "Retry-After"));
        assertEquals(1, overs);
    }

    @Test
    void whoIsSentElsewhereIsToldThePlacesInTheirOrder() throws Exception {
        var uris =
                IntStream.rangeClosed(1, 12).mapToObj(i -> "sip:a" + i + "@h").toList();
        var leg = ringing();
        leg.redirect(uris);
        leg.redirect(List.of("sip:b@h"));

        assertEquals(List.of(302), sip.statuses());
        assertEquals(
                "<sip:a1@h> <sip:a2@h>;q=0.9 <sip:a3@h>;q=0.8",
                SipMessages.values(sip.responses.get(0), "Contact").stream()
                        .limit(3)
                        .collect(Collectors.joining(" ")));
        assertEquals(
                List.of("<sip:a10@h>;q=0.1", "<sip:a11@h>;q=0.1", "<sip:a12@h>;q=0.1"),
                SipMessages.values(sip.responses.get(0), "Contact").subList(9, 12));
        assertEquals(1, overs);
    }

    @Test
    void whoGivesUpBeforeTheAnswerIsToldThatThisIsSo() throws Exception {
        ringing().cancelled();
        assertEquals(List.of(487), sip.statuses());
        assertEquals(1, overs);
    }

    @Test
    void whoGivesUpAfterTheAnswerIsTooLate() throws Exception {
        answered().cancelled();

        assertEquals(List.of(200), sip.statuses());
        assertEquals(0, overs);
    }

    // ---- the end

    @Test
    void aCallThatIsNotAnsweredCannotBeHungUp() throws Exception {
        var leg = ringing();
        leg.hangUp();
        leg.abandon();
        leg.lost(CallResult.NO_ACK);

        assertEquals(List.of(), sip.methods());
        leg.accept("v=0");
        assertEquals(List.of(200), sip.statuses(), "it rings still");
    }

    @Test
    void aByeWaitsForTheAcknowledgement() throws Exception {
        var leg = answered();
        leg.hangUp();
        assertEquals(List.of(), sip.methods());
        assertTrue(leg.isAnswered());

        leg.acknowledged("");
        leg.acknowledged("");

        assertEquals(List.of("BYE"), sip.methods());
        assertFalse(leg.isAnswered());
        assertEquals(1, overs);
    }

    @Test
    void anAcknowledgedCallIsHungUpAtOnceAndOnce() throws Exception {
        var leg = acknowledged();
        leg.hangUp();
        leg.hangUp();
        leg.abandon();

        assertEquals(List.of("BYE"), sip.methods());
        assertEquals(1, overs);
    }

    @Test
    void whereNoAcknowledgementWillComeNobodyWaitsForIt() throws Exception {
        answered().abandon();

        assertEquals(List.of("BYE"), sip.methods());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallThatIsLostIsHungUpAndTold(boolean theirs) throws Exception {
        var leg = taken(true);
        if (theirs) {
            leg.bye();
        } else {
            leg.lost(CallResult.SESSION_EXPIRED);
        }
        sip.run();

        assertEquals(
                theirs ? CallResult.CALLER_HUNG_UP : CallResult.SESSION_EXPIRED,
                sip.record().result());
        assertEquals(theirs ? List.of() : List.of("BYE"), sip.methods());
        leg.bye();
        leg.lost(CallResult.NO_ACK);
        sip.run();
        assertEquals(1, overs);
    }

    // ---- handing over

    private List<Boolean> transferred(JainLeg leg) {
        var told = new ArrayList<Boolean>();
        leg.transfer("sip:10086@127.0.0.1:5999", told::add);
        sip.run();
        return told;
    }

    @Test
    void whoWasNotAnsweredCannotBeHandedOver() throws Exception {
        assertEquals(List.of(false), transferred(ringing()));
        assertEquals(List.of(), sip.methods());
    }

    @Test
    void whoIsHandedOverIsToldWhomToCall() throws Exception {
        transferred(acknowledged());

        assertEquals(List.of("REFER"), sip.methods());
        assertEquals(
                Map.of("Refer-To", "<sip:10086@127.0.0.1:5999>", "Referred-By", "<sip:127.0.0.1:5060>"),
                PlayedSip.headers(sip.requests.get(0), "Refer-To", "Referred-By"));
    }

    @ParameterizedTest
    @CsvSource({"202, false", "299, false", "300, true", "405, true", "503, true"})
    void aRequestThatIsRefusedHasFailedAndOneThatIsTakenHasNotYet(int status, boolean failed) throws Exception {
        var told = transferred(acknowledged());

        sip.waiting.get(0).accept(status);
        sip.run();

        assertEquals(failed ? List.of(false) : List.of(), told);
    }

    @ParameterizedTest
    @CsvSource({"SIP/2.0 200 OK, true", "SIP/2.0 486 Busy Here, false"})
    void howTheCallerFaresIsToldOnce(String fragment, boolean taken) throws Exception {
        var leg = acknowledged();
        var told = transferred(leg);
        leg.notified("SIP/2.0 180 Ringing");
        sip.run();
        assertEquals(List.of(), told);

        leg.notified(fragment);
        leg.notified(fragment);
        sip.pass(Duration.ofSeconds(30));

        assertEquals(List.of(taken), told);
    }

    @Test
    void whoIsSilentAboutItForHalfAMinuteHasFailed() throws Exception {
        var told = transferred(acknowledged());
        sip.pass(Duration.ofMillis(29_999));
        assertEquals(List.of(), told);

        sip.pass(Duration.ofMillis(1));

        assertEquals(List.of(false), told);
    }

    @Test
    void whoHangsUpMeanwhileHasTheAgent() throws Exception {
        var leg = acknowledged();
        var told = transferred(leg);
        leg.bye();
        sip.run();

        assertEquals(List.of(true), told);
    }

    // ---- within the call

    private void redescribed(JainLeg leg, String method, String body) throws Exception {
        leg.redescribed(sip.transaction(sip.request(method, body)), body, Optional.empty());
        sip.run();
    }

    @Test
    void aCallToWhichNobodyListensIsNone() throws Exception {
        redescribed(answered(), "INVITE", PlayedSip.SDP);

        assertEquals(List.of(200, 481), sip.statuses());
    }

    @ParameterizedTest
    @CsvSource({
        "INVITE, sdp, 200, true",
        "UPDATE, sdp, 200, true",
        "INVITE, '', 200, true",
        "UPDATE, '', 200, false",
        "INVITE, v=1 nonsense, 488, false",
        "UPDATE, v=1 nonsense, 488, false"
    })
    void aNewDescriptionIsAnsweredWithOursAndASignOfLifeWithout(
            String method, String body, int status, boolean describes) throws Exception {
        var leg = taken(true);
        redescribed(leg, method, body.equals("sdp") ? PlayedSip.SDP : body);

        assertEquals(List.of(200, status), sip.statuses());
        assertEquals(describes, SipMessages.body(sip.responses.get(1)).startsWith("v=0"));
        leg.bye();
        sip.run();
    }

    @Test
    void aCallThatIsOverIsNotDescribedAnew() throws Exception {
        var leg = taken(true);
        leg.bye();
        redescribed(leg, "INVITE", PlayedSip.SDP);

        assertEquals(List.of(200, 481), sip.statuses());
    }

    /** Where the offer was ours, the answer to it stands in the ACK, and there is no sound without it. */
    @ParameterizedTest
    @CsvSource({"true, '', keys 1", "false, sdp, keys 1", "false, '', hung up"})
    void anAcknowledgementBringsTheDescriptionThatIsStillMissing(boolean offers, String body, String heard)
            throws Exception {
        var leg = taken(offers);
        assertEquals("begin withheld 12588", sip.desk.next());
        leg.acknowledged(body.equals("sdp") ? PlayedSip.SDP : body);
        sip.run();
        leg.key(java.util.OptionalInt.of('1'));
        sip.run();

        assertEquals(heard, sip.desk.next());
        leg.bye();
        sip.run();
    }

    // ---- faults

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void whatFailsEndsTheCallAndIsOurFaultUnlessThePeerIsUnreachable(boolean ours, long faults) throws Exception {
        var leg = taken(true);
        sip.failure = ours ? new IllegalStateException("odd") : sip.unsendable();
        leg.acknowledged("");
        sip.run();
        leg.hangUp();
        sip.run();

        assertEquals(faults, sip.figures.faults.sum());
        assertFalse(leg.isAnswered());
        assertEquals(1, overs);
    }

    @Test
    void whatFailsWhileItRingsEndsTheCallToo() throws Exception {
        sip.failure = sip.unsendable();
        var leg = sip.leg(sip.request("INVITE", PlayedSip.SDP), Optional.empty(), () -> overs++);
        leg.open(sip.switchboard, sip.invitation(true));
        sip.until(() -> overs > 0);

        assertEquals(CallResult.FAULT, sip.record().result());
        assertEquals(1, overs);
    }
}

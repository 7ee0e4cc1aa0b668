package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a {@link SessionWatch} refreshes the session of a call, how, and when it gives it up (RFC 4028). */
final class SessionWatchTest {
    private static final SessionTimer OURS = new SessionTimer(100, true);
    private static final SessionTimer THEIRS = new SessionTimer(100, false);

    private PlayedSip sip;

    @BeforeEach
    void open() throws Exception {
        sip = PlayedSip.usual();
    }

    @AfterEach
    void close() {
        sip.close();
    }

    private JainLeg answered(String... headers) throws Exception {
        var leg = sip.leg(sip.request("INVITE", PlayedSip.SDP, headers), Optional.empty(), () -> {});
        leg.accept("v=0");
        sip.run();
        return leg;
    }

    private SessionWatch watch(JainLeg leg, SessionTimer agreed) throws Exception {
        var watch = new SessionWatch(leg, sip.around.messages(), sip.serial);
        var response = sip.answers.response(200, sip.request("INVITE", ""));
        watch.timed(response, agreed);
        assertEquals(
                agreed.weRefresh()
                        ? Map.of("Session-Expires", "100;refresher=uas")
                        : Map.of("Session-Expires", "100;refresher=uac", "Require", "timer"),
                PlayedSip.headers(response, "Session-Expires", "Require"));
        return watch;
    }

    @Test
    void whereItIsOnUsTheSessionIsRefreshedAtHalfTimeAndAgain() throws Exception {
        watch(answered("Allow: INVITE, UPDATE"), OURS);
        sip.pass(Duration.ofMillis(49_999));
        assertEquals(List.of(), sip.methods());

        sip.pass(Duration.ofMillis(1));
        assertEquals(List.of("UPDATE"), sip.methods());
        assertEquals(
                Map.of("Session-Expires", "100;refresher=uac", "Supported", "timer", "Contact", "<sip:127.0.0.1:5060>"),
                PlayedSip.headers(sip.requests.get(0), "Session-Expires", "Supported", "Contact"));
        sip.pass(Duration.ofSeconds(50));
        assertEquals(List.of("UPDATE", "UPDATE"), sip.methods());
    }

    @ParameterizedTest
    @CsvSource({
        "'Allow: INVITE, UPDATE', UPDATE, ''",
        "'Allow: INVITE', INVITE, v=0 ours",
        "X-Nothing: 1, INVITE, v=0 ours"
    })
    void whoKnowsNoUpdateIsAskedByAnInviteWithOurDescription(String allow, String method, String body)
            throws Exception {
        var watch = watch(answered(allow), OURS);
        watch.described("v=0 ours");
        sip.pass(Duration.ofSeconds(50));

        assertEquals(List.of(method), sip.methods());
        assertEquals(body, SipMessages.body(sip.requests.get(0)));
    }

    @Test
    void aCallThatIsOverIsNotRefreshed() throws Exception {
        var leg = answered("Allow: UPDATE");
        watch(leg, OURS);
        leg.bye();
        sip.pass(Duration.ofSeconds(500));

        assertEquals(List.of(), sip.methods());
    }

    /** Only who says that there is no such call, or nothing, has lost it. */
    @ParameterizedTest
    @CsvSource({"200, false", "408, true", "481, true", "480, false", "482, false", "500, false"})
    void aRefreshThatFindsNoCallEndsIt(int status, boolean lost) throws Exception {
        var leg = answered("Allow: UPDATE");
        watch(leg, OURS);
        sip.pass(Duration.ofSeconds(50));

        sip.waiting.get(0).accept(status);

        assertEquals(lost ? List.of("UPDATE", "BYE") : List.of("UPDATE"), sip.methods());
        assertEquals(!lost, leg.isAnswered());
    }

    @Test
    void whereItIsOnThemTheCallIsGivenUpShortlyBeforeTheEnd() throws Exception {
        var leg = sip.leg(sip.request("INVITE", PlayedSip.SDP), Optional.empty(), () -> {});
        leg.open(sip.switchboard, sip.invitation(true));
        sip.until(() -> !sip.responses.isEmpty());
        watch(leg, THEIRS);
        sip.pass(Duration.ofMillis(67_999));
        assertTrue(leg.isAnswered());

        sip.pass(Duration.ofMillis(1));

        assertEquals(List.of("BYE"), sip.methods());
        assertEquals(CallResult.SESSION_EXPIRED, sip.record().result());
    }

    @Test
    void eachAgreementBeginsAnew() throws Exception {
        var leg = answered();
        var watch = watch(leg, THEIRS);
        sip.pass(Duration.ofSeconds(60));
        watch.timed(sip.answers.response(200, sip.request("UPDATE", "")), THEIRS);
        sip.pass(Duration.ofMillis(67_999));
        assertTrue(leg.isAnswered());

        watch.stop();
        sip.pass(Duration.ofSeconds(500));
        assertTrue(leg.isAnswered(), "who has stopped gives nothing up");
    }
}

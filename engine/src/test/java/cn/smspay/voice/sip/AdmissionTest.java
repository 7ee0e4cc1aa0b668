package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallLimits;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.Invitation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call, how often, and how that is found out: {@link NewCalls} and {@code Switchboard} take or refuse. */
final class AdmissionTest {
    private final TestClock clock = new TestClock();

    private static Invitation from(String caller, String via) throws Exception {
        return new Invitation(
                "x", caller, new ServiceNumber("12588"), via, 2, InetAddress.getByName("127.0.0.1"), Optional.empty());
    }

    private static CallLimits limits(int calls, int perCaller, int perSecond) {
        return new CallLimits(new CallSettings.CallCaps(
                calls,
                perCaller,
                perSecond,
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90)));
    }

    private Optional<CallRefusal> enter(CallLimits limits, String caller, String via) throws Exception {
        return limits.enter(from(caller, via), clock.instant());
    }

    @Test
    void countsCallsInAllByTrunkAndByCaller() throws Exception {
        var limits = limits(3, 1, 100);

        assertEquals(Optional.empty(), enter(limits, "13800138000", "a"));
        assertEquals(Optional.of(CallRefusal.CALLER_BUSY), enter(limits, "13800138000", "a"));
        assertEquals(Optional.empty(), enter(limits, "", "a"));
        assertEquals(Optional.of(CallRefusal.TRUNK_FULL), enter(limits, "", "a"));
        assertEquals(Optional.empty(), enter(limits, "", "b"));
        assertEquals(Optional.of(CallRefusal.FULL), enter(limits, "", "c"));

        limits.leave(from("13800138000", "a"));
        assertEquals(Optional.empty(), enter(limits, "13800138000", "a"));
    }

    @Test
    void letsSoManyCallsInPerSecond() throws Exception {
        var limits = limits(1000, 1000, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.empty(), enter(limits, "", "t" + i));
        }
        assertEquals(Optional.of(CallRefusal.TOO_FAST), enter(limits, "", "x"));

        clock.turn(Duration.ofMillis(334));

        assertEquals(Optional.empty(), enter(limits, "", "y"));
        assertEquals(Optional.of(CallRefusal.TOO_FAST), enter(limits, "", "z"));
    }

    @Test
    void letsNobodyInOnceItStops() throws Exception {
        var limits = limits(1, 1, 1);
        limits.stop();

        assertEquals(Optional.of(CallRefusal.STOPPING), enter(limits, "", "a"));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.255.3, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "127.0.0.2/31, 127.0.0.3, true",
        "127.0.0.2/31, 127.0.0.4, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "10.0.0.0/8, ::1, false"
    })
    void knowsWhatBelongsToANetwork(String network, String address, boolean belongs) throws Exception {
        assertEquals(belongs, AddressBlock.of(network).contains(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gateway", "10.1.0.0/33", "10.1.0.0/x", "10.1.0.0/-1", "999.1.1.1"})
    void refusesNetworksThatAreNone(String network) {
        assertThrows(IllegalArgumentException.class, () -> AddressBlock.of(network));
    }

    /** The example of RFC 2617 3.5, and the same with the other algorithm. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 6629fae49393a05397450978507c4ef1",
        "SHA_256, 5abdd07184ba512a22c53f41470e5eea7dcaa3a93a59b630c13dfe0a5dc6e38b"
    })
    void answersDigestQuestionsAsTheStandardDoes(Digest.Algorithm algorithm, String response) {
        var question = new Digest.DigestInput(
                algorithm,
                "Mufasa",
                "testrealm@host.com",
                "GET",
                "/dir/index.html",
                "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                "00000001",
                "0a4f113b");

        assertEquals(response, Digest.response(question, new Secret("Circle Of Life")));
    }

    @Test
    void takesANonceForFiveMinutesAndNeverTwiceWithOneCount() {
        var nonces = new Nonces(new byte[32]);
        var nonce = nonces.fresh(clock.instant());

        assertEquals(Nonces.NonceState.GOOD, nonces.check(nonce, 1, clock.instant()));
        assertEquals(Nonces.NonceState.STALE, nonces.check(nonce, 1, clock.instant()));
        assertEquals(Nonces.NonceState.GOOD, nonces.check(nonce, 2, clock.instant()));
        clock.turn(Duration.ofMinutes(6));
        assertEquals(Nonces.NonceState.STALE, nonces.check(nonce, 3, clock.instant()));
        assertEquals(Nonces.NonceState.FOREIGN, nonces.check("abc.def", 1, clock.instant()));
        assertEquals(Nonces.NonceState.FOREIGN, nonces.check("", 1, clock.instant()));
        assertEquals(
                Nonces.NonceState.FOREIGN,
                new Nonces(new byte[] {1}).check(nonces.fresh(clock.instant()), 1, clock.instant()));
    }

    @Test
    void stopsListeningToWhoKeepsGuessingPasswords() throws Exception {
        var gate = new Gate(TestServer.with(List.of(TestServer.TRUNK), TestServer.PHONES), new CallFigures(), clock);
        var guesser = InetAddress.getByName("127.0.0.2");
        for (int i = 0; i < Gate.WRONG_MAX; i++) {
            assertTrue(gate.admits(guesser));
            gate.wrongPassword(guesser);
        }

        assertFalse(gate.admits(guesser));
        assertTrue(gate.admits(InetAddress.getByName("127.0.0.3")));
        clock.turn(Gate.WINDOW);
        assertTrue(gate.admits(guesser));
    }

    @ParameterizedTest
    @CsvSource({
        "1800, true, uac",
        "1800;refresher=uac, true, uac",
        "1800;refresher=uas, true, uas",
        "90;refresher=uac, true, uac",
        "1800, false, uas"
    })
    void agreesWhoRefreshesTheSession(String asked, boolean supported, String refresher) {
        var timer = SessionTimer.asked(Optional.of(asked), supported ? List.of("timer") : List.of())
                .orElseThrow();

        assertEquals(refresher.equals("uas"), timer.weRefresh());
        assertTrue(timer.header().endsWith("refresher=" + refresher));
    }

    @Test
    void findsSessionsTooShortAndRefreshesAtHalfTime() {
        assertTrue(SessionTimer.tooSmall(Optional.of("89"), 90));
        assertFalse(SessionTimer.tooSmall(Optional.of("90;refresher=uas"), 90));
        assertFalse(SessionTimer.tooSmall(Optional.empty(), 90));
        assertEquals(Duration.ofSeconds(900), new SessionTimer(1800, true).wait(true));
        assertEquals(Duration.ofSeconds(1768), new SessionTimer(1800, false).wait(false));
    }

    @ParameterizedTest
    @CsvSource({
        "application/dtmf-relay, 'Signal=5\r\nDuration=160', 5",
        "application/dtmf-relay, 'Signal= *', *",
        "application/dtmf-relay, 'signal=11', #",
        "APPLICATION/DTMF-RELAY, 'Signal=10', *",
        "application/dtmf, #, #",
        "application/dtmf, '7\r\n', 7"
    })
    void readsKeysFromInfo(String type, String body, char key) {
        assertEquals(key, (char) InfoKeys.read(type, body).orElseThrow().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"application/dtmf-relay, 'Duration=1'", "application/dtmf, 77", "application/dtmf, A"})
    void findsNoKeyWhereThereIsNone(String type, String body) {
        assertTrue(InfoKeys.read(type, body).orElseThrow().isEmpty());
    }

    @Test
    void leavesOtherInfoAlone() {
        assertTrue(InfoKeys.read("application/sdp", "5").isEmpty());
    }
}

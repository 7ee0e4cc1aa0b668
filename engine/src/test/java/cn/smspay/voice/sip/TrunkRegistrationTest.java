package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.voice.sip.TestPhone.Taken;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a registrar of a few words, which the test plays. */
final class TrunkRegistrationTest {
    private static final String QUESTION = "Digest realm=\"r\", nonce=\"%s\", algorithm=MD5, qop=\"auth\"";
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private DatagramSocket registrar;
    private TestServer test;

    @BeforeEach
    void start() throws Exception {
        registrar = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        var registration = new SipSettings.Registration(
                "127.0.0.1:" + registrar.getLocalPort(), "gw", new Secret("pw"), Duration.ofSeconds(600));
        var trunk = new SipSettings.Trunk("r", List.of("127.0.0.1"), true, 10, Optional.of(registration));
        test = new TestServer(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));
    }

    @AfterEach
    void stop() {
        test.close();
        registrar.close();
    }

    private Taken take() throws Exception {
        return TestPhone.take(registrar);
    }

    private void answer(Taken request, String status, String header) throws Exception {
        TestPhone.answer(registrar, request, status, header);
    }

    private static String expires(Taken request) {
        return TestPhone.header(request.text(), "Expires");
    }

    private boolean becomesRegistered() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!test.server.registered() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return test.server.registered();
    }

    /** What RFC 2617 makes of user gw, password pw, this nonce and the request's own nonce. */
    private static String expectedResponse(Taken request, String header, String nonce) {
        var line = TestPhone.header(request.text(), header);
        var clientNonce = line.replaceAll(".*cnonce=\"([^\"]*)\".*", "$1");
        var uri = line.replaceAll(".*uri=\"([^\"]*)\".*", "$1");
        var question = new Digest.DigestInput(
                Digest.Algorithm.MD5, "gw", "r", "REGISTER", uri, nonce, "00000001", clientNonce);
        return "response=\"" + Digest.response(question, new Secret("pw")) + '"';
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, WWW-Authenticate, Authorization",
        "407 Proxy Authentication Required, Proxy-Authenticate, Proxy-Authorization"
    })
    void answersQuestionsOfRegistrarsAndProxies(String status, String asks, String answers) throws Exception {
        var first = take();
        answer(first, status, asks + ": " + QUESTION.formatted("n1"));
        var second = take();

        assertEquals("600", expires(second));
        assertFalse(second.text().contains("pw"));
        assertTrue(second.text().contains(expectedResponse(second, answers, "n1")), second.text());
        assertEquals(TestPhone.header(first.text(), "Call-ID"), TestPhone.header(second.text(), "Call-ID"));

        answer(second, "200 OK", "Expires: 600");
        assertTrue(becomesRegistered());
    }

    @Test
    void answersAgainWhenItsNonceHasGrownOld() throws Exception {
        answer(take(), "401 Unauthorized", "WWW-Authenticate: " + QUESTION.formatted("n1"));
        answer(take(), "401 Unauthorized", "WWW-Authenticate: " + QUESTION.formatted("n2") + ", stale=true");
        var third = take();

        assertTrue(third.text().contains(expectedResponse(third, "Authorization", "n2")), third.text());
    }

    @Test
    void registersForLongerWhereThatIsAskedFor() throws Exception {
        answer(take(), "423 Interval Too Brief", "Min-Expires: 1800");
        var second = take();

        assertEquals("1800", expires(second));
        answer(second, "200 OK", "Expires: 1800");
        assertTrue(becomesRegistered());
    }

    @ParameterizedTest
    @CsvSource({"Expires: 1", "'Contact: <sip:other@10.0.0.1>;expires=900, <sip:127.0.0.1:PORT>;expires=1'"})
    void registersAgainBeforeTheTrunkForgetsIt(String granted) throws Exception {
        answer(take(), "200 OK", granted.replace("PORT", Integer.toString(test.server.udpPort())));

        assertEquals("600", expires(take()));
        assertTrue(test.server.registered());
    }

    @Test
    void isNotRegisteredWhenItIsTurnedAway() throws Exception {
        answer(take(), "403 Forbidden", "Reason: none");

        assertFalse(test.server.registered());
    }

    @Test
    void takesItselfOffWhenItStops() throws Exception {
        answer(take(), "200 OK", "Expires: 600");
        assertTrue(becomesRegistered());
        test.close();

        assertEquals("0", expires(take()));
    }
}

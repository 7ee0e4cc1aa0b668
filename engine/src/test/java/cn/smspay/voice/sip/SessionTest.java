package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that are kept alive by refreshing them (RFC 4028), which {@link SessionWatch} does, as short here as a test can wait for. */
final class SessionTest {
    private final TestServer test = new TestServer(TestServer.with(new CallSettings.CallCaps(
            10, 10, 10, Duration.ofMinutes(1), Duration.ofSeconds(7), Duration.ofSeconds(32), Duration.ofSeconds(2))));

    @AfterEach
    void stop() {
        test.close();
    }

    private TestPhone phone() throws Exception {
        return new TestPhone("127.0.0.1", test.server.udpPort());
    }

    private static String call(TestPhone phone, String refresher, String... more) throws Exception {
        var headers = new java.util.ArrayList<>(java.util.List.of(more));
        headers.add("Supported: timer");
        headers.add("Session-Expires: 2;refresher=" + refresher);
        var answer = phone.invite("8 101", TestPhone.events(), headers.toArray(String[]::new));
        phone.send("ACK", "");
        assertEquals("2;refresher=" + refresher, TestPhone.header(answer, "Session-Expires"));
        return answer;
    }

    /** The next request, past answers that are repeated because our ACK was slow. */
    private static String next(TestPhone phone, String method) throws Exception {
        var request = phone.after("SIP/2.0 200");
        assertTrue(request.startsWith(method + " "), request);
        return request;
    }

    @ParameterizedTest
    @CsvSource({"'Allow: INVITE, UPDATE', UPDATE", "'Allow: INVITE', INVITE"})
    void refreshesTheSessionByTheMethodThatTheOtherSideKnows(String allow, String method) throws Exception {
        try (var phone = phone()) {
            var answer = call(phone, "uas", allow);

            for (int i = 0; i < 2; i++) {
                var refresh = next(phone, method);
                assertEquals("2;refresher=uac", TestPhone.header(refresh, "Session-Expires"));
                if (method.equals("INVITE")) {
                    assertTrue(refresh.endsWith(answer.substring(answer.indexOf("v=0"))), refresh);
                }
                phone.reply(refresh, "200 OK");
                if (method.equals("INVITE")) {
                    next(phone, "ACK");
                }
            }
            phone.send("BYE", "");
            phone.expect("SIP/2.0 200");
            assertEquals(CallResult.CALLER_HUNG_UP, test.record().result());
        }
    }

    @Test
    void hangsUpWhenTheOtherSideKnowsNothingOfTheCallAnyMore() throws Exception {
        try (var phone = phone()) {
            call(phone, "uas", "Allow: UPDATE");

            phone.reply(next(phone, "UPDATE"), "481 Call/Transaction Does Not Exist");

            phone.reply(next(phone, "BYE"), "200 OK");
            assertEquals(CallResult.SESSION_EXPIRED, test.record().result());
        }
    }

    @Test
    void hangsUpWhenTheOtherSideDoesNotRefreshTheSessionAsItPromised() throws Exception {
        try (var phone = phone()) {
            call(phone, "uac");

            phone.reply(next(phone, "BYE"), "200 OK");
            assertEquals(CallResult.SESSION_EXPIRED, test.record().result());
        }
    }

    @Test
    void goesOnWhileTheOtherSideRefreshesTheSession() throws Exception {
        try (var phone = phone()) {
            call(phone, "uac");

            phone.send("UPDATE", "", "Supported: timer", "Session-Expires: 30;refresher=uac");
            var answer = phone.expect("SIP/2.0 200");
            assertEquals("30;refresher=uac", TestPhone.header(answer, "Session-Expires"));

            phone.send("UPDATE", "", "Supported: timer", "Session-Expires: 1");
            assertEquals("2", TestPhone.header(phone.expect("SIP/2.0 422"), "Min-SE"));
        }
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.LogOracle;
import cn.smspay.voice.call.NumberRules;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trunks that are asked whether they are there. */
final class TrunkPingsTest {
    private static DatagramSocket peer() throws Exception {
        return new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    private static TestServer server(String... hosts) {
        var ping = new SipSettings.Ping(List.of(hosts), Duration.ofMillis(200));
        var trunk = new SipSettings.Trunk(
                "gw", List.of("127.0.0.1"), true, 10, Optional.empty(), Optional.of(ping), NumberRules.NONE);
        return new TestServer(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));
    }

    @Test
    void isThereAsLongAsOneOfItsHostsAnswersWhatever() throws Exception {
        try (var log = LogOracle.listen();
                var one = peer();
                var test = server("127.0.0.1:" + one.getLocalPort(), "127.0.0.1:1;transport=tcp")) {
            for (int i = 0; i < 4; i++) {
                var asked = TestPhone.take(one);
                assertTrue(asked.text().startsWith("OPTIONS sip:127.0.0.1:"), asked.text());
                TestPhone.answer(one, asked, i % 2 == 0 ? "200 OK" : "404 Not Found", "");
            }
            assertEquals(Map.of("gw", true), test.server.figures().answering());
            assertTrue(
                    log.lines().stream()
                                    .filter(line -> line.contains("does not answer"))
                                    .count()
                            <= 1,
                    log.lines().toString());
        }
    }

    @Test
    void isAwayWhenNoHostCanBeReachedAndThereAgainWhenOneCan() throws Exception {
        try (var one = peer();
                var test = server("127.0.0.1:" + one.getLocalPort())) {
            var asked = TestPhone.take(one);
            TestPhone.answer(one, asked, "503 Service Unavailable", "");
            while (test.server.figures().answering().get("gw")) {
                asked = TestPhone.take(one);
                TestPhone.answer(one, asked, "503 Service Unavailable", "");
            }
            while (!test.server.figures().answering().get("gw")) {
                asked = TestPhone.take(one);
                TestPhone.answer(one, asked, "200 OK", "");
            }
            assertEquals(Map.of("gw", true), test.server.figures().answering());
        }
    }
}

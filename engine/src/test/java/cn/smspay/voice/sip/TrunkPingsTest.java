package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.LogOracle;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.NumberRules;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
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

    @Test
    void anAgentWhoseHostDoesNotAnswerIsPassedOverAndStaysTheLastResort() {
        var figures = new CallFigures();
        var now = Instant.parse("2009-11-02T01:00:00Z");
        var settings = TestServer.withAgents(
                List.of(trunk("a", "10.1.0.0/16", "10.1.0.1:5060"), trunk("b", "10.2.0.0/16", "b.example.com")),
                "sip:1@10.1.0.1",
                "sip:2@10.1.0.9:5070;transport=tcp",
                "sip:3@B.example.com:5060",
                "sip:4@10.3.0.1");
        var agents = new AgentHosts(settings, figures);
        figures.answers("a", "10.1.0.1:5060", true, now);
        figures.answers("b", "b.example.com", true, now);
        assertEquals("1 2 3 4", users(agents));

        figures.answers("b", "b.example.com", false, now.plusSeconds(5));
        assertEquals("1 2 4 3", users(agents));

        figures.answers("a", "10.1.0.1:5060", false, now.plusSeconds(9));
        assertEquals("4 1 2 3", users(agents), "by its own host, or by its trunk where that host is not asked");
        assertEquals(
                new CallFigures.Pinged(false, now.plusSeconds(5)),
                figures.pings("b").get("b.example.com"));

        figures.answers("b", "b.example.com", false, now.plusSeconds(60));
        assertEquals(now.plusSeconds(5), figures.pings("b").get("b.example.com").since(), "since it went away");
        figures.answers("a", "10.1.0.1:5060", true, now.plusSeconds(61));
        assertEquals("1 2 4 3", users(agents));
        assertEquals(List.of(), agents.targets("12345"));
    }

    private static SipSettings.Trunk trunk(String name, String network, String host) {
        var ping = new SipSettings.Ping(List.of(host), Duration.ofSeconds(30));
        return new SipSettings.Trunk(
                name, List.of(network), true, 10, Optional.empty(), Optional.of(ping), NumberRules.NONE);
    }

    private static String users(AgentHosts agents) {
        return agents.targets("10086").stream()
                .map(uri -> uri.substring(4, 5))
                .collect(java.util.stream.Collectors.joining(" "));
    }
}

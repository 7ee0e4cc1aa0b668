package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PASSWORD;
import static cn.smspay.sms.smpp.LinkFixture.PHONE;
import static cn.smspay.sms.smpp.LinkFixture.SERVICE;
import static cn.smspay.sms.smpp.LinkFixture.outcome;
import static cn.smspay.sms.smpp.LinkFixture.segment;
import static cn.smspay.sms.smpp.LinkFixture.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.LogOracle;
import cn.smspay.testing.RawSmsc;
import cn.smspay.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PDUs in the log, for minutes, without what they say (R 3.0.10). */
@Timeout(60)
final class TraceTest {
    private static final String SECRET = "CZK 180000000000000007 " + LogOracle.CANARY;
    private static final String HEX = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.US_ASCII));

    private final TestClock clock = new TestClock();

    private static List<String> traced(LogOracle log) {
        return log.lines().stream()
                .filter(line -> line.contains(": < ") || line.contains(": > "))
                .toList();
    }

    private static boolean has(List<String> lines, String what) {
        return lines.stream().anyMatch(line -> line.contains(what));
    }

    @Test
    void isSwitchedOnForMinutesShowsEveryPduMaskedAndEndsByItself() throws Exception {
        try (var smsc = new RawSmsc();
                var here = new LinkFixture(clock, settings(smsc.port())).bound();
                var log = LogOracle.listen(SECRET, HEX, "180000000000000007", PASSWORD.reveal())) {
            exchange(smsc, here, 1);
            assertEquals(List.of(), traced(log), "nobody has asked for a trace");

            here.link.trace("north", Duration.ofMinutes(5));
            exchange(smsc, here, 2);
            clock.turn(Duration.ofMinutes(4));
            exchange(smsc, here, 3);

            var lines = traced(log);
            assertTrue(
                    has(
                            lines,
                            "< deliver_sm seq 2 86" + PHONE.replaceAll("([0-9]{3})[0-9]{4}", "$1****") + " to "
                                    + SERVICE + " esm 0x00 dc 0x00 33 octets"),
                    lines.toString());
            assertTrue(has(lines, "> deliver_sm_resp seq 2 ok"), lines.toString());
            assertTrue(has(lines, "> submit_sm seq "), lines.toString());
            assertTrue(has(lines, "< submit_sm_resp seq "), lines.toString());
            assertTrue(has(lines, "< deliver_sm seq 3 "), "after four minutes still");
            assertTrue(has(lines, "< deliver_sm seq 103 13?FATAL?x to "), "what a peer writes breaks no line");

            clock.turn(Duration.ofMinutes(1));
            var before = traced(log).size();
            exchange(smsc, here, 4);
            assertEquals(before, traced(log).size(), "it has ended by itself");
        }
    }

    private static void exchange(RawSmsc smsc, LinkFixture here, int number) throws Exception {
        var message = RawSmsc.deliver("86" + PHONE, SERVICE).text(SECRET);
        smsc.send(message.sequence(number).pdu());
        smsc.awaitAnswer(RawSmsc.DELIVER_SM, number);
        smsc.send(RawSmsc.deliver("13\nFATAL\nx", SERVICE)
                .text(SECRET)
                .sequence(100 + number)
                .pdu());
        smsc.awaitAnswer(RawSmsc.DELIVER_SM, 100 + number);
        outcome(here.link.submit(segment(number, SECRET)));
    }
}

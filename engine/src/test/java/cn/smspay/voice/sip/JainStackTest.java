package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.HopImpl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What our {@link JainStack} does otherwise than the library. */
final class JainStackTest {
    private static SIPRequest options(String uri) throws Exception {
        var text = "OPTIONS " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5070;branch=z9hG4bKx\r\n"
                + "From: <sip:a@b.example>;tag=f\r\nTo: <sip:c@d.example>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
                + "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n";
        return (SIPRequest)
                new StringMsgParser().parseSIPMessage(text.getBytes(StandardCharsets.UTF_8), true, false, null);
    }

    @Test
    void aRequestGoesWhereThePeerWasSeenAndElseWhereItsAddressSays() throws Exception {
        var gate = new Gate(TestServer.SETTINGS, new CallFigures(), new TestClock());
        var stack = new JainStack("next-hop", gate, new GatedNetwork(gate, Optional.empty(), MonotonicClock.system()));
        var request = options("sip:c@127.0.0.1:5081;transport=tcp");
        var told = stack.getNextHop(request);
        assertEquals("127.0.0.1:5081/tcp", told.getHost() + ':' + told.getPort() + '/' + told.getTransport());

        var seen = new HopImpl("127.0.0.7", 40_000, "udp");
        request.setApplicationData(seen);

        assertSame(seen, stack.getNextHop(request));
        var stopping = new Thread(stack::stop, "stopping");
        stopping.setDaemon(true);
        stopping.start();
    }

    /** A connection that was let in before its address was barred. */
    @Test
    void whoIsNotATrunkAnyMoreIsNotHeardOnTheConnectionThatHeHas() throws Exception {
        var test = TestServer.usual();
        try (var wire = Wire.tcp(test.server.tcpPort())) {
            wire.send(wire.request("OPTIONS", ""));
            assertTrue(wire.receive().startsWith("SIP/2.0 200"));
            test.server.use(List.of(new SipSettings.Trunk("gw", List.of("192.0.2.1"), true, 10, Optional.empty())));
            long before = test.server.figures().strangers();
            wire.send(wire.request("OPTIONS", ""));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (test.server.figures().strangers() == before) {
                assertTrue(System.nanoTime() < end, "he is heard");
                Service.moment();
            }
            test.server.use(List.of(TestServer.TRUNK));
            var asked = wire.request("OPTIONS", "");
            wire.send(asked);

            assertEquals(TestPhone.header(asked, "Call-ID"), TestPhone.header(wire.receive(), "Call-ID"));
        } finally {
            test.close();
        }
    }
}

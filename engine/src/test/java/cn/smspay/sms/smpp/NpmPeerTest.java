package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PHONE;
import static cn.smspay.sms.smpp.LinkFixture.outcome;
import static cn.smspay.sms.smpp.RecordingIntake.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.sms.Receipt;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.testing.NpmSmpp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our side against an SMSC on the npm package {@code smpp}. */
@Tag("peer")
@Timeout(180)
final class NpmPeerTest {
    @Test
    void bindsDeliversSubmitsAndGetsAReceipt() throws Exception {
        assumeTrue(NpmSmpp.isInstalled(), "npm and its smpp package are needed for this peer");
        var node = NpmSmpp.start("server.js");
        try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(after("port ", out));
            try (var here = new LinkFixture(LinkFixture.settings(port)).bound()) {
                assertEquals("bound smspay", out.readLine());
                var uplink = next(here.intake.uplinks);
                assertEquals("开户KT", new String(uplink.octets(), StandardCharsets.UTF_16BE));
                assertEquals(PHONE, uplink.source());
                assertEquals("deliver_sm_resp 0", out.readLine());

                var accepted = outcome(here.link.submit(LinkFixture.segment(7, "请回复A")));

                assertEquals("submit_sm 8613800138000 请回复A reference 7", out.readLine());
                assertEquals(
                        "npm-1",
                        assertInstanceOf(SubmitOutcome.Accepted.class, accepted).messageId());
                var receipt = next(here.intake.receipts);
                assertEquals("npm-1", receipt.messageId());
                assertEquals(Receipt.State.DELIVERED, receipt.state());
            }
            assertEquals("deliver_sm_resp 0", out.readLine());
            assertEquals("unbind", out.readLine());
        } finally {
            node.destroy();
            assertTrue(node.waitFor(10, TimeUnit.SECONDS));
        }
    }

    private static String after(String label, BufferedReader out) throws IOException {
        var line = out.readLine();
        assertTrue(line != null && line.startsWith(label), "the server said: " + line);
        return line.substring(label.length());
    }
}

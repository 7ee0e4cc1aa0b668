package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PASSWORD;
import static cn.smspay.sms.smpp.LinkFixture.outcome;
import static cn.smspay.sms.smpp.LinkFixture.segment;
import static cn.smspay.sms.smpp.RecordingIntake.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.sms.SubmitOutcome;
import cn.smspay.testing.Service;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our side against the SMSC of Kannel's own tests, which knows transmitters and receivers only. */
@Tag("peer")
@Timeout(60)
final class KannelPeerTest {
    private static final Path DRIVE = Path.of("/usr/lib/kannel/test/drive_smpp");
    private static final int MESSAGES = 20;
    private static final int ENDS_SECONDS = 20;
    private static final String ALL_SENT = "ESME has submitted all messages to SMSC";
    /** Where it looks for its message box, and gives up everything if there is none. */
    private static final int BOX_PORT = 13_001;

    @TempDir
    private Path folder;

    @Test
    void takesAndAnswersAllOfItsMessagesOverTwoBinds() throws Exception {
        assumeTrue(Files.isExecutable(DRIVE), "kannel-extras is needed for this peer");
        int port = freePort();
        var log = folder.resolve("log");
        boolean sent = false;
        try (var box = box()) {
            assertTrue(box.isBound());
            var kannel = new ProcessBuilder(
                            DRIVE.toString(), "-v", "0", "-p", Integer.toString(port), "-m", Integer.toString(MESSAGES))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try (var here = new LinkFixture(
                            bind(port, "out", SmppBindSettings.Mode.TRANSMITTER),
                            bind(port, "in", SmppBindSettings.Mode.RECEIVER))
                    .bound()) {
                for (int i = 1; i <= MESSAGES; i++) {
                    var uplink = next(here.intake.uplinks);
                    assertEquals("456", uplink.source());
                    assertEquals("123", uplink.destination());
                    assertEquals(Integer.toString(i), new String(uplink.octets(), StandardCharsets.US_ASCII));
                    // It gives no ids.
                    assertEquals(
                            "",
                            assertInstanceOf(
                                            SubmitOutcome.Accepted.class,
                                            outcome(here.link.submit(segment(i, "答" + i))))
                                    .messageId());
                }
                assertTrue(here.intake.receipts.isEmpty(), "a receipted_message_id beside a text is no receipt");
                assertTrue(here.intake.quarantined.isEmpty());
                // It writes this a moment after its last answer; ended before, it never does.
                for (int i = 0; i < 5_000 && !said(log).contains(ALL_SENT); i++) {
                    Service.moment();
                }
                sent = true;
            } finally {
                // Without an ESME it ends by itself; a signal that comes while it does so is a panic to it, which says
                // nothing of us.
                if (!sent || !kannel.waitFor(ENDS_SECONDS, TimeUnit.SECONDS)) {
                    kannel.destroy();
                }
                assertTrue(kannel.waitFor(ENDS_SECONDS, TimeUnit.SECONDS));
            }
        }
        var said = said(log);
        assertTrue(said.contains(ALL_SENT), said);
        assertTrue(!said.contains("ERROR") && !said.contains("PANIC"), said);
    }

    private static String said(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    private static SmppBindSettings bind(int port, String name, SmppBindSettings.Mode mode) {
        return LinkFixture.settings(port)
                .named(name)
                .with(new SmppBindSettings.Login("smspay", PASSWORD, "VMA", 0x34, mode, ""));
    }

    /** Nothing is ever said to it. */
    private static ServerSocket box() throws IOException {
        try {
            return new ServerSocket(BOX_PORT, 5, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            assumeTrue(false, "port " + BOX_PORT + " is needed for this peer");
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}

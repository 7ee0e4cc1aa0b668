package cn.smspay.smpp;

import static cn.smspay.smpp.LinkFixture.PHONE;
import static cn.smspay.smpp.LinkFixture.outcome;
import static cn.smspay.smpp.RecordingIntake.next;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.sms.Receipt;
import cn.smspay.sms.SubmitOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our side against an SMSC on the npm package {@code smpp}. */
@Tag("peer")
@Timeout(180)
final class NpmPeerTest {
    private static final Path FOLDER = Path.of(System.getProperty("smspay.root", ".."), "engine", "target", "npm");

    @Test
    void bindsDeliversSubmitsAndGetsAReceipt() throws Exception {
        assumeTrue(isInstalled(), "npm and its smpp package are needed for this peer");
        var node = startServer();
        try (var out = new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8))) {
            int port = Integer.parseInt(after("port ", out));
            try (var here = new LinkFixture(LinkFixture.settings(port)).bound()) {
                assertEquals("bound smspay", out.readLine());
                var uplink = next(here.intake.uplinks);
                assertEquals("开户KT", new String(uplink.octets(), StandardCharsets.UTF_16BE));
                assertEquals(PHONE, uplink.source());
                assertEquals("deliver_sm_resp 0", out.readLine());

                var accepted = outcome(here.link.submit(LinkFixture.segment(7, "请回复A")));

                assertEquals("submit_sm 13800138000 请回复A reference 7", out.readLine());
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

    private static boolean isInstalled() throws Exception {
        if (Files.exists(FOLDER.resolve("node_modules/smpp/package.json"))) {
            return true;
        }
        Files.createDirectories(FOLDER);
        try {
            var npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", "smpp@0.5.1")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("install.log").toFile())
                    .start();
            return npm.waitFor(120, TimeUnit.SECONDS) && npm.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Process startServer() throws IOException {
        var script = FOLDER.resolve("server.js");
        try (var source = NpmPeerTest.class.getResourceAsStream("/npm-smsc/server.js")) {
            Files.write(script, source.readAllBytes());
        }
        return new ProcessBuilder(List.of("node", script.toAbsolutePath().toString()))
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
    }
}

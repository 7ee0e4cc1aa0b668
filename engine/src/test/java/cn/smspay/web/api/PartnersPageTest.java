package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A partner's developer pastes the page's commands into a shell, from the first to the last. */
final class PartnersPageTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3})");

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(Service.HOME.resolve("engine/docs/partners.md"));
    }

    @Test
    @Timeout(60)
    void everyCommandOfThePageDoesWhatThePageSays() throws Exception {
        try (var world = new World(folder);
                var door = new PartnerDoor(
                        HttpSettings.loopback("partner", 0),
                        world.desks(),
                        "https://pay.example/",
                        Ticker.of(world.clock))) {
            var operator = Caller.operator("root");
            var made = world.desks()
                    .partners()
                    .addKey(operator, Key.of(operator, "k", ""), Role.MERCHANT, World.SHOP, null, true)
                    .join();
            KeyView key = ((Reply.Done<KeyView>) made).value();
            var blocks = new ArrayList<>(
                    BLOCK.matcher(page()).results().map(found -> found.group(1)).toList());
            blocks.set(
                    0,
                    // The door's clock is the test's.
                    "date() { echo " + world.clock.instant().getEpochSecond() + "; }\nDOOR=http://127.0.0.1:"
                            + door.port() + "\nKEY=" + key.id() + "\nSECRET="
                            + Objects.requireNonNull(key.secret()).reveal() + "\n");

            var said = run(String.join("\n", blocks));

            assertEquals(
                    List.of("201", "201", "200", "200", "400", "201", "201", "200", "200", "200", "200"),
                    STATUS.matcher(said).results().map(found -> found.group(1)).toList(),
                    said);
            assertTrue(said.contains("\"status\":\"PAID\""), said);
            assertTrue(said.contains("Idempotency-Replayed: true"), said);
            for (var pointer : List.of("/amount_fen", "/subject", "/channel", "/color")) {
                assertTrue(said.contains("\"pointer\":\"" + pointer + "\""), said);
            }
            assertTrue(said.contains("whsec_"), said);
            assertTrue(said.contains("order.paid") && said.contains("refund.succeeded"), said);
        }
    }

    private static String run(String script) throws Exception {
        var shell = new ProcessBuilder("bash", "-s").redirectErrorStream(true).start();
        try (var in = shell.outputWriter()) {
            in.write("set -eu\n" + script);
        }
        var said = new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(shell.waitFor(30, TimeUnit.SECONDS), said);
        assertEquals(0, shell.exitValue(), said);
        return said;
    }
}

package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.World;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that openapi-typescript, which we did not write, makes of the contract as it is served; TypeScript checks its use. */
final class GeneratedClientTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("smspay.root", ".."), "engine", "target", "openapi-client");
    private static final List<String> PACKAGES =
            List.of("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3", "@types/node@20.19.43");
    private static final String CLIENT = "client.mts";

    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private String keyId;
    private String secret;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = new PartnerDoor(
                HttpSettings.loopback("partner", 0), world.desks(), "https://pay.example/pay/", Ticker.of(world.clock));
        var operator = Caller.operator("root");
        var key = world.desks()
                .partners()
                .addKey(operator, Key.of(operator, "key", ""), Role.MERCHANT, World.SHOP, null, false)
                .join()
                .fold(
                        done -> done.value(),
                        no -> {
                            throw new AssertionError(no);
                        },
                        pending -> {
                            throw new AssertionError(pending);
                        });
        keyId = key.id();
        secret = Objects.requireNonNull(key.secret()).reveal();
    }

    @AfterEach
    void close() {
        door.close();
        world.close();
    }

    /** Without npm there is no such client; with it, whatever goes wrong is a failure. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        if (Files.exists(FOLDER.resolve("node_modules/openapi-fetch/package.json"))
                && Files.exists(FOLDER.resolve("node_modules/openapi-typescript/package.json"))) {
            return;
        }
        var command = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--prefix", "."));
        command.addAll(PACKAGES);
        assumeTrue(isThere("npm"), "npm is needed for this client");
        run(command.toArray(String[]::new));
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        return said(builder);
    }

    private static String said(ProcessBuilder builder) throws IOException, InterruptedException {
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), said);
        assertEquals(0, process.exitValue(), () -> String.join(" ", builder.command()) + "\n" + said);
        return said;
    }

    private JsonNode client(String... step) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("node", "client.mjs", "http://127.0.0.1:" + door.port(), keyId, secret));
        command.addAll(List.of(step));
        var builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment().put("NOW", Long.toString(world.clock.instant().getEpochSecond()));
        return new ObjectMapper().readTree(said(builder));
    }

    @Test
    void aClientMadeOfTheServedContractMakesAnOrderAndARefund() throws Exception {
        install();
        try (var source =
                Objects.requireNonNull(GeneratedClientTest.class.getResourceAsStream("/openapi-client/" + CLIENT))) {
            Files.write(FOLDER.resolve(CLIENT), source.readAllBytes());
        }
        run(
                "node_modules/.bin/openapi-typescript",
                "http://127.0.0.1:" + door.port() + "/v1/openapi.json",
                "--default-non-nullable=false",
                "-o",
                "partner.d.ts");
        run(
                "node_modules/.bin/tsc",
                "--strict",
                "--skipLibCheck",
                "--target",
                "es2022",
                "--module",
                "nodenext",
                "--moduleResolution",
                "nodenext",
                CLIENT);

        var order = client("order");
        assertEquals("OPEN", order.get("status").asText());
        assertEquals(2500, order.get("amount_fen").asLong());
        var who = world.customer("13800000001");
        world.payIn(who, "30.00");
        var token = order.get("pay_url").asText().substring("https://pay.example/pay/".length());
        var caller = Caller.of(cn.smspay.base.Channel.WEB, "c", "192.0.2.1", Role.CUSTOMER);
        assertEquals(
                "done",
                world.desks()
                        .merchants()
                        .pay(caller, Key.of(caller, "pay", token), who, token, new Secret(World.PIN), null)
                        .join()
                        .outcome());
        var refund = client("refund", order.get("order_no").asText());
        assertEquals("SUCCEEDED", refund.get("status").asText());
        assertEquals(World.fen("15.00"), world.cash(who));
    }
}

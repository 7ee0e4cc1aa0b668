package cn.smspay.web.api;

import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Ticker;
import cn.smspay.counter.Role;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifierTest {
    @TempDir
    Path folder;

    private final BlockingQueue<WebRequest> received = new ArrayBlockingQueue<>(100);
    private World world;
    private PartnerDoor door;
    private HttpServer receiver;
    private Notifier notifier;
    private TestPartner shop;
    private volatile WebResponse answer = WebResponse.empty(204);
    private int orders;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = new PartnerDoor(
                HttpSettings.loopback("partner", 0), world.desks(), "https://pay.example/pay/", Ticker.of(world.clock));
        receiver = HttpServer.open(
                HttpSettings.loopback("shop", 0),
                new Routes().post("/hook", request -> {
                    received.add(request);
                    return answer;
                }),
                Ticker.of(world.clock));
        notifier = new Notifier(world.counter(), true, Ticker.of(world.clock));
        shop = TestPartner.hmac(world, door.port(), Role.MERCHANT, World.SHOP, true);
        shop.watchers.add(new Contract());
        address(World.SHOP, "http://127.0.0.1:" + receiver.port() + "/hook");
    }

    private void address(String merchant, String url) {
        world.in(tx -> world.accounts.profiles().addresses(tx, merchant, url, null, world.clock.instant()));
    }

    @AfterEach
    void close() {
        notifier.close();
        receiver.close();
        door.close();
        world.close();
    }

    /** A test order that is paid at once. */
    private void order() {
        var no = "A-" + ++orders;
        var response = shop.post(
                "/v1/orders",
                no,
                "{\"merchant_order_no\":\"" + no + "\",\"amount_fen\":101,\"subject\":\"x\",\"channel\":\"WWW\"}");
        assertEquals(201, response.statusCode(), response.body());
    }

    private WebRequest next() throws InterruptedException {
        var request = received.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("nothing was told");
        }
        return request;
    }

    /** Looks until the delivery has been noted. */
    private void told(String status, int tries) throws Exception {
        notifier.look().get(10, TimeUnit.SECONDS);
        long end = System.nanoTime() + 20_000_000_000L;
        while (true) {
            var delivery = json(shop.get("/v1/notifications")).at("/items/0");
            if (delivery.path("status").asText().equals(status)
                    && delivery.path("tries").asInt() == tries) {
                return;
            }
            assertTrue(System.nanoTime() < end, delivery.toString());
            world.clock.turn(Duration.ofMillis(100));
        }
    }

    @Test
    void aBacklogIsToldWithoutWaitingForTheNextSecondAndEachOnce() throws Exception {
        int many = 60;
        for (int i = 0; i < many; i++) {
            order();
        }
        notifier.look().get(10, TimeUnit.SECONDS);

        var ids = new java.util.HashSet<String>();
        for (int i = 0; i < many; i++) {
            ids.add(next().header("webhook-id").orElseThrow());
        }
        assertEquals(many, ids.size(), "one look began the first, and the end of each began the next");
        assertTrue(received.isEmpty());
    }

    @Test
    void tellsWithAStableIdAndAFreshSignatureThatCanBeChecked() throws Exception {
        var secret = json(shop.post("/v1/notification-secrets", "s1", ""))
                .get("secret")
                .asText();
        assertTrue(secret.startsWith("whsec_"));
        answer = WebResponse.text(500, "not today");
        order();
        told("pending", 1);
        answer = WebResponse.empty(204);
        world.clock.turn(Duration.ofMinutes(2));
        told("delivered", 2);
        var first = next();
        var second = next();

        assertEquals(first.header("webhook-id"), second.header("webhook-id"));
        assertNotEquals(first.header("webhook-timestamp"), second.header("webhook-timestamp"));
        assertEquals(first.text(), second.text());
        var signed = second.header("webhook-id").orElseThrow()
                + '.'
                + second.header("webhook-timestamp").orElseThrow()
                + '.'
                + second.text();
        assertEquals(
                "v1," + Signatures.signHmac(secret.substring("whsec_".length()), signed),
                second.header("webhook-signature").orElseThrow());
        assertTrue(second.text().contains("\"type\":\"order.paid\""), second.text());
        var tries = json(shop.get("/v1/notifications/1/tries")).get("items");
        assertEquals(2, tries.size());
        assertEquals(500, tries.at("/0/status").asInt());
        assertEquals("not today", tries.at("/0/answer").asText());
        assertTrue(tries.at("/0/request").asText().contains("webhook-signature: v1,"));
    }

    @Test
    void aFormerSecretIsSignedWithForADay() throws Exception {
        shop.post("/v1/notification-secrets", "s1", "");
        shop.post("/v1/notification-secrets", "s2", "");
        order();
        told("delivered", 1);
        assertEquals(2, next().header("webhook-signature").orElseThrow().split(" ").length);
        world.clock.turn(Duration.ofDays(1));
        order();
        told("delivered", 1);
        assertEquals(1, next().header("webhook-signature").orElseThrow().split(" ").length);
    }

    @Test
    void triesAgainByTheScheduleGivesUpAfterADayAndSendsAgainWhenAsked() throws Exception {
        answer = WebResponse.seeOther("http://127.0.0.1:" + receiver.port() + "/hook");
        order();
        var waits = List.of(0L, 2L, 10L, 10L, 60L, 120L, 360L, 900L);
        for (int i = 0; i < waits.size(); i++) {
            if (waits.get(i) > 0) {
                world.clock.turn(Duration.ofMinutes(waits.get(i)).minusSeconds(30));
                assertEquals(0, notifier.look().get(10, TimeUnit.SECONDS), "too early: try " + (i + 1));
                world.clock.turn(Duration.ofSeconds(30));
            }
            told(i == waits.size() - 1 ? "dead" : "pending", i + 1);
            next();
        }
        world.clock.turn(Duration.ofDays(2));
        assertEquals(0, notifier.look().get(10, TimeUnit.SECONDS));

        answer = WebResponse.empty(200);
        assertEquals(202, shop.post("/v1/notifications/1/again", "again", "").statusCode());
        told("delivered", 9);
        assertEquals(404, shop.post("/v1/notifications/77/again", "other", "").statusCode());
    }

    @Test
    void aPartnerThatNeverAnswersKeepsNobodyElseWaiting() throws Exception {
        var silent = new ArrayList<CompletableFuture<WebResponse>>();
        try (var hole = HttpServer.open(
                HttpSettings.loopback("hole", 0),
                new Routes().post("/hook", request -> {
                    var never = new CompletableFuture<WebResponse>();
                    silent.add(never);
                    return cn.smspay.net.http.WebAnswer.later(never);
                }),
                Ticker.of(world.clock))) {
            world.in(tx -> world.accounts.profiles().apply(tx, "hole", "哑店", world.clock.instant()));
            address("hole", "http://127.0.0.1:" + hole.port() + "/hook");
            var other = TestPartner.hmac(world, door.port(), Role.MERCHANT, "hole", true);
            for (int i = 0; i < 10; i++) {
                other.post(
                        "/v1/orders",
                        "h" + i,
                        "{\"merchant_order_no\":\"h" + i
                                + "\",\"amount_fen\":101,\"subject\":\"x\",\"channel\":\"WWW\"}");
            }
            order();

            assertEquals(3, notifier.look().get(10, TimeUnit.SECONDS), "two to the silent one, one to us");
            next();
            order();
            // The end of our first call may have begun this one already.
            notifier.look().get(10, TimeUnit.SECONDS);
            next();
            silent.forEach(never -> never.complete(WebResponse.empty(204)));
        }
    }

    @Test
    void plainHttpAndAddressesInsideAreNotCalledUnlessToldSo() throws Exception {
        notifier.close();
        notifier = new Notifier(world.counter(), false, Ticker.of(world.clock));
        order();
        told("pending", 1);
        address(World.SHOP, "https://localhost:" + receiver.port() + "/hook");
        world.clock.turn(Duration.ofMinutes(2));
        told("pending", 2);

        var tries = json(shop.get("/v1/notifications/1/tries")).get("items");
        assertEquals("not called: only https is", tries.at("/0/answer").asText());
        assertEquals(
                "not called: the address is not a public one",
                tries.at("/1/answer").asText());
        assertEquals(List.of(), List.copyOf(received));
    }
}

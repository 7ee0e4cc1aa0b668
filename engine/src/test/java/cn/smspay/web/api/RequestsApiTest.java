package cn.smspay.web.api;

import static cn.smspay.web.api.ShopFixture.order;
import static cn.smspay.web.api.ShopFixture.reason;
import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.smspay.base.Channel;
import cn.smspay.counter.Act;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of a request: by its number while nobody has decided it, by its key where the answer was lost; one's own alone. */
final class RequestsApiTest {
    private static final Act<Nothing> SLOW = Act.of("slow.act", Nothing.class, Role.MERCHANT);

    @TempDir
    Path folder;

    private ShopFixture at;

    @BeforeEach
    void open() {
        at = new ShopFixture(folder);
    }

    @AfterEach
    void close() {
        at.close();
    }

    /** The number of something that is not decided for a minute. */
    private long slow(String word) {
        var caller = Caller.of(Channel.MERCHANT, World.SHOP, "192.0.2.7", Role.MERCHANT);
        var next = at.world.clock.instant().plusSeconds(60);
        var reply = at.world
                .counter()
                .act(caller, Key.of(caller, word, word), SLOW, Subject.thing("test", word), deal -> deal.pend(next))
                .join();
        return ((Reply.Pending<Nothing>) reply).requestId();
    }

    private void settle(long id, Reply<Nothing> reply) {
        at.world.in(tx -> {
            at.world.counter().requests().settle(tx, id, reply, at.world.clock.instant());
            return true;
        });
    }

    @Test
    void whatIsNotDecidedYetIsLookedUpByItsNumberUntilItHasEnded() {
        long first = slow("slow-1");
        long second = slow("slow-2");
        var lost = at.shop.get("/v1/responses/slow-1");
        assertEquals(
                "202 /v1/requests/" + first,
                lost.statusCode() + " " + lost.headers().firstValue("Location").orElse(""));
        var pending = json(at.shop.get("/v1/requests/" + first));
        assertEquals(
                "pending slow.act",
                pending.get("status").asText() + " " + pending.get("act").asText());
        assertEquals("2009-11-02", pending.get("next_check_at").asText().substring(0, 10));
        assertFalse(pending.has("reason"));

        settle(first, Reply.done(Nothing.NOTHING));
        settle(second, Reply.refused("too-much"));

        var done = json(at.shop.get("/v1/requests/" + first));
        assertEquals("completed", done.get("status").asText());
        assertFalse(done.has("next_check_at") || done.has("reason"));
        var failed = json(at.shop.get("/v1/requests/" + second));
        assertEquals(
                "failed too-much",
                failed.get("status").asText() + " " + failed.get("reason").asText());
    }

    @Test
    void aRequestIsItsOwnersAloneAndANumberIsOne() {
        long id = slow("slow-1");
        assertEquals(
                "404 unknown-request", reason(at.partner(Role.MERCHANT, "third").get("/v1/requests/" + id)));
        for (String unknown : List.of("77", "0", "-1", "1e3", "x", "0" + id, "%EF%BC%91", "99999999999999999999")) {
            assertEquals("404 unknown-request", reason(at.shop.get("/v1/requests/" + unknown)), unknown);
        }
        assertEquals(200, at.shop.get("/v1/requests/" + id).statusCode());
    }

    @Test
    void aLostAnswerIsGivenAgainByItsKeyAndMarkedSo() {
        var order = at.shop.post("/v1/orders", "lost-1", order("A-1", 20_00, ",\"channel\":\"WWW\""));
        var refunds = "/v1/orders/" + json(order).get("order_no").asText() + "/refunds";
        var refused = at.shop.post(refunds, "lost-2", "{\"merchant_refund_no\":\"R\",\"amount_fen\":1}");
        at.pay(at.payer("13800000001", "80"), json(order));
        var refund = at.shop.post(refunds, "lost-3", "{\"merchant_refund_no\":\"R-2\",\"amount_fen\":500}");

        var again = at.shop.get("/v1/responses/lost-1");

        assertEquals(json(order).get("order_no"), json(again).get("order_no"));
        assertEquals("true", again.headers().firstValue("Idempotency-Replayed").orElse(""));
        assertEquals("409 order-not-paid", reason(refused));
        assertEquals("409 order-not-paid", reason(at.shop.get("/v1/responses/lost-2")));
        assertEquals(json(refund), json(at.shop.get("/v1/responses/lost-3")));
        assertEquals("404 unknown-response", reason(at.shop.get("/v1/responses/never")));
        assertEquals(
                "404 unknown-response",
                reason(at.partner(Role.MERCHANT, "third").get("/v1/responses/lost-1")));
    }
}

package cn.smspay.web.api;

import static cn.smspay.web.api.ShopFixture.order;
import static cn.smspay.web.api.ShopFixture.reason;
import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which orders a merchant's program can make, how they are found again, and how they end. */
final class OrdersApiTest {
    private static final String WWW = ",\"channel\":\"WWW\"";

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

    @ParameterizedTest
    @CsvSource({"59, ", "60, 60", "604800, 604800", "604801, ", "'', 3600"})
    void anOrderIsOpenForAMinuteToAWeekAndUsuallyAnHour(String seconds, Long open) {
        var more = WWW + (seconds.isEmpty() ? "" : ",\"expires_in\":" + seconds);

        var answer = at.post("/v1/orders", order("A-1", 100, more));

        if (open == null) {
            assertEquals("400 body-invalid", reason(answer));
        } else {
            var order = json(answer);
            assertEquals(
                    Duration.ofSeconds(open),
                    Duration.between(
                            OffsetDateTime.parse(order.get("created_at").asText()),
                            OffsetDateTime.parse(order.get("expires_at").asText())));
        }
    }

    @ParameterizedTest
    @CsvSource({"60, 201", "61, 400", "0, 400"})
    void aSubjectHasSixtyCharactersAtMost(int length, int status) {
        var body = "{\"merchant_order_no\":\"A-1\",\"amount_fen\":100,\"channel\":\"WWW\",\"subject\":\""
                + "书".repeat(length) + "\"}";

        assertEquals(status, at.post("/v1/orders", body).statusCode());
    }

    /** Only an order by text has a payer of its own, and it has to have one. */
    @ParameterizedTest
    @CsvSource({"WWW, false, ", "WWW, true, /payer_msisdn", "SMS, false, /payer_msisdn", "SMS, true, "})
    void thePayerIsNamedForTextsAlone(String channel, boolean named, String fault) {
        at.payer("13800000001", "80");
        var more = ",\"channel\":\"" + channel + "\"" + (named ? ",\"payer_msisdn\":\"13800000001\"" : "");

        var answer = at.post("/v1/orders", order("A-1", 100, more));

        assertEquals(fault != null, answer.statusCode() == 400, answer.body());
        assertEquals(
                fault == null ? "" : fault, json(answer).at("/errors/0/pointer").asText());
    }

    @Test
    void theSameNumberIsTheSameOrderWhateverTheKey() {
        var first = at.post("/v1/orders", order("A-1", 100, WWW));
        var again = at.post("/v1/orders", order("A-1", 100, WWW));
        var other = at.post("/v1/orders", order("A-1", 101, WWW));

        assertEquals("201 200", first.statusCode() + " " + again.statusCode());
        assertEquals(first.body(), again.body());
        assertEquals("409 number-taken", reason(other));
        assertEquals(json(first).get("order_no"), json(other).at("/facts/order_no"));
    }

    @Test
    void ordersAreListedNewestFirstPageByPage() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 7; i++) {
            at.made("L-" + i, 100);
            made.add(0, "L-" + i);
            at.world.clock.turn(Duration.ofSeconds(1));
        }
        var listed = new ArrayList<String>();
        var sizes = new ArrayList<Integer>();
        var cursor = "";
        do {
            var page = json(at.shop.get("/v1/orders?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            sizes.add(page.get("items").size());
            page.get("items")
                    .forEach(item -> listed.add(item.get("merchant_order_no").asText()));
            cursor = page.path("next_cursor").asText();
        } while (!cursor.isEmpty());

        assertEquals(made, listed);
        assertEquals(List.of(3, 3, 1), sizes);
        assertFalse(json(at.shop.get("/v1/orders?limit=7")).has("next_cursor"), "those are all");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/orders?limit=0, 400 query-invalid",
        "/v1/orders?limit=101, 400 query-invalid",
        "/v1/orders?colour=1, 400 query-invalid",
        "/v1/orders?cursor=x, 400 query-invalid",
        "/v1/orders?merchant_order_no=A-2, 404 unknown-order",
        "/v1/orders/00000000000000, 404 unknown-order"
    })
    void whatIsAskedForWronglyOrIsNotThereIsSaid(String target, String expected) {
        at.made("A-1", 100);

        assertEquals(expected, reason(at.shop.get(target)));
    }

    @Test
    void anOrderSaysOnlyWhatThereIsToSayOfIt() {
        var open = at.made("A-1", 20_00);
        for (String field : List.of("payer", "ended_at", "close_reason", "return_url")) {
            assertFalse(open.has(field), field);
        }
        at.pay(at.payer("13800000001", "80"), open);
        var paid = json(at.shop.get("/v1/orders/" + open.get("order_no").asText()));
        assertEquals(
                "PAID ****0001",
                paid.get("status").asText() + " " + paid.get("payer").asText());
        assertEquals(
                at.world.clock.instant(),
                OffsetDateTime.parse(paid.get("ended_at").asText()).toInstant());
        assertFalse(paid.has("close_reason"));
        assertEquals(paid, json(at.shop.get("/v1/orders?merchant_order_no=A-1")).at("/items/0"));
    }

    @Test
    void anOpenOrderIsClosedByItsMerchantWithoutAWordMore() {
        var order = at.made("A-1", 100);
        var path = "/v1/orders/" + order.get("order_no").asText() + "/close";
        assertEquals("400 body-invalid", reason(at.post(path, "{\"x\":1}")));
        assertEquals(
                "OPEN",
                json(at.shop.get("/v1/orders/" + order.get("order_no").asText()))
                        .get("status")
                        .asText());

        var closed = json(at.post(path, "{}"));

        assertEquals(
                "CLOSED merchant",
                closed.get("status").asText() + " " + closed.get("close_reason").asText());
        assertEquals(
                "refused:order-closed",
                at.pay(at.payer("13800000001", "80"), order).outcome());
        var paid = at.made("A-2", 100);
        at.pay(at.payer("13800000002", "80"), paid);
        assertEquals(
                "409 order-paid",
                reason(at.post("/v1/orders/" + paid.get("order_no").asText() + "/close", "")));
    }
}

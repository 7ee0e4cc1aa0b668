package cn.smspay.web.api;

import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.accounts.merchants.Verdict;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk.Paid;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the partners' door asks of every request, and what money does behind it. */
final class PartnerDoorTest {
    private static final String ORDER = """
            {"merchant_order_no":"%s","amount_fen":%d,"subject":"三号商品","channel":"WWW",\
            "return_url":"https://shop.example/back?n=1"}""";

    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private TestPartner shop;
    private int keys;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = door();
        shop = TestPartner.hmac(world, door.port(), Role.MERCHANT, World.SHOP, false);
        shop.watchers.add(new Contract());
    }

    private PartnerDoor door() throws IOException {
        return new PartnerDoor(
                HttpSettings.loopback("partner", 0).with(HttpLimits.USUAL.requests(60_000, 10_000)),
                world.desks(),
                "https://pay.example/pay/",
                Ticker.of(world.clock));
    }

    @AfterEach
    void close() {
        door.close();
        world.close();
    }

    private String key() {
        return "k" + ++keys;
    }

    private static String order(String number, long fen) {
        return String.format(Locale.ROOT, ORDER, number, fen);
    }

    private JsonNode made(String number, long fen) {
        var response = shop.post("/v1/orders", key(), order(number, fen));
        assertEquals(201, response.statusCode(), response.body());
        return json(response);
    }

    private Reply<Paid> pay(SubscriptionId who, JsonNode order, String pin) {
        var token = order.get("pay_url").asText().substring("https://pay.example/pay/".length());
        var caller = Caller.of(Channel.WEB, "c", "192.0.2.1", Role.CUSTOMER);
        return world.desks()
                .merchants()
                .pay(caller, Key.of(caller, key(), token), who, token, new Secret(pin), null)
                .join();
    }

    private SubscriptionId payer(String msisdn, String yuan) {
        var who = world.customer(msisdn);
        world.payIn(who, yuan);
        return who;
    }

    private static String reason(HttpResponse<String> response) {
        assertEquals(
                Optional.of("application/problem+json"),
                response.headers().firstValue("Content-Type"),
                response.body());
        return response.statusCode() + " " + json(response).get("reason").asText();
    }

    @Test
    void anOrderIsMadePaidLookedAtAndRefunded() {
        var who = payer("13800000001", "80");
        var order = made("A-1", 50_00);
        assertEquals("OPEN", order.get("status").asText());
        assertTrue(order.get("pay_url").asText().startsWith("https://pay.example/pay/"));

        var paid = ((Reply.Done<Paid>) pay(who, order, World.PIN)).value();

        assertEquals("30.00", paid.balance().toString());
        var no = order.get("order_no").asText();
        var seen = json(shop.get("/v1/orders/" + no));
        assertEquals("PAID", seen.get("status").asText());
        assertEquals("****0001", seen.get("payer").asText());
        assertEquals(seen, json(shop.get("/v1/orders?merchant_order_no=A-1")).at("/items/0"));
        assertEquals(50_00, json(shop.get("/v1/balance")).get("balance_fen").asLong());

        var first = shop.post(
                "/v1/orders/" + no + "/refunds", key(), "{\"merchant_refund_no\":\"R-1\",\"amount_fen\":2000}");
        assertEquals(201, first.statusCode(), first.body());
        assertEquals("SUCCEEDED", json(first).get("status").asText());
        assertEquals("50.00", world.cash(who).toString());
        var over = shop.post(
                "/v1/orders/" + no + "/refunds", key(), "{\"merchant_refund_no\":\"R-2\",\"amount_fen\":3001}");
        assertEquals("409 over-amount", reason(over));
        assertEquals(30_00, json(over).at("/facts/left_fen").asLong());
        shop.post(
                "/v1/orders/" + no + "/offline-refunds", key(), "{\"merchant_refund_no\":\"R-3\",\"amount_fen\":1000}");
        shop.post(
                "/v1/orders/" + no + "/refunds",
                key(),
                "{\"merchant_refund_no\":\"R-4\",\"amount_fen\":2000,\"reason\":\"退货\"}");
        assertEquals("70.00", world.cash(who).toString());
        assertEquals(10_00, json(shop.get("/v1/balance")).get("balance_fen").asLong());
        assertEquals(
                3, json(shop.get("/v1/orders/" + no + "/refunds")).get("items").size());
        assertEquals(
                json(first),
                json(shop.get("/v1/refunds/" + json(first).get("refund_no").asText())));
        assertEquals(
                List.of("order.paid", "refund.succeeded", "refund.succeeded"),
                StreamSupport.stream(
                                json(shop.get("/v1/events?after=0"))
                                        .get("items")
                                        .spliterator(),
                                false)
                        .map(event -> event.get("type").asText())
                        .toList());
    }

    @Test
    void moneyGoesBackToTheAccountThatPaid() {
        var who = world.customer("13800000001");
        world.payInByCard(who, "30");
        var order = made("A-1", 10_00);
        pay(who, order, World.PIN);

        shop.post(
                "/v1/orders/" + order.get("order_no").asText() + "/refunds",
                key(),
                "{\"merchant_refund_no\":\"R\",\"amount_fen\":1000}");

        assertEquals("30.00", world.card(who).toString());
        assertEquals("0.00", world.cash(who).toString());
    }

    @Test
    void theSameKeyGetsTheSameAnswerAndAnotherBodyIsRefused() {
        var first = shop.post("/v1/orders", "once", order("A-1", 100));
        var again = shop.post("/v1/orders", "once", order("A-1", 100));
        var other = shop.post("/v1/orders", "once", order("A-1", 101));

        assertEquals(201, again.statusCode());
        assertEquals(first.body(), again.body());
        assertEquals(Optional.empty(), first.headers().firstValue("Idempotency-Replayed"));
        assertEquals(Optional.of("true"), again.headers().firstValue("Idempotency-Replayed"));
        assertEquals("422 key-reused", reason(other));
    }

    @Test
    void refusalsByRulesAreKeptAndMalformedRequestsAreNot() {
        var order = made("A-1", 100).get("order_no").asText();
        var refund = "{\"merchant_refund_no\":\"R-1\",\"amount_fen\":100}";
        var refused = shop.post("/v1/orders/" + order + "/refunds", "kept", refund);
        var again = shop.post("/v1/orders/" + order + "/refunds", "kept", refund);
        shop.post("/v1/orders", "free", "{\"merchant_order_no\":1}");

        assertEquals("409 order-not-paid", reason(refused));
        assertEquals(Optional.of("true"), again.headers().firstValue("Idempotency-Replayed"));
        assertEquals(201, shop.post("/v1/orders", "free", order("A-2", 100)).statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|401 signature-missing",
                "Smspay-Key|401 signature-missing",
                "Smspay-Timestamp|401 signature-missing",
                "Smspay-Nonce|401 signature-missing",
                "Smspay-Signature|401 signature-missing",
                "Smspay-Key=key_nobody|401 key-unknown",
                "Smspay-Timestamp=yesterday|401 signature-missing",
                "Smspay-Timestamp=1e9|401 signature-missing",
                "Smspay-Nonce=short|401 signature-missing",
                "Smspay-Nonce=0123456789abcdef!|401 signature-missing",
                "Smspay-Signature=|401 signature-wrong",
                "Smspay-Signature=AAAA|401 signature-wrong",
                "Smspay-Signature=not base64|401 signature-wrong",
            })
    void requestsWithoutAProperSignatureStayOutside(String change, String expected) {
        var body = order("A-1", 100);
        var signed = shop.request("POST", "/v1/orders", body, Long.toString(shop.time()), shop.nonce())
                .header("Idempotency-Key", "k");
        var spoilt = change.isEmpty() ? unsigned(body) : spoilt(signed, change);

        assertEquals(expected, reason(shop.raw(spoilt)));
        assertEquals("404 unknown-order", reason(shop.get("/v1/orders?merchant_order_no=A-1")));
    }

    private java.net.http.HttpRequest.Builder unsigned(String body) {
        return java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + door.port() + "/v1/orders"))
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body));
    }

    /** One header gone, or with another value. */
    private static java.net.http.HttpRequest.Builder spoilt(java.net.http.HttpRequest.Builder signed, String change) {
        var name = change.split("=", 2)[0];
        if (change.contains("=")) {
            return signed.setHeader(name, change.split("=", 2)[1]);
        }
        return java.net.http.HttpRequest.newBuilder(signed.build(), (header, value) -> !header.equalsIgnoreCase(name));
    }

    @Test
    void aSignatureIsGoodForFiveMinutesEitherWay() {
        for (var seconds : List.of(-301L, 301L)) {
            var response = shop.raw(
                    shop.request("GET", "/v1/balance", "", Long.toString(shop.time() + seconds), shop.nonce()));
            assertEquals("401 signature-stale", reason(response));
            assertEquals(shop.time(), json(response).at("/facts/server_time").asLong());
        }
        for (var seconds : List.of(-300L, 300L)) {
            assertEquals(
                    200,
                    shop.raw(shop.request("GET", "/v1/balance", "", Long.toString(shop.time() + seconds), shop.nonce()))
                            .statusCode());
        }
    }

    @Test
    void aReplayedRequestIsRefusedAlsoAfterARestart() throws IOException {
        var nonce = shop.nonce();
        var time = Long.toString(shop.time());

        assertEquals(
                200,
                shop.raw(shop.request("GET", "/v1/balance", "", time, nonce)).statusCode());
        assertEquals("401 nonce-used", reason(shop.raw(shop.request("GET", "/v1/balance", "", time, nonce))));
        door.close();
        door = door();
        var again = shop.at(door.port());
        assertEquals("401 nonce-used", reason(again.raw(again.request("GET", "/v1/balance", "", time, nonce))));
        world.clock.turn(Duration.ofMinutes(6));
        assertEquals("401 signature-stale", reason(again.raw(again.request("GET", "/v1/balance", "", time, nonce))));
    }

    @Test
    void noncesAreForgottenWhenTheyCannotMatterAnyMore() {
        shop.get("/v1/balance");
        world.clock.turn(Duration.ofMinutes(11));
        world.desks().merchants().lookAfter().join();

        int left = world.store.read(sql -> sql.createQuery("select count(*) from partner_nonce")
                .mapTo(Integer.class)
                .one());
        assertEquals(0, left);
    }

    @Test
    void aSignatureOverAnotherFormOfTheSameBodyDoesNotFitAndThePartnerSeesWhy() {
        var sent = order("A-1", 100);
        var reserialised = sent.replace("\":", "\": ").replace("\",\"", "\", \"");
        var time = Long.toString(shop.time());
        var nonce = shop.nonce();
        var response = shop.raw(shop.request("POST", "/v1/orders", sent, time, nonce)
                .header("Idempotency-Key", "k")
                .setHeader(Doorman.SIGNATURE, shop.sign("POST", "/v1/orders", time, nonce, reserialised)));

        assertEquals("401 signature-wrong", reason(response));
        assertEquals(
                Signatures.hash(sent.getBytes(StandardCharsets.UTF_8)),
                json(response).at("/facts/body_sha256").asText());
    }

    @Test
    void theSignatureIsOverMethodPathAndQueryAsSent() {
        var time = Long.toString(shop.time());
        var nonce = shop.nonce();
        var query = "/v1/orders?merchant_order_no=a%2Db&limit=5";

        assertEquals(
                "401 signature-wrong",
                reason(shop.raw(shop.request("GET", query, "", time, nonce)
                        .setHeader(Doorman.SIGNATURE, shop.sign("GET", query.replace("%2D", "-"), time, nonce, "")))));
        assertEquals(404, shop.get(query).statusCode());
    }

    @Test
    void anRsaKeySignsAsWell() {
        var other = TestPartner.rsa(world, door.port(), World.SHOP);

        assertEquals(201, other.post("/v1/orders", key(), order("A-1", 100)).statusCode());
        assertEquals(200, other.get("/v1/orders?merchant_order_no=A-1").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAA", "-----BEGIN PUBLIC KEY-----"})
    void aKeyThatIsNoneIsRefused(String publicKey) {
        var operator = Caller.operator("root");
        var reply = world.desks()
                .partners()
                .addKey(operator, Key.of(operator, key(), ""), Role.MERCHANT, World.SHOP, publicKey, false)
                .join();

        assertEquals("refused:bad-key", reply.outcome());
    }

    @Test
    void keysAreRotatedWithoutAGap() {
        var next = TestPartner.rsa(world, door.port(), World.SHOP);
        var operator = Caller.operator("root");
        var third = world.desks()
                .partners()
                .addKey(operator, Key.of(operator, key(), ""), Role.MERCHANT, World.SHOP, null, false)
                .join();
        assertEquals("refused:two-keys", third.outcome());
        assertEquals(200, shop.get("/v1/balance").statusCode());
        var old = json(next.get("/v1/keys")).get("items");
        var hmac = StreamSupport.stream(old.spliterator(), false)
                .filter(key -> key.get("kind").asText().equals("HMAC"))
                .findFirst()
                .orElseThrow();
        world.desks()
                .partners()
                .endKey(
                        operator,
                        Key.of(operator, key(), ""),
                        World.SHOP,
                        hmac.get("key_id").asText())
                .join();

        assertEquals("401 key-unknown", reason(shop.get("/v1/balance")));
        assertEquals(200, next.get("/v1/balance").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "1",
                "{",
                "{}x",
                "{} {}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "// c\n{}",
                "\uFEFF{}",
                "{\"merchant_order_no\":\"A\",\"merchant_order_no\":\"B\"}",
                "NaN",
                "{\"amount_fen\":01}",
                "{\"amount_fen\":+1}",
                "{\"amount_fen\":.5}",
                "{\"subject\":\"\u0001\"}"
            })
    void aBodyIsOneJsonObject(String body) {
        assertEquals("400 body-invalid", reason(shop.post("/v1/orders", key(), body)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount_fen|\"100\"",
                "amount_fen|1.0",
                "amount_fen|1e3",
                "amount_fen|100.5",
                "amount_fen|0",
                "amount_fen|-1",
                "amount_fen|1000000000",
                "amount_fen|99999999999999999999",
                "amount_fen|null",
                "amount_fen|true",
                "amount_fen|[1]",
                "amount_fen|\"１００\"",
                "merchant_order_no|1",
                "merchant_order_no|\"\"",
                "merchant_order_no|\"a b\"",
                "merchant_order_no|\"А-1\"",
                "merchant_order_no|\"１\"",
                "merchant_order_no|null",
                "subject|\"\"",
                "subject|\" x\"",
                "subject|\"a\\nb\"",
                "subject|\"a\\u202eb\"",
                "subject|\"\\ud800\"",
                "subject|7",
                "channel|\"www\"",
                "channel|\"APP\"",
                "channel|null",
                "return_url|\"javascript:alert(1)\"",
                "return_url|\"//x.example\"",
                "return_url|\"https://u@x.example/\"",
                "return_url|\"https://x.example/#f\"",
                "return_url|\"https://x.example/ a\"",
                "return_url|7",
                "expires_in|59",
                "expires_in|\"60\"",
                "expires_in|604801",
                "expires_in|60.0",
                "expires_in|6e1",
                "payer_msisdn|\"13800000001\"",
                "channel|\"USSD\"",
                "amount|1",
                "AMOUNT_FEN|1",
                "аmount_fen|1",
            })
    void eachFieldIsReadStrictly(String field, String value) {
        var fields = new java.util.LinkedHashMap<String, String>();
        fields.put("merchant_order_no", "\"A-1\"");
        fields.put("amount_fen", "100");
        fields.put("subject", "\"x\"");
        fields.put("channel", "\"WWW\"");
        fields.put(field, value);
        var body = new ArrayList<String>();
        fields.forEach((name, text) -> body.add('"' + name + "\":" + text));

        var response = shop.post("/v1/orders", key(), '{' + String.join(",", body) + '}');

        assertEquals("400 body-invalid", reason(response));
        assertEquals(1, json(response).get("errors").size(), response.body());
        assertEquals('/' + field, json(response).at("/errors/0/pointer").asText());
        assertFalse(json(response).at("/errors/0/detail").asText().isEmpty());
        assertEquals("404 unknown-order", reason(shop.get("/v1/orders?merchant_order_no=A-1")));
    }

    @Test
    void allFaultsOfABodyAreToldAtOnce() {
        var response = shop.post("/v1/orders", key(), "{\"amount_fen\":\"1\",\"a/b\":1,\"channel\":\"x\"}");

        assertEquals(
                List.of("/channel", "/merchant_order_no", "/amount_fen", "/subject", "/a~1b"),
                StreamSupport.stream(json(response).get("errors").spliterator(), false)
                        .map(error -> error.get("pointer").asText())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/orders?limit=0, 400 query-invalid",
        "GET, /v1/orders?limit=101, 400 query-invalid",
        "GET, /v1/orders?limit=1e1, 400 query-invalid",
        "GET, /v1/orders?colour=1, 400 query-invalid",
        "GET, /v1/orders?cursor=x, 400 query-invalid",
        "GET, /v1/orders/00000000000000, 404 unknown-order",
        "GET, /v1/refunds/1, 404 unknown-refund",
        "GET, /v1/requests/1, 404 unknown-request",
        "GET, /v1/requests/x, 404 unknown-request",
        "GET, /v1/events?after=-1, 400 query-invalid",
        "GET, /v1/bills/2009-13-01?type=trade, 400 query-invalid",
        "GET, /v1/bills/2009-02-30?type=trade, 400 query-invalid",
        "GET, /v1/bills/20091101?type=trade, 400 query-invalid",
        "GET, /v1/bills/2009-11-01, 400 query-invalid",
        "GET, /v1/bills/2009-11-01?type=all, 400 query-invalid",
        "GET, /v1/bills/2009-11-02?type=trade, 409 day-not-over",
        "POST, /v1/orders/00000000000000/close, 404 unknown-order",
    })
    void questionsAreReadStrictlyToo(String method, String target, String expected) {
        assertEquals(expected, reason(shop.send(method, target, "", method.equals("POST") ? key() : "", r -> r)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b"})
    void everyActWantsAKey(String key) {
        var response = shop.send("POST", "/v1/orders", order("A-1", 100), key.isEmpty() ? "" : key, r -> r);

        assertEquals("400 idempotency-key-missing", reason(response));
    }

    @Test
    void aMerchantSeesItsOwnThingsOnly() {
        var mine = made("A-1", 100).get("order_no").asText();
        world.in(tx -> {
            world.accounts.profiles().apply(tx, "other", "别家", world.clock.instant());
            return world.accounts.profiles().move(tx, "other", Profiles.State.LIVE, world.clock.instant());
        });
        var other = TestPartner.hmac(world, door.port(), Role.MERCHANT, "other", false);

        assertEquals("404 unknown-order", reason(other.get("/v1/orders/" + mine)));
        assertEquals("404 unknown-order", reason(other.get("/v1/orders?merchant_order_no=A-1")));
        assertEquals("404 unknown-order", reason(other.post("/v1/orders/" + mine + "/close", key(), "")));
        assertEquals(0, json(other.get("/v1/orders")).get("items").size());
        assertEquals(201, other.post("/v1/orders", key(), order("A-1", 100)).statusCode());
        var boss = TestPartner.hmac(world, door.port(), Role.BOSS, "crm", false);
        assertEquals("403 role", reason(boss.get("/v1/balance")));
    }

    @Test
    void onlyALiveMerchantMaySellAndOthersMayTry() {
        world.in(tx -> world.accounts.profiles().apply(tx, "new", "新店", world.clock.instant()));
        var live = TestPartner.hmac(world, door.port(), Role.MERCHANT, "new", false);
        var test = TestPartner.hmac(world, door.port(), Role.MERCHANT, "new", true);

        assertEquals("409 merchant-not-live", reason(live.post("/v1/orders", key(), order("A-1", 100))));
        assertEquals(
                "PAID",
                json(test.post("/v1/orders", key(), order("T-1", 101)))
                        .get("status")
                        .asText());
        assertEquals(
                "CLOSED",
                json(test.post("/v1/orders", key(), order("T-2", 102)))
                        .get("status")
                        .asText());
        assertEquals(
                "OPEN",
                json(test.post("/v1/orders", key(), order("T-3", 100)))
                        .get("status")
                        .asText());
        var paid = json(test.get("/v1/orders?merchant_order_no=T-1"))
                .at("/items/0/order_no")
                .asText();
        assertEquals(
                "FAILED",
                json(test.post(
                                "/v1/orders/" + paid + "/refunds",
                                key(),
                                "{\"merchant_refund_no\":\"r\",\"amount_fen\":3}"))
                        .get("status")
                        .asText());
        assertEquals(0, json(test.get("/v1/balance")).get("balance_fen").asLong());
    }

    @Test
    void twoWhoPayOneOrderPayItOnce() {
        var one = payer("13800000001", "50");
        var two = payer("13800000002", "50");
        var order = made("A-1", 20_00);

        var outcomes = Stream.of(one, two, one, two)
                .map(who -> CompletableFuture.supplyAsync(() -> pay(who, order, World.PIN)))
                .toList()
                .stream()
                .map(paying -> paying.join().outcome())
                .sorted()
                .toList();

        assertEquals(List.of("done", "refused:order-paid", "refused:order-paid", "refused:order-paid"), outcomes);
        assertEquals(20_00, json(shop.get("/v1/balance")).get("balance_fen").asLong());
    }

    @Test
    void twoRequestsThatRaceForOneNumberMakeOneOrder() {
        var answers = Stream.of("a", "b", "c", "d", "a", "b")
                .map(key -> CompletableFuture.supplyAsync(() -> shop.post("/v1/orders", key, order("A-1", 100))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertEquals(
                1,
                answers.stream()
                        .map(answer -> json(answer).get("order_no"))
                        .distinct()
                        .count());
        assertEquals(1, json(shop.get("/v1/orders")).get("items").size());
    }

    @Test
    void refundsThatRaceNeverComeToMoreThanWasPaid() {
        var who = payer("13800000001", "50");
        var order = made("A-1", 10_00);
        pay(who, order, World.PIN);
        var target = "/v1/orders/" + order.get("order_no").asText() + "/refunds";

        var statuses = Stream.of("r1", "r2", "r3")
                .map(no -> CompletableFuture.supplyAsync(
                        () -> shop.post(target, no, "{\"merchant_refund_no\":\"" + no + "\",\"amount_fen\":600}")))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .sorted()
                .toList();

        assertEquals(List.of(201, 409, 409), statuses);
        assertEquals("46.00", world.cash(who).toString());
    }

    @Test
    void anOrderEndsByItsTimeOrByItsMerchantAndCannotBePaidThen() {
        var who = payer("13800000001", "50");
        var expired = made("A-1", 100);
        var closed = made("A-2", 100);
        shop.post("/v1/orders/" + closed.get("order_no").asText() + "/close", key(), "");
        world.clock.turn(Duration.ofHours(1));

        assertEquals("refused:order-closed", pay(who, expired, World.PIN).outcome());
        assertEquals("refused:order-closed", pay(who, closed, World.PIN).outcome());
        made("A-3", 100);
        world.clock.turn(Duration.ofHours(1));
        assertEquals(1, world.desks().merchants().lookAfter().join());
        assertEquals(
                List.of("merchant", "expired", "expired"),
                StreamSupport.stream(json(shop.get("/v1/events")).get("items").spliterator(), false)
                        .map(event -> event.at("/data/reason").asText().toLowerCase(Locale.ROOT))
                        .toList());
    }

    @Test
    void aPayPageIsFoundByItsWholeTokenOnly() {
        var order = made("A-1", 100_01);
        var token = order.get("pay_url").asText().substring("https://pay.example/pay/".length());
        var desk = world.desks().merchants();

        assertEquals("done", desk.checkout(token).join().outcome());
        assertEquals(
                "refused:unknown-order",
                desk.checkout(order.get("order_no").asText() + "0".repeat(24))
                        .join()
                        .outcome());
        assertEquals("refused:unknown-order", desk.checkout("x").join().outcome());
        var who = payer("13800000001", "500");
        assertEquals("refused:code-wanted", pay(who, order, World.PIN).outcome());
        assertEquals(
                "refused:pin-wrong", pay(who, made("A-2", 100_00), "000000").outcome());
    }

    @Test
    void aDayIsPaidOutOnceAndRefundsOfLaterDaysLowerIt() {
        var who = payer("13800000001", "50");
        var order = made("A-1", 20_00);
        pay(who, order, World.PIN);
        var day = ServiceDay.date(world.clock.instant());
        world.clock.turn(Duration.ofDays(1));
        shop.post(
                "/v1/orders/" + order.get("order_no").asText() + "/refunds",
                key(),
                "{\"merchant_refund_no\":\"R-1\",\"amount_fen\":500}");
        pay(who, made("A-2", 7_00), World.PIN);
        var operator = Caller.operator("root");
        var desk = world.desks().settlements();
        var chief = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.SUPERVISOR);

        assertEquals(
                "refused:day-not-over",
                desk.merchant(
                                operator,
                                Key.of(operator, key(), ""),
                                World.SHOP,
                                day.plusDays(1),
                                BankCode.ICBC,
                                "daily")
                        .join()
                        .outcome());
        for (int i = 0; i < 2; i++) {
            var proposed = desk.merchant(operator, Key.of(operator, key(), ""), World.SHOP, day, BankCode.ICBC, "daily")
                    .join();
            var id = ((Reply.Pending<?>) proposed).requestId();
            world.desks()
                    .approvals()
                    .release(chief, Key.of(chief, key(), ""), id)
                    .join();
        }

        var settlement = json(shop.get("/v1/settlements")).get("items");
        assertEquals(1, settlement.size());
        assertEquals(15_00, settlement.at("/0/amount_fen").asLong());
        assertEquals(20_00, settlement.at("/0/paid_fen").asLong());
        assertEquals(7_00, json(shop.get("/v1/balance")).get("balance_fen").asLong());
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/balance, ''", "POST, /v1/orders, '{'", "GET, /v1/requests/1, ''"})
    void onePartnerIsHeldToItsLimitAndOthersAreServed(String method, String target, String body) throws IOException {
        try (var strict = new PartnerDoor(
                HttpSettings.loopback("partner", 0).with(HttpLimits.USUAL.requests(60_000, 10_000)),
                world.desks(),
                "https://pay.example/pay/",
                Ticker.of(world.clock),
                HttpLimits.USUAL.requests(60, 3))) {
            var eager = shop.at(strict.port());
            var other = TestPartner.hmac(world, strict.port(), Role.BOSS, "boss", false);
            for (int i = 0; i < 3; i++) {
                assertEquals(200, eager.get("/v1/balance").statusCode());
            }
            var more = eager.send(method, target, body, "", request -> request);
            assertEquals(429, more.statusCode(), more.body());
            assertEquals("1", more.headers().firstValue("Retry-After").orElse(""));
            assertEquals("too-many-requests", json(more).get("reason").asText());
            assertEquals(
                    "application/problem+json",
                    more.headers().firstValue("Content-Type").orElse(""));
            assertEquals(
                    404, other.get("/v1/subscribers/13800000009/transferable").statusCode());
            world.clock.turn(Duration.ofSeconds(1));
            assertEquals(200, eager.get("/v1/balance").statusCode());
            assertEquals(429, eager.get("/v1/balance").statusCode());
        }
    }

    @Test
    void everyProblemHasAPage() throws Exception {
        for (var reason : ProblemReasons.pages().keySet()) {
            assertTrue(page("/problems/" + reason).body().contains(reason));
        }
        for (var hindrance : Verdict.Hindrance.values()) {
            var word = hindrance.name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertNotEquals("不能办理", ProblemReasons.of(word).title(), word);
        }
        assertEquals(200, page("/problems/method-not-allowed").statusCode());
        assertEquals(200, page("/problems").statusCode());
        assertEquals(404, page("/problems/none").statusCode());
        assertEquals(200, page("/v1/heartbeat").statusCode());
    }

    private HttpResponse<String> page(String path) {
        return shop.raw(
                java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + door.port() + path)));
    }
}

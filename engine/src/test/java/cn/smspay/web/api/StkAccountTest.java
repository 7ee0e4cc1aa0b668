package cn.smspay.web.api;

import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Role;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.outside.cards.SimMenu;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account behind a SIM's menu, through the gateway's door (S-066, S-093, S-101, S-104, S-124); all of it fits the contract. */
final class StkAccountTest {
    private static final String NUMBER = "13800000001";
    private static final String OTHER = "13900000009";

    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private TestPartner gateway;
    private SubscriptionId alice;
    private SimMenu menu;
    private int keys;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = new PartnerDoor(
                HttpSettings.loopback("partner", 0), world.desks(), "https://pay.example/pay/", Ticker.of(world.clock));
        gateway = TestPartner.hmac(world, door.port(), Role.TERMINAL, "stk-hunan", false);
        gateway.watchers.add(new Contract());
        alice = world.customer(NUMBER);
        world.payIn(alice, "100.00");
        world.subscriber(OTHER);
        menu = SimMenu.plain(new HttpLine(gateway, NUMBER));
    }

    @AfterEach
    void close() {
        door.close();
        world.close();
    }

    private String post(String path, String fields) {
        return post(path, fields, "s" + ++keys);
    }

    private String post(String path, String fields, String key) {
        var response = gateway.post("/v1/stk/" + path, key, "{\"msisdn\":\"" + NUMBER + "\"" + fields + "}");
        return response.statusCode() == 200
                ? response.body().strip()
                : response.statusCode() + " " + json(response).at("/reason").asText();
    }

    @Test
    void theAccountsMenuWorksOverTheAir() {
        menu.open();
        menu.press("1");
        assertEquals("现金账户100.00元，充值卡账户0.00元", menu.press("1").get(0));
        menu.press("2");
        assertEquals(
                "充值成功，30.00元已转入充值卡账户", menu.press(world.card("30").reveal()).get(0));
        assertEquals("{\"cash_fen\":10000,\"card_fen\":3000,\"in_transit_fen\":0}", post("balances", ""));
    }

    @Test
    void aBillIsPaidFromTheCardAccountIfItCoversAllOfItAndFromCashOtherwise() {
        world.payInByCard(alice, "30");

        assertTrue(post("bills", ",\"amount_fen\":3000").startsWith("{\"order_no\""));
        assertEquals("0.00", world.card(alice).toString());
        assertTrue(post("bills", ",\"amount_fen\":4000").startsWith("{\"order_no\""));
        assertEquals("60.00", world.cash(alice).toString());
        assertEquals("409 insufficient", post("bills", ",\"amount_fen\":6001"));
        assertEquals(List.of(NUMBER, NUMBER), payees());
    }

    private List<String> payees() {
        world.settle();
        return world.bills.asked.stream()
                .map(asked -> asked.bill().payee().digits())
                .toList();
    }

    @Test
    void othersBillsWantThePayPassword() {
        var bill = ",\"payee\":\"" + OTHER + "\",\"amount_fen\":2000";

        assertEquals("403 pin-wanted", post("bills", bill));
        assertEquals("403 pin-wrong", post("bills", bill + ",\"pay_password\":\"999999\""));
        assertTrue(
                post("bills", bill + ",\"pay_password\":\"" + World.PIN + "\"").startsWith("{\"order_no\""));
        assertEquals(List.of(OTHER), payees());
        assertEquals("80.00", world.cash(alice).toString());
    }

    @Test
    void theSameRequestIsTheSameBill() {
        var first = post("bills", ",\"amount_fen\":2000", "once");

        assertEquals(first, post("bills", ",\"amount_fen\":2000", "once"));
        assertEquals("422 key-reused", post("bills", ",\"amount_fen\":2001", "once"));
        assertEquals("409 repeated", post("bills", ",\"amount_fen\":2000", "twice"));
        assertEquals("80.00", world.cash(alice).toString());
    }

    @Test
    void aTestProvinceIsConfirmedFirst() {
        world.subscriber("13900000007", Province.GUANGDONG, Brand.GOTONE);
        var bill = ",\"payee\":\"13900000007\",\"amount_fen\":500,\"pay_password\":\"" + World.PIN + "\"";

        assertEquals("409 confirm-test", post("bills", bill));
        assertTrue(post("bills", bill + ",\"confirm_test\":true").startsWith("{\"order_no\""));
    }

    @Test
    void aStoppedPhoneStillPaysByItsMenu() {
        world.in(tx -> {
            world.accounts.subscribers().status(tx, alice, new PhoneCondition(PhoneStatus.ONE_WAY, StopReason.DEBT));
            return true;
        });

        assertTrue(post("bills", ",\"amount_fen\":1000").startsWith("{\"order_no\""));
    }

    @Test
    void thePayPasswordIsChangedForThePresentOne() {
        var change = ",\"pay_password\":\"%s\",\"new_pay_password\":\"%s\"";

        assertEquals("403 pin-wrong", post("pay-passwords", change.formatted("999999", "246813")));
        assertEquals("422 bad-password", post("pay-passwords", change.formatted(World.PIN, "123456")));
        assertEquals("422 same-password", post("pay-passwords", change.formatted(World.PIN, World.PIN)));
        assertEquals("{}", post("pay-passwords", change.formatted(World.PIN, "246813")));
        assertEquals("403 pin-wrong", post("pay-passwords", change.formatted(World.PIN, "135791")));
    }

    @Test
    void fiveWrongPasswordsLockAsOnEveryDoor() {
        var bill = ",\"payee\":\"" + OTHER + "\",\"amount_fen\":2000,\"pay_password\":\"";
        for (int i = 0; i < 4; i++) {
            assertEquals("403 pin-wrong", post("bills", bill + "999999\""));
        }
        assertEquals("423 pin-just-locked", post("bills", bill + "999999\""));
        assertEquals("423 pin-locked", post("bills", bill + World.PIN + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "top-ups|,\"card_password\":\"18\"|400 body-invalid",
                "top-ups|,\"card_password\":\"189999999999999999\"|404 unknown-card",
                "top-ups||400 body-invalid",
                "bills||400 body-invalid",
                "bills|,\"amount_fen\":0|400 body-invalid",
                "bills|,\"amount_fen\":\"100\"|400 body-invalid",
                "bills|,\"amount_fen\":1.5|400 body-invalid",
                "bills|,\"amount_fen\":100001|422 bad-amount",
                "bills|,\"amount_fen\":100,\"payee\":\"0731123456\"|400 body-invalid",
                "bills|,\"amount_fen\":100,\"payee\":\"13000000012\",\"pay_password\":\"135792\"|409 not-carriers",
                "bills|,\"amount_fen\":100,\"confirm_test\":\"yes\"|400 body-invalid",
                "bills|,\"amount_fen\":100,\"pay_password\":135792|400 body-invalid",
                "pay-passwords|,\"pay_password\":\"135792\"|400 body-invalid",
                "pay-passwords|,\"pay_password\":\"13579\",\"new_pay_password\":\"246813\"|400 body-invalid",
                "balances|,\"more\":1|400 body-invalid",
            })
    void whatIsWrongIsSaidAndNothingMoves(String path, String fields, String expected) {
        assertEquals(expected, post(path, fields == null ? "" : fields));
        assertEquals("100.00", world.cash(alice).toString());
    }

    @Test
    void numbersWithoutAnAccountAndClientsThatAreNoGatewayAreRefused() {
        var nobody = gateway.post("/v1/stk/balances", "n1", "{\"msisdn\":\"13800000077\"}");
        assertEquals("unknown-number", json(nobody).at("/reason").asText());
        world.subscriber("13800000078");
        var none = gateway.post("/v1/stk/balances", "n2", "{\"msisdn\":\"13800000078\"}");
        assertEquals("no-account", json(none).at("/reason").asText());

        for (var client : List.of("100000000001", "hall-hunan")) {
            var other = TestPartner.hmac(world, door.port(), Role.TERMINAL, client, false);
            assertEquals(
                    403,
                    other.post("/v1/stk/balances", "n3", "{\"msisdn\":\"" + NUMBER + "\"}")
                            .statusCode());
        }
    }
}

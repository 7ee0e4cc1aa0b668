package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
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
import java.nio.file.Path;
import java.util.Locale;

/** A merchant's program at the partners' door, on the real counter, and those who pay it. Every answer is held to the contract. */
final class ShopFixture implements AutoCloseable {
    final World world;
    final TestPartner shop;
    private final PartnerDoor door;
    private int keys;

    ShopFixture(Path folder) {
        world = new World(folder);
        try {
            door = new PartnerDoor(
                    HttpSettings.loopback("partner", 0).with(HttpLimits.USUAL.requests(60_000, 10_000)),
                    world.desks(),
                    "https://pay.example/pay/",
                    Ticker.of(world.clock));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        shop = partner(Role.MERCHANT, World.SHOP);
    }

    int port() {
        return door.port();
    }

    TestPartner partner(Role role, String name) {
        var partner = TestPartner.hmac(world, door.port(), role, name, false);
        partner.watchers.add(new Contract());
        return partner;
    }

    @Override
    public void close() {
        door.close();
        world.close();
    }

    String key() {
        return "k" + ++keys;
    }

    HttpResponse<String> post(String target, String body) {
        return shop.post(target, key(), body);
    }

    /** @param more further fields, each with a comma before it */
    static String order(String number, long fen, String more) {
        return String.format(
                Locale.ROOT,
                "{\"merchant_order_no\":\"%s\",\"amount_fen\":%d,\"subject\":\"三号商品\"%s}",
                number,
                fen,
                more);
    }

    JsonNode made(String number, long fen) {
        var response = post("/v1/orders", order(number, fen, ",\"channel\":\"WWW\""));
        assertEquals(201, response.statusCode(), response.body());
        return TestPartner.json(response);
    }

    SubscriptionId payer(String msisdn, String yuan) {
        var who = world.customer(msisdn);
        world.payIn(who, yuan);
        return who;
    }

    Reply<Paid> pay(SubscriptionId who, JsonNode order) {
        var token = order.get("pay_url").asText().substring("https://pay.example/pay/".length());
        var caller = Caller.of(Channel.WEB, "c", "192.0.2.1", Role.CUSTOMER);
        return world.desks()
                .merchants()
                .pay(caller, Key.of(caller, key(), token), who, token, new Secret(World.PIN), null)
                .join();
    }

    /** Status and reason of a problem. */
    static String reason(HttpResponse<String> response) {
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
        return response.statusCode() + " "
                + TestPartner.json(response).get("reason").asText();
    }
}

package cn.smspay.outside.merchant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.counter.desks.PartnerDesk.SecretView;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.World;
import cn.smspay.web.api.Notifier;
import cn.smspay.web.api.PartnerDoor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShopTest {
    private static final String PAY = "https://pay.example/pay/";

    @TempDir
    Path folder;

    private static <T> T done(Reply<T> reply) {
        return ((Reply.Done<T>) reply).value();
    }

    @Test
    void sellsAndBelievesTheNotificationAlone() throws Exception {
        try (var world = new World(folder);
                var door = new PartnerDoor(
                        HttpSettings.loopback("partner", 0), world.desks(), PAY, Ticker.of(world.clock));
                var notifier = new Notifier(world.counter(), true, Ticker.of(world.clock));
                var shop = new Shop("网上商城", 0, world.clock, new Random(1))) {
            var desk = world.desks().merchants();
            var partners = world.desks().partners();
            var operator = Caller.operator("root");
            KeyView key =
                    done(partners.addKey(operator, Key.of(operator, "1", ""), Role.MERCHANT, World.SHOP, null, false)
                            .join());
            SecretView secret = done(partners.notifySecret(operator, Key.of(operator, "2", ""), World.SHOP)
                    .join());
            partners.addresses(operator, Key.of(operator, "3", ""), World.SHOP, shop.hook(), null)
                    .join();
            shop.connect(
                    "http://127.0.0.1:" + door.port(), key.id(), Objects.requireNonNull(key.secret()), secret.secret());
            var who = world.customer("13800000001");
            world.payIn(who, "100");

            var shelf = Jsoup.connect(shop.address()).get();
            assertEquals(
                    List.of("门票 30.00元 购买", "图书 58.00元 购买", "耳机 158.00元 购买"),
                    shelf.select("form p").eachText());
            assertEquals(
                    List.of("0", "1", "2"), shelf.select("button[name=goods]").eachAttr("value"));
            var sent = post(shop.address() + "/buy", "goods=1");
            assertEquals("去付款", Jsoup.parse(sent.body()).select("a").text());
            var pay = sent.body().replaceAll("(?s).*href=\"([^\"]+)\">去付款.*", "$1");
            assertTrue(pay.startsWith(PAY), pay);
            var token = pay.substring(PAY.length());
            var caller = Caller.of(Channel.WEB, "c", "192.0.2.1", Role.CUSTOMER);
            var paid = done(desk.pay(caller, Key.of(caller, "p", token), who, token, new Secret(World.PIN), null)
                    .join());
            var number = paid.order().merchantNo();
            assertEquals(Optional.of("waiting"), shop.told(number));
            var seen = shop.address() + "/orders/" + number;
            assertTrue(Jsoup.connect(seen).get().text().contains("等待付款"), "the page decides nothing");

            assertEquals(1, notifier.look().get(10, TimeUnit.SECONDS));
            long end = System.nanoTime() + 20_000_000_000L;
            while (shop.told(number).equals(Optional.of("waiting"))) {
                assertTrue(System.nanoTime() < end, "the shop hears nothing");
                Thread.onSpinWait();
            }
            assertEquals(Optional.of("order.paid"), shop.told(number));
            assertTrue(Jsoup.connect(seen).get().text().contains("已付款"));
            assertEquals(
                    "没有这个订单",
                    Jsoup.connect(shop.address() + "/orders/none")
                            .ignoreHttpErrors(true)
                            .get()
                            .select("[role=alert]")
                            .text());
            assertEquals(401, post(shop.hook(), "{\"type\":\"order.paid\"}").statusCode());
            assertEquals(404, post(shop.address() + "/buy", "goods=7").statusCode());
            world.settle();
        }
    }

    private static HttpResponse<String> post(String address, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

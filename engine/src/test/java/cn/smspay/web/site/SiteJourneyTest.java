package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk.OrderView;
import cn.smspay.testing.Browser;
import cn.smspay.testing.WalkHelp;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A customer's way from registration to closing in a real browser without script, on the real counter.
 */
@Tag("peer")
@Timeout(300)
final class SiteJourneyTest {
    private static final String LOOKS = """
            [{"width": 320, "noscript": true, "vars": {"number": "13800000011", "alias": "walker_a"}},
             {"width": 1280, "noscript": true, "vars": {"number": "13800000012", "alias": "walker_b"}},
             {"width": 320, "name": "en-320", "prefix": "/en", "noscript": true,
              "vars": {"number": "13800000013", "alias": "walker_c"}},
             {"width": 1280, "name": "en-1280", "prefix": "/en", "quiet": true, "noscript": true,
              "vars": {"number": "13800000014", "alias": "walker_d"}}]""";
    private static final String PAID = "\"see\": {\"zh\": \"付款成功\", \"en\": \"Payment done\"}";

    @TempDir
    Path folder;

    private World world;
    private SiteFixture site;

    @BeforeEach
    void open() {
        world = new World(folder);
        site = new SiteFixture(world);
    }

    @AfterEach
    void close() {
        site.close();
        world.close();
    }

    private String code() {
        return world.said.stream()
                .filter(said -> said.notice().equals("code"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .values()
                .get("code");
    }

    /** Money for a number, like {@code 13800000011/200}. */
    private String cash(String of) {
        var parts = of.split("/");
        var who = world.in(tx -> world.accounts
                .subscribers()
                .find(tx, new Msisdn(parts[0]))
                .orElseThrow()
                .id());
        world.in(tx -> world.accounts
                .cashTopUps()
                .payIn(
                        tx,
                        world.request(who),
                        cn.smspay.accounts.payments.Till.of(cn.smspay.accounts.customers.Province.HUNAN),
                        World.fen(parts[1])));
        return "";
    }

    /** The pay page of a new order, like {@code XH-1/4580}. */
    private String order(String of) {
        var parts = of.split("/");
        var shop = Caller.of(Channel.MERCHANT, "book", "local", Role.MERCHANT);
        var wish = new Orders.OrderRequest(
                parts[0],
                new Fen(Long.parseLong(parts[1])),
                "《江城》一册",
                PayChannel.WWW,
                "https://book.example.cn/thanks",
                null,
                Duration.ofHours(1),
                false);
        var reply = world.desks()
                .merchants()
                .create(shop, Key.of(shop, of, ""), "book", wish)
                .join();
        return "/pay/"
                + (reply instanceof Reply.Done<OrderView> done ? done.value().token() : reply.toString());
    }

    private String turn(String seconds) {
        world.clock.turn(Duration.ofSeconds(Long.parseLong(seconds)));
        return "";
    }

    @Test
    void fromRegistrationToClosing() throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium, npm and its packages playwright-core and axe-core are needed");
        for (int i = 11; i <= 14; i++) {
            world.subscriber("138000000" + i);
        }
        var operator = Caller.operator("test");
        world.desks()
                .partners()
                .apply(operator, Key.of(operator, "apply", ""), "book", "星河书店")
                .join();
        world.desks()
                .partners()
                .state(operator, Key.of(operator, "live", ""), "book", Profiles.State.LIVE, "test")
                .join();

        var steps = """
                {"do": "turn/61"},
                {"go": "/register", "fill": {"number": "%number%", "agree": "yes"}, "press": true, "shot": "walk-register"},
                {"fill": {"code": "@code", "login": "Blue7River", "login2": "Blue7River", "pay": "PIN", "pay2": "PIN",
                  "question": "3", "answer": "长沙", "alias": "%alias%"}, "press": true,
                 "see": {"zh": "手机支付已开通", "en": "Mobile Pay is open"}, "shot": "walk-registered"},
                {"do": "cash/%number%/200.00", "go": "/", "see": "200.00", "shot": "walk-home"},
                {"go": "@order/%alias%-1/4580", "shot": "walk-pay"},
                {"fill": {"pay": "PIN"}, "press": true, PAID, "shot": "walk-paid"},
                {"do": "turn/61", "go": "@order/%alias%-2/12800", "press": "/code"},
                {"fill": {"pay": "PIN", "code": "@code"}, "press": true, PAID, "shot": "walk-paid-code"},
                {"do": "turn/61", "go": "/reset/pay", "press": true, "shot": "walk-reset"},
                {"fill": {"code": "@code", "answer": "长沙", "chosen": "258036", "again": "258036"}, "press": true,
                 "see": {"zh": "支付密码已重置", "en": "Pay password reset"}, "shot": "walk-reset-done"},
                {"go": "@order/%alias%-3/2620"},
                {"fill": {"pay": "258036"}, "press": true, PAID},
                {"go": "/history", "shot": "walk-history"},
                {"go": "/close", "shot": "walk-close"},
                {"fill": {"pay": "258036"}, "press": true, "see": {"zh": "账户已销户", "en": "Account closed"}, "shot": "walk-closed"}
                """.replace("PIN", World.PIN).replace("PAID", PAID);
        try (var help = new WalkHelp(
                Map.of("code", none -> code(), "cash", this::cash, "order", this::order, "turn", this::turn))) {
            var found = Browser.walk(
                    "http://127.0.0.1:" + site.door.port(),
                    "{\"tell\": \"" + help.url() + "\", \"looks\": " + LOOKS + ", \"steps\": [" + steps + "]}");
            assertEquals("", String.join("\n", found));
        }
        assertEquals(4, world.notices().stream().filter("closed"::equals).count());
    }
}

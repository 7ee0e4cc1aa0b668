package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a merchant and an administrator see of what others have done, on the real counter. */
final class DeskActsTest {
    private static final String NUMBER = DeskFixture.NUMBER;

    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        world = at.world;
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static Page look(PageClient client) {
        return DeskFixture.look(client);
    }

    @Test
    void aMerchantSeesTheBillOfADayOnceItIsOver() {
        var who = world.customer(NUMBER);
        world.payIn(who, "100.00");
        at.pay(who, at.order("book", "XH-1"));
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");

        assertTrue(shop.follow(shop.get("/bills")).text().contains("这一天没有记录"));
        world.clock.turn(java.time.Duration.ofDays(1));
        shop = at.again("shop");
        var bill = shop.follow(shop.get("/bills"));
        assertTrue(bill.text().contains("XH-1"), bill.text());
        var csv = shop.get(bill.html().select("a[href$=trades.csv]").attr("href"));
        assertTrue(csv.answer().body().contains("\"XH-1\""), csv.answer().body());
    }

    @Test
    void aMerchantSeesEveryTryOfANotificationAndSendsItAgain() {
        var who = world.customer(NUMBER);
        world.payIn(who, "100.00");
        var token = at.order("book", "XH-1");
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");
        shop.follow(shop.get("/keys"), "/keys/addresses", Map.of("notify", "https://book.example.cn/told", "back", ""));
        at.pay(who, token);
        world.in(tx -> {
            Deliveries.takeUp(tx, world.accounts.profiles(), world.clock.instant());
            var due = Deliveries.due(tx, java.util.Set.of(), java.util.List.of(), 10, world.clock.instant());
            due.forEach(each -> Deliveries.tried(
                    tx,
                    new Deliveries.Try(
                            new Deliveries.TryKey(each.event(), 1),
                            world.clock.instant(),
                            "https://book.example.cn/told",
                            each.body(),
                            500,
                            "<b>our database is down</b>",
                            31),
                    false,
                    world.clock.instant()));
            return null;
        });

        var list = shop.get("/notifications");
        assertTrue(list.text().contains("重试中"), list.text());
        var orders = shop.get("/orders");
        assertTrue(orders.text().contains("已付款"), orders.text());
        assertTrue(orders.text().contains("重试中"), orders.text());
        assertTrue(orders.text().contains("已付款1笔，共50.00元"), orders.text());
        var one = shop.get(list.html().select("main td a").attr("href"));
        assertTrue(one.text().contains("<b>our database is down</b>"), one.text());
        assertTrue(one.text().contains("500 (31 ms)"), one.text());
        var again = shop.follow(one, Map.of());

        assertTrue(again.url().contains("/notifications/"), again.url());
        world.in(tx -> {
            assertFalse(Deliveries.due(tx, java.util.Set.of(), java.util.List.of(), 10, world.clock.instant())
                    .isEmpty());
            return null;
        });
    }

    @Test
    void theAuditIsShownMaskedAndItsChainIsChecked() {
        world.customer(NUMBER);
        var clerk = at.staff("clerk", Role.CLERK, null);
        look(clerk);
        var auditor = at.staff("auditor", Role.AUDITOR, null);
        var page = auditor.get("/audit");
        assertTrue(page.text().contains("account.query"), page.text());
        assertTrue(page.text().contains("138****0001"), page.text());
        assertFalse(page.html().outerHtml().contains(NUMBER));
        var whole = auditor.submit(page, "/audit/check", Map.of());
        assertTrue(whole.text().contains("全部记录前后相连"), whole.text());

        world.in(tx -> tx.query(sql -> sql.execute("drop trigger audit_is_final")));
        world.in(tx -> tx.query(sql -> sql.execute("update audit set why = why || 'x' where id = 2")));
        var broken = auditor.submit(auditor.get("/audit"), "/audit/check", Map.of());

        assertTrue(broken.text().contains("处断开"), broken.text());
        assertTrue(broken.text().contains("audit row 2"), broken.text());
        world.in(tx ->
                tx.query(sql -> sql.execute("update audit set why = substr(why, 1, length(why) - 1) where id = 2")));
    }

    @Test
    void anOperatorEndsANameAndMakesANewLinkForAnother() {
        var admin = at.staff("admin", Role.OPERATOR, null);
        at.staff("clerk", Role.CLERK, null);

        var link = admin.submit(admin.get("/people"), "/people/link", Map.of("again-name", "clerk"));
        assertTrue(link.html().select("main dd.code").text().startsWith("/setup/"), link.text());
        admin.follow(admin.get("/people"), "/people/role", Map.of("change-name", "clerk", "change-role", "agent"));
        assertTrue(
                admin.get("/people").text().contains("客服"), admin.get("/people").text());
        var own = admin.submit(admin.get("/people"), "/people/unlock", Map.of("unlock-name", "admin"));
        assertTrue(own.text().contains("自己的锁定须由别人解除"), own.text());
        admin.follow(admin.get("/people"), "/people/leave", Map.of("leave-name", "clerk", "leave-why", "离职"));

        assertFalse(admin.get("/people")
                .html()
                .select("#leave-name option")
                .eachText()
                .contains("clerk"));
    }
}

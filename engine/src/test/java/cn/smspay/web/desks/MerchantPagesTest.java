package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merchant's own orders, what they come to, what of them can be given back or closed, and nobody else's. */
final class MerchantPagesTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;
    private SubscriptionId who;
    private PageClient shop;

    /** XH-1 over 50 yuan is paid, XH-2 is open. */
    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        world = at.world;
        who = world.customer(DeskFixture.NUMBER);
        world.payIn(who, "200.00");
        at.pay(who, at.order("book", "XH-1"));
        world.clock.turn(Duration.ofSeconds(1));
        at.order("book", "XH-2");
        shop = at.staff("shop", Role.MERCHANT_USER, "book");
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page order(String no) {
        return shop.follow(shop.get("/orders"), "/orders/find", Map.of("no", no));
    }

    private Page refund(String no, String amount, String why) {
        return shop.submit(order(no), Map.of("amount", amount, "why", why));
    }

    @Test
    void ordersAreListedNewestFirstWithWhatTheyComeTo() {
        at.order("other", "OT-1");

        var page = shop.get("/orders");

        assertEquals(List.of("XH-2", "XH-1"), page.html().select("main td a").eachText());
        assertTrue(page.text().contains("已付款1笔，共50.00元"), page.text());
        assertTrue(page.text().contains("****0001") && !page.text().contains(DeskFixture.NUMBER), page.text());
        var other = at.staff("other", Role.MERCHANT_USER, "other");
        assertEquals(
                List.of("OT-1"), other.get("/orders").html().select("main td a").eachText());
        var no = page.html().select("main td a").attr("href");
        assertTrue(other.get(no).text().contains("没有这个订单"), other.get(no).text());
    }

    @Test
    void fiftyAreAPageAndTheOlderOnesAreBehindIt() {
        for (int i = 3; i <= 50; i++) {
            at.order("book", "XH-" + i);
        }
        assertEquals(50, shop.get("/orders").html().select("main td a").size());
        var older = shop.get("/orders").html().select("main a[href*=before]").attr("href");
        assertEquals(0, shop.get(older).html().select("main td a").size(), "those were all");
        at.order("book", "XH-51");

        older = shop.get("/orders").html().select("main a[href*=before]").attr("href");

        assertEquals(List.of("XH-1"), shop.get(older).html().select("main td a").eachText());
        assertEquals(50, shop.get("/orders?before=x").html().select("main td a").size());
    }

    @Test
    void anOrderIsFoundByTheMerchantsOwnNumber() {
        assertTrue(order("XH-1").text().contains("50.00"));
        for (String no : List.of("", "x".repeat(65), "OTHER")) {
            var none = shop.submit(shop.get("/orders"), "/orders/find", Map.of("no", no));
            assertEquals(422, none.status());
            assertEquals(List.of("#no"), wrong(none), no);
        }
    }

    @Test
    void atMostWhatIsLeftGoesBackToThePayer() {
        for (String[] row : new String[][] {{"0", "缺货", "#amount"}, {"", "缺货", "#amount"}, {"20", "", "#why"}}) {
            assertEquals(List.of(row[2]), wrong(refund("XH-1", row[0], row[1])), String.join(" ", row));
        }
        assertEquals(World.fen("150.00"), world.cash(who));

        var refunded = shop.follow(refund("XH-1", "20", "缺货"));
        assertTrue(refunded.text().contains("可退 30.00元") && refunded.text().contains("已退款"), refunded.text());
        assertEquals(World.fen("170.00"), world.cash(who));
        assertTrue(refund("XH-1", "30.01", "缺货").text().contains("超过可退金额"));
        assertEquals(World.fen("170.00"), world.cash(who));
        shop.follow(refund("XH-1", "30", "缺货"));

        assertEquals(World.fen("200.00"), world.cash(who));
        assertEquals(List.of(), forms(order("XH-1")), "nothing is left to give back");
        assertTrue(shop.get("/orders").text().contains("退50.00元")
                || shop.get("/orders").text().contains("50.00"));
    }

    @Test
    void aRefundThatIsSentTwiceIsOne() {
        var page = order("XH-1");

        shop.submit(page, Map.of("amount", "20", "why", "缺货"));
        shop.submit(page, Map.of("amount", "20", "why", "缺货"));

        assertEquals(World.fen("170.00"), world.cash(who));
    }

    @Test
    void anOpenOrderCanBeClosedAndNotRefunded() {
        var open = order("XH-2");
        assertTrue(open.text().contains("等待付款") && open.text().contains("付款页 /pay/"), open.text());
        assertEquals(1, forms(open).size());
        assertTrue(forms(open).get(0).endsWith("/close"));

        var closed = shop.follow(open, Map.of());

        assertTrue(closed.text().contains("已关闭"), closed.text());
        assertEquals(List.of(), forms(closed));
        assertFalse(closed.text().contains("/pay/"), "nobody can pay it");
        assertFalse(order("XH-1").text().contains("/pay/"));
        assertTrue(shop.submit(open, Map.of()).status() < 500, "it is closed already");
    }

    @Test
    void aTestOrderMovesNoMoneyAndIsNotCounted() {
        for (String[] row :
                new String[][] {{"", "1", "#subject"}, {"试".repeat(61), "1", "#subject"}, {"试单", "0", "#amount"}}) {
            assertEquals(
                    List.of(row[2]),
                    wrong(shop.submit(
                            shop.get("/orders"), "/orders/test", Map.of("subject", row[0], "amount", row[1]))));
        }
        var page = shop.get("/orders");
        var first = shop.submit(page, "/orders/test", Map.of("subject", "试单", "amount", "1.01"));
        assertEquals(
                first.location(),
                shop.submit(page, "/orders/test", Map.of("subject", "试单", "amount", "1.01"))
                        .location());

        var trial = shop.get(first.location());

        assertTrue(trial.text().contains("测试订单，不动资金") && trial.text().contains("已付款"), trial.text());
        assertTrue(shop.get("/orders").text().contains("已付款1笔，共50.00元"), "a test is no sale");
    }

    @Test
    void whatWeHoldAndHavePaidOutIsTold() {
        var page = shop.get("/settlements").text();

        assertTrue(page.contains("我们代管 50.00元") && page.contains("还没有结算"), page);
        assertEquals(new Fen(150_00), world.cash(who));
    }
}

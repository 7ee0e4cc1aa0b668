package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A merchant sees what became of each of its notifications, try by try, and nobody else's. */
final class NotificationsPageTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;
    private PageClient shop;
    private String one;
    private long number;

    @BeforeEach
    void aPaymentThatIsTold() {
        at = new DeskFixture(folder);
        world = at.world;
        var who = world.customer(DeskFixture.NUMBER);
        world.payIn(who, "200.00");
        var token = at.order("book", "XH-1");
        shop = at.staff("shop", Role.MERCHANT_USER, "book");
        assertTrue(shop.get("/notifications").text().contains("还没有通知"));
        shop.follow(shop.get("/keys"), "/keys/addresses", Map.of("notify", "https://book.example.cn/told", "back", ""));
        at.pay(who, token);
        world.in(tx -> {
            Deliveries.takeUp(tx, world.accounts.profiles(), world.clock.instant());
            return true;
        });
        one = shop.get("/notifications").html().select("main td a").attr("href");
        number = Long.parseLong(one.substring(one.lastIndexOf('/') + 1));
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void tried(int number, int status, boolean delivered) {
        world.in(tx -> {
            var due = Deliveries.due(tx, Set.of(), List.of(), 10, world.clock.instant());
            assertEquals(1, due.size());
            due.forEach(each -> Deliveries.tried(
                    tx,
                    new Deliveries.Try(
                            new Deliveries.TryKey(each.event(), number),
                            world.clock.instant(),
                            "https://book.example.cn/told",
                            each.body(),
                            status,
                            status == 500 ? "<b>our database is down</b>" : "",
                            31),
                    delivered,
                    world.clock.instant()));
            return null;
        });
    }

    private int listed(String query) {
        return shop.get("/notifications" + query).html().select("main td a").size();
    }

    @Test
    void itIsShownByWhatBecameOfIt() {
        assertTrue(shop.get("/notifications").text().contains("等待发送"));
        assertTrue(shop.get(one).text().contains("还没有发送"), shop.get(one).text());

        tried(1, 0, false);
        assertTrue(shop.get("/notifications").text().contains("重试中"));
        assertTrue(shop.get(one).text().contains("没有答复"), shop.get(one).text());
        world.clock.turn(Duration.ofMinutes(5));
        tried(2, 500, false);
        assertTrue(shop.get(one).text().contains("<b>our database is down</b>"), "shown as it came");
        assertTrue(shop.get(one).text().contains("500 (31 ms)"), shop.get(one).text());
        world.clock.turn(Duration.ofMinutes(30));
        shop = at.again("shop");
        tried(3, 200, true);

        assertTrue(
                shop.get("/notifications").text().contains("已送达"),
                shop.get("/notifications").text());
    }

    @Test
    void whatNobodyAnsweredForADayIsSaidToHaveFailed() {
        for (int i = 1;
                !world.<Boolean>in(tx -> Deliveries.due(tx, Set.of(), List.of(), 10, world.clock.instant())
                        .isEmpty());
                i++) {
            tried(i, 0, false);
            world.clock.turn(Duration.ofHours(26));
        }
        shop = at.again("shop");

        assertTrue(
                shop.get("/notifications").text().contains("未成功"),
                shop.get("/notifications").text());
    }

    @Test
    void onlyWhatIsANumberOfHisOwnIsLookedFor() {
        at.order("other", "OT-1");
        var other = at.staff("other", Role.MERCHANT_USER, "other");
        assertEquals("/notifications", other.get(one).location());
        for (String wrong : List.of("x", "0", "-1", Long.toString(number + 1), "123456789012345678")) {
            assertEquals("/notifications", shop.get("/notifications/" + wrong).location(), wrong);
        }
        assertEquals(200, shop.get(one).status());
    }

    @Test
    void olderOnesAreThoseBeforeANumber() {
        assertEquals(1, listed("?before=" + (number + 1)));
        assertEquals(0, listed("?before=" + number));
        assertEquals(1, listed("?before=x"));
        assertEquals(1, listed("?before=1234567890123456789"));
    }

    @Test
    void whatIsSentAgainIsDueAtOnceAndOnlyOnesOwn() {
        tried(1, 500, false);
        assertTrue(world.<Boolean>in(tx -> Deliveries.due(tx, Set.of(), List.of(), 10, world.clock.instant())
                .isEmpty()));

        var again = shop.follow(shop.get(one), Map.of());

        assertTrue(again.url().endsWith(one), again.url());
        assertFalse(world.<Boolean>in(tx -> Deliveries.due(tx, Set.of(), List.of(), 10, world.clock.instant())
                .isEmpty()));
        var form = shop.get(one).html().select("main form[method=post]").last();
        var fields = PageClient.fields(form, Map.of());
        assertEquals(
                "/notifications", shop.post("/notifications/x/again", fields).location());
        assertTrue(shop.post("/notifications/" + (number + 1) + "/again", fields)
                .text()
                .contains("没有这条通知"));
    }
}

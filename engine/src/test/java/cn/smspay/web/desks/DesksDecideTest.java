package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@link TillPage}, {@link KeysPage}, {@link NotificationsPage}, {@link StaffLoginPage}, {@link WalletWriting} and
 * {@link DeskRoutes} decide, with their limits on both sides. Few desks, many cases: each desk costs a database.
 */
final class DesksDecideTest {
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

    private static List<String> wrong(Page page) {
        return page.html().select(".errors a").eachAttr("href");
    }

    private PageClient again(String name) {
        var client = new PageClient(at.door.port());
        client.follow(
                client.get("/login"), Map.of("name", name, "password", DeskFixture.PASSWORD, "code", at.totp(name)));
        return client;
    }

    @Test
    void aTillIsOpenedWithCountedCashAndClosedWithWhatIsThere() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        for (String[] row : new String[][] {
            {"HUNAN", "3", "", "#counted"},
            {"HUNAN", "3", "-1", "#counted"},
            {"HUNAN", "3", "0.001", "#counted"},
            {"HUNAN", "", "0", "#till"},
            {"HUNAN", "x".repeat(21), "0", "#till"},
            {"UNKNOWN", "3", "0", "#province"},
            {"MARS", "3", "0", "#province"}
        }) {
            var page = clerk.submit(clerk.get("/till"), Map.of("province", row[0], "till", row[1], "counted", row[2]));
            assertEquals(422, page.status(), String.join(" ", row));
            assertEquals(List.of(row[3]), wrong(page), String.join(" ", row));
        }
        var open = clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "A1234567", "counted", "0.00"));
        assertTrue(open.text().contains("已打开"), open.text());
        assertEquals("0.00元", open.html().select("main .facts dd").first().text(), open.text());

        // Another's till is not taken over; one's own is gone on with.
        var other = at.staff("other", Role.CLERK, null);
        var taken = other.submit(other.get("/till"), Map.of("province", "HUNAN", "till", "A1234567", "counted", "5"));
        assertEquals(200, taken.status());
        assertFalse(taken.text().contains("已打开"), taken.text());
        var mine = again("clerk");
        var back = mine.follow(mine.get("/till"), Map.of("province", "HUNAN", "till", "A1234567", "counted", "7"));
        assertEquals("0.00元", back.html().select("main .facts dd").first().text(), "the first count stands");

        var bad = mine.submit(back, Map.of("closing", "much"));
        assertEquals(List.of("#closing"), wrong(bad));
        var closed = mine.follow(bad, Map.of("closing", "0"));
        assertTrue(closed.text().contains("钱箱已关"), closed.text());
        assertFalse(closed.text().contains("工单"), "nothing is missing: " + closed.text());
        var second = mine.follow(mine.get("/till"), Map.of("province", "HUNAN", "till", "4", "counted", "100"));
        var off = mine.follow(second, Map.of("closing", "99.99"));
        assertTrue(
                off.text().contains("差额")
                        && off.text().contains("0.01")
                        && off.text().contains("C-"),
                off.text());
    }

    @Test
    void addressesOfAMerchantsProgramAreWholeAddressesOfTheWeb() {
        at.order("book", "XH-1");
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");
        var most = "https://book.example.cn/" + "x".repeat(200 - "https://book.example.cn/".length());
        var rows = new HashMap<String, Boolean>();
        rows.put("https://book.example.cn/told", true);
        rows.put("HTTP://book.example.cn:8080/told?a=b", true);
        rows.put(most, true);
        rows.put("", true);
        rows.put(most + "x", false);
        rows.put("ftp://book.example.cn/told", false);
        rows.put("javascript:alert(1)", false);
        rows.put("https:///told", false);
        rows.put("https://user:word@book.example.cn/", false);
        rows.put("https://book.example.cn/#part", false);
        rows.put("//book.example.cn/", false);
        rows.put("https://book example.cn/", false);
        rows.forEach((address, good) -> {
            for (String field : List.of("notify", "back")) {
                var fields = new HashMap<>(Map.of("notify", "", "back", ""));
                fields.put(field, address);
                var page = shop.submit(shop.get("/keys"), "/keys/addresses", fields);
                assertEquals(good ? 303 : 422, page.status(), field + " " + address);
                assertEquals(good ? List.of() : List.of("#" + field), wrong(page), address);
            }
        });
        shop.follow(shop.get("/keys"), "/keys/addresses", Map.of("notify", "https://a.example/n", "back", ""));
        var shown = shop.get("/keys").text();
        assertTrue(shown.contains("https://a.example/n"), shown);
    }

    @Test
    void aKeyThatIsChangedIsGoodForADayLongerAndThenForNothing() {
        at.order("book", "XH-1");
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");
        shop.submit(shop.get("/keys"), "/keys/add", Map.of("test", "live"));
        var id = shop.get("/keys")
                .html()
                .select("select[name=rotate] option[value~=.+]")
                .last()
                .val();
        shop.submit(shop.get("/keys"), "/keys/rotate", Map.of("rotate", id));
        assertTrue(shop.get("/keys")
                .html()
                .select("select[name=end] option")
                .eachAttr("value")
                .contains(id));

        // A login waits half a minute for a code that was not used.
        world.clock.turn(Duration.ofHours(24).minusSeconds(32));
        shop = again("shop");
        assertTrue(shop.get("/keys")
                .html()
                .select("select[name=end] option")
                .eachAttr("value")
                .contains(id));
        world.clock.turn(Duration.ofHours(24));
        shop = again("shop");
        assertFalse(shop.get("/keys")
                .html()
                .select("select[name=end] option")
                .eachAttr("value")
                .contains(id));
        assertTrue(shop.get("/keys").text().contains("已停用"), shop.get("/keys").text());
    }

    @Test
    void aNotificationIsShownByWhatBecameOfIt() {
        var who = world.customer(DeskFixture.NUMBER);
        world.payIn(who, "200.00");
        var token = at.order("book", "XH-1");
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");
        assertTrue(shop.get("/notifications").text().contains("还没有通知"));
        shop.follow(shop.get("/keys"), "/keys/addresses", Map.of("notify", "https://book.example.cn/told", "back", ""));
        at.pay(who, token);
        world.in(tx -> {
            Deliveries.takeUp(tx, world.accounts.profiles(), world.clock.instant());
            return true;
        });
        var list = shop.get("/notifications");
        assertTrue(list.text().contains("等待发送"), list.text());
        var one = list.html().select("main td a").attr("href");
        assertTrue(shop.get(one).text().contains("还没有发送"), shop.get(one).text());

        tried(0, false);
        assertTrue(shop.get("/notifications").text().contains("重试中"));
        assertTrue(shop.get(one).text().contains("没有答复"), shop.get(one).text());
        world.clock.turn(Duration.ofMinutes(10));
        tried(200, true);
        var told = again("shop");
        assertTrue(
                told.get("/notifications").text().contains("已送达"),
                told.get("/notifications").text());

        // Only what is a number of his own is looked for.
        long number = Long.parseLong(one.substring(one.lastIndexOf('/') + 1));
        for (String other : List.of("x", "0", "-1", Long.toString(number + 1), "123456789012345678")) {
            assertEquals("/notifications", told.get("/notifications/" + other).location(), other);
        }
        assertEquals(
                1,
                told.get("/notifications?before=" + (number + 1))
                        .html()
                        .select("main td a")
                        .size());
        assertEquals(
                0,
                told.get("/notifications?before=" + number)
                        .html()
                        .select("main td a")
                        .size());
        assertEquals(
                1,
                told.get("/notifications?before=x").html().select("main td a").size());
        assertEquals(
                1,
                told.get("/notifications?before=1234567890123456789")
                        .html()
                        .select("main td a")
                        .size());
    }

    private void tried(int status, boolean delivered) {
        world.in(tx -> {
            var due = Deliveries.due(tx, java.util.Set.of(), List.of(), 10, world.clock.instant());
            assertEquals(1, due.size());
            due.forEach(each -> Deliveries.tried(
                    tx,
                    new Deliveries.Try(
                            new Deliveries.TryKey(each.event(), status == 0 ? 1 : 2),
                            world.clock.instant(),
                            "https://book.example.cn/told",
                            each.body(),
                            status,
                            "",
                            31),
                    delivered,
                    world.clock.instant()));
            return null;
        });
    }

    @Test
    void whoLogsInSaysAllAndWhoSetsUpTypesTwice() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        assertEquals("/", clerk.get("/login").location(), "is in already");
        var stranger = new PageClient(at.door.port());
        for (String[] row : new String[][] {
            {"", "p", "123456", "#name"},
            {"clerk", "", "123456", "#password"},
            {"clerk", "p", "12345", "#code"},
            {"clerk", "p", "", "#code"}
        }) {
            var page =
                    stranger.submit(stranger.get("/login"), Map.of("name", row[0], "password", row[1], "code", row[2]));
            assertEquals(List.of(row[3]), wrong(page), String.join(" ", row));
        }
        assertTrue(stranger.get("/login?over=1").text().contains("请重新登录"));
        assertFalse(stranger.get("/login").text().contains("请重新登录"));
        assertEquals("/login", stranger.get("/").location());
        assertEquals("/login", stranger.get("/till").location());
        assertEquals("/en/login", stranger.get("/en/till").location());

        var operator = cn.smspay.counter.Caller.operator("test");
        var token = world.desks()
                .staff()
                .add(
                        operator,
                        cn.smspay.counter.Key.of(operator, "add-new", ""),
                        "new",
                        java.util.Set.of(Role.AUDITOR),
                        null)
                .join()
                .<String>fold(done -> done.value().token().reveal(), no -> "", pending -> "");
        var setup = stranger.get("/setup/" + token);
        var differ = stranger.submit(
                setup, Map.of("chosen", DeskFixture.PASSWORD, "again", DeskFixture.PASSWORD + "x", "code", "123456"));
        assertEquals(List.of("#again"), wrong(differ));
        var code = stranger.submit(
                setup, Map.of("chosen", DeskFixture.PASSWORD, "again", DeskFixture.PASSWORD, "code", "000000"));
        assertEquals(0, code.location().length(), "a wrong code lets nobody in");
        assertTrue(stranger.get("/setup/forged").text().contains("链接已经用过或已过期"));
        assertEquals(404, clerk.get("/audit").status());
        assertEquals(404, clerk.get("/nothing").status());
        world.clock.turn(Duration.ofDays(1));
        assertEquals("/login?over=1", clerk.get("/till").location());
    }

    /** A line for the card is taken only while a load waits for a card that was read here. */
    @Test
    void aCardIsWrittenOnlyAfterItWasRead() {
        world.realNameCustomer(DeskFixture.NUMBER, "10.00");
        var clerk = at.staff("clerk", Role.CLERK, null);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        clerk.follow(
                DeskFixture.look(clerk),
                "/customer/wallet-open",
                Map.of("wallet-card", "0731 0000 0000 0042", "wallet-open-id", "yes", "wallet-open-sim", "yes"));
        var page = DeskFixture.look(clerk);
        assertEquals(
                0,
                page.html()
                        .select("form[action=/customer/wallet-write], form[action=/customer/wallet-proved]")
                        .size());
        var csrf = page.html().select("input[name=csrf]").first().val();
        var fields = new HashMap<>(Map.of("csrf", csrf, "k", "word-1"));
        page.html()
                .select("form[action=/customer/wallet-lost] input[type=hidden]")
                .forEach(it -> fields.put(it.attr("name"), it.val()));
        fields.put("wallet-write-line", "5000 1 1 0A0B0C0D 0A0B0C0D");
        assertEquals("", clerk.post("/customer/wallet-write", fields).location(), "nothing was ordered");
        fields.put("wallet-proved-tac", "0A0B0C0D");
        assertEquals("", clerk.post("/customer/wallet-proved", fields).location(), "nothing was proved");
    }
}

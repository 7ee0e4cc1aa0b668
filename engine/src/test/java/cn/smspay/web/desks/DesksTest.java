package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.StaffDesk;
import cn.smspay.testing.Browser;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The staff at their desks, on the real counter. */
final class DesksTest {
    private static final String NUMBER = DeskFixture.NUMBER;
    private static final String PASSWORD = DeskFixture.PASSWORD;

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

    private PageClient staff(String name, Role role, @Nullable String merchant) {
        return at.staff(name, role, merchant);
    }

    private static Page look(PageClient client) {
        return DeskFixture.look(client);
    }

    private String order(String merchant, String no) {
        return at.order(merchant, no);
    }

    /** Presses the button of the first thing that waits. */
    private static Page release(PageClient boss) {
        var page = boss.get("/approvals");
        var form = page.html().select("main form[action$=/release]").first();
        return boss.submit(page, form == null ? "none" : form.attr("action"), Map.of());
    }

    @Test
    void nobodyGetsInWithoutNamePasswordAndCode() {
        staff("li.lei", Role.CLERK, null);
        var stranger = new PageClient(at.door.port());
        assertEquals("/login", stranger.get("/customer").location());

        var page = stranger.submit(
                stranger.get("/login"), Map.of("name", "li.lei", "password", PASSWORD, "code", "000000"));
        var nobody = stranger.submit(
                stranger.get("/login"), Map.of("name", "han.mei", "password", PASSWORD, "code", "000000"));

        assertEquals(422, page.status());
        assertEquals(
                page.html().select(".errors").text(),
                nobody.html().select(".errors").text());
    }

    @Test
    void rolesDecideWhatIsThere() {
        var clerk = staff("clerk", Role.CLERK, null);
        assertEquals("客户 钱箱 待放行", clerk.get("/customer").html().select(".nav").text());
        assertEquals(404, clerk.get("/people").status());
        assertEquals(404, clerk.get("/orders").status());
        var agent = staff("agent", Role.AGENT, null);
        assertEquals(404, agent.get("/till").status());
        assertEquals(
                "客户 待放行 工单 减免 充值卡", agent.get("/customer").html().select(".nav").text());
    }

    @Test
    void takesCashAtTheTillAndTwoPeopleReverseIt() {
        var who = world.customer(NUMBER);
        var clerk = staff("clerk", Role.CLERK, null);
        assertTrue(look(clerk).text().contains("钱箱没有打开"));
        var till = clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        assertEquals("200.00元", till.html().select("main .facts dd").first().text(), till.text());

        var card = look(clerk);
        assertFalse(card.html().outerHtml().contains(NUMBER));
        var check = clerk.follow(card, "/customer/cash", Map.of("amount", "100"));
        assertEquals("核对现金充值", check.h1(), check.text());
        var done = clerk.follow(check, Map.of());
        assertEquals("现金充值已入账", done.h1(), done.text());
        assertEquals(
                clerk.submit(check, Map.of()).location(),
                done.url().substring(done.url().indexOf("/cash")));
        assertEquals(World.fen("100.00"), world.cash(who));

        var receipt = done.html().select("main dd.code").text();
        var proposed = clerk.follow(
                look(clerk), "/customer/reverse", Map.of("receipt", receipt, "reversed", "100", "reason", "收错号码"));
        assertTrue(proposed.text().contains("您提出的事项须由别人放行"), proposed.text());
        var boss = staff("boss", Role.SUPERVISOR, null);
        var released = release(boss);
        assertTrue(released.text().contains("已放行并办理"), released.text());
        assertEquals(World.fen("0.00"), world.cash(who));

        var closed = clerk.submit(clerk.get("/till"), Map.of("closing", "199"));
        assertTrue(closed.text().contains("差额−1.00元"), closed.text());
    }

    @Test
    void aRestartKeepsStaffAtTheirTillsAndOthersOut() {
        var who = world.customer(NUMBER);
        var clerk = staff("clerk", Role.CLERK, null);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        var leaving = staff("leaving", Role.AGENT, null);
        at.restart();

        clerk.follow(clerk.follow(look(clerk), "/customer/cash", Map.of("amount", "100")), Map.of());
        assertEquals(World.fen("100.00"), world.cash(who));
        assertTrue(clerk.get("/till").text().contains("300.00元"));

        var operator = Caller.operator("test");
        var staff = world.desks().staff();
        staff.roles(operator, Key.of(operator, "roles", ""), "clerk", Set.of(Role.AUDITOR))
                .join();
        assertEquals(404, clerk.get("/till").status());
        staff.leave(operator, Key.of(operator, "leave", ""), "leaving", "test").join();
        assertEquals("/login?over=1", leaving.get("/customer").location());
        at.restart();
        assertEquals("/login", leaving.get("/customer").location());
    }

    @Test
    void opensAndClosesAnAccountForSomebodyWhoStandsThere() {
        world.subscriber(NUMBER);
        var clerk = staff("clerk", Role.CLERK, null);
        var missing = clerk.submit(look(clerk), "/customer/open", Map.of("open-id", "yes"));
        assertEquals(422, missing.status());

        var open = clerk.follow(look(clerk), "/customer/open", Map.of("open-id", "yes", "open-sim", "yes"));

        assertEquals("账户已开通", open.h1(), open.text());
        assertTrue(open.text().contains("营业员签名"), open.text());
        var card = look(clerk);
        assertTrue(card.text().contains("账户正常"), card.text());
        var gone = clerk.follow(card, "/customer/close", Map.of("close-id", "yes", "close-sim", "yes"));
        assertEquals("账户已销户", gone.h1(), gone.text());
        assertTrue(look(clerk).text().contains("没有开通手机支付"));
    }

    @Test
    void anAgentFreezesAndNobodyUnfreezesAlone() {
        world.customer(NUMBER);
        var agent = staff("agent", Role.AGENT, null);
        var frozen = agent.follow(look(agent), "/customer/freeze", Map.of("freeze-why", "客户来电挂失"));
        assertTrue(frozen.text().contains("账户已冻结"), frozen.text());

        agent.follow(frozen, "/customer/unfreeze", Map.of("unfreeze-why", "已找回"));
        assertTrue(look(agent).text().contains("账户已冻结"));
        var boss = staff("boss", Role.SUPERVISOR, null);
        release(boss);

        assertFalse(look(agent).text().contains("账户已冻结"));
    }

    @Test
    void anAgentResetsAPasswordForWhoTellsTheRightPapers() {
        world.realNameCustomer(NUMBER, "1.00");
        var agent = staff("agent", Role.AGENT, null);
        var wrong = agent.submit(
                look(agent),
                "/customer/reset-pay",
                Map.of("reset-pay-owner", "王大明", "reset-pay-document", World.ID_NUMBER));
        assertTrue(wrong.text().contains("客户报的资料和登记的不一样"), wrong.text());
        assertFalse(wrong.html().outerHtml().contains("王小明"));

        agent.follow(
                look(agent),
                "/customer/reset-pay",
                Map.of("reset-pay-owner", "王小明", "reset-pay-document", World.ID_NUMBER));

        assertTrue(world.notices().contains("password_reset"), world.notices().toString());
    }

    @Test
    void aMerchantSeesItsOrdersAndRefundsAndNobodyElses() {
        var who = world.customer(NUMBER);
        world.payIn(who, "200.00");
        var token = order("book", "XH-1");
        order("other", "OT-1");
        at.pay(who, token);
        var shop = staff("shop", Role.MERCHANT_USER, "book");

        var orders = shop.get("/orders");
        assertTrue(orders.text().contains("XH-1"), orders.text());
        assertFalse(orders.text().contains("OT-1"));
        assertTrue(orders.text().contains("****0001"));
        var order = shop.get(orders.html().select("main td a").attr("href"));
        var refunded = shop.follow(order, Map.of("amount", "20", "why", "缺货"));

        assertTrue(refunded.text().contains("可退 30.00元"), refunded.text());
        assertEquals(World.fen("170.00"), world.cash(who));
        assertTrue(shop.submit(refunded, Map.of("amount", "31", "why", "缺货"))
                .text()
                .contains("超过可退金额"));
    }

    @Test
    void anOperatorInvitesPeople() {
        var admin = staff("admin", Role.OPERATOR, null);

        var page = admin.submit(
                admin.get("/people"), "/people", Map.of("name", "new.clerk", "role", "clerk", "merchant", ""));

        var link = page.html().select("main dd.code").text();
        assertTrue(link.startsWith("/setup/"), page.text());
        assertEquals("设置密码和验证器", new PageClient(at.door.port()).get(link).h1());
        assertTrue(world.desks().staff().list(Caller.operator("x")).join() instanceof Reply.Done<StaffDesk.Members>);
    }

    @Test
    @Tag("peer")
    @Timeout(200)
    void desksFitEveryScreen() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Browser.isInstalled(), "chromium, npm and its packages playwright-core and axe-core are needed");
        world.realNameCustomer(NUMBER, "1288.50");
        var clerk = staff("clerk", Role.CLERK, null);
        look(clerk);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        var cookie = clerk.cookies.getCookieStore().getCookies().get(0).getValue();

        var found = Browser.walk("http://127.0.0.1:" + at.door.port(), """
                {"cookie": "%s", "looks": [{"width": 320}, {"width": 768}, {"width": 1280},
                  {"width": 1280, "name": "desk-en", "prefix": "/en"},
                  {"width": 1280, "name": "dark", "context": {"colorScheme": "dark"}},
                  {"width": 320, "name": "desk-large", "font": 24}],
                 "steps": [{"go": "/customer", "shot": "desk-customer"}, {"go": "/till", "shot": "desk-till"},
                  {"go": "/approvals", "shot": "desk-approvals"}]}
                """.formatted(cookie));

        assertEquals("", String.join("\n", found));
    }
}

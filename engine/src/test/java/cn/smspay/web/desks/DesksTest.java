package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

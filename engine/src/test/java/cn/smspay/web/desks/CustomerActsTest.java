package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.release;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be done for a customer by whom, and what has to be seen or said before it is. */
final class CustomerActsTest {
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

    private static List<String> acts(PageClient client) {
        return forms(look(client)).stream()
                .map(form -> form.replaceFirst(".*/", ""))
                .filter(form -> List.of("open", "close", "cash", "reverse", "request", "freeze", "unfreeze")
                        .contains(form))
                .toList();
    }

    @Test
    void whoIsLoggedInSeesWhatHeMayDoNow() {
        var who = world.subscriber(DeskFixture.NUMBER);
        var clerk = at.staff("clerk", Role.CLERK, null);
        var agent = at.staff("agent", Role.AGENT, null);
        var auditor = at.staff("auditor", Role.AUDITOR, null);
        assertEquals(List.of("open"), acts(clerk));
        assertEquals(List.of("request"), acts(agent));
        world.open(who);
        assertEquals(List.of("close"), acts(clerk));
        assertTrue(look(clerk).text().contains("钱箱没有打开，不能收现金"), look(clerk).text());
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        assertEquals(List.of("cash", "reverse", "close"), acts(clerk));
        assertEquals(List.of("freeze"), acts(agent));
        assertEquals(List.of("freeze"), acts(at.staff("boss", Role.SUPERVISOR, null)));
        assertEquals(List.of(), acts(auditor));
    }

    @Test
    void anAccountIsOpenedAndClosedForSomebodyWhoStandsThereWithHisPapersAndHisPhone() {
        world.subscriber(DeskFixture.NUMBER);
        var clerk = at.staff("clerk", Role.CLERK, null);
        for (String act : List.of("open", "close")) {
            for (String field : List.of(act + "-id", act + "-sim")) {
                var half = new HashMap<>(Map.of(act + "-id", "yes", act + "-sim", "yes"));
                half.remove(field);
                assertEquals(List.of("#" + field), wrong(clerk.submit(look(clerk), "/customer/" + act, half)));
            }
            var done = clerk.follow(look(clerk), "/customer/" + act, Map.of(act + "-id", "yes", act + "-sim", "yes"));
            assertEquals(act.equals("open") ? "账户已开通" : "账户已销户", done.h1(), done.text());
            assertTrue(done.text().contains("营业员签名"), done.text());
            assertEquals(act.equals("open"), look(clerk).text().contains("账户正常"));
        }
        assertTrue(look(clerk).text().contains("没有开通手机支付"));
    }

    @Test
    void whatIsRefusedIsSaidAtItsForm() {
        var who = world.customer(DeskFixture.NUMBER);
        world.payIn(who, "5.00");
        var clerk = at.staff("clerk", Role.CLERK, null);

        var page = clerk.submit(look(clerk), "/customer/close", Map.of("close-id", "yes", "close-sim", "yes"));

        assertTrue(page.text().contains("条件还没有具备，不能销户"), page.text());
        assertEquals(World.fen("5.00"), world.cash(who));
    }

    @Test
    void anAgentSendsTheTextThatOpensAnAccount() {
        world.subscriber(DeskFixture.NUMBER);
        var agent = at.staff("agent", Role.AGENT, null);

        assertEquals(
                "/customer",
                agent.submit(look(agent), "/customer/request", Map.of()).location());

        assertEquals(1, world.dialogues.size(), world.dialogues.toString());
        assertTrue(look(agent).text().contains("没有开通手机支付"), "he has not answered");
    }

    @Test
    void oneFreezesAndTwoUnfreezeAndEachSaysWhy() {
        world.customer(DeskFixture.NUMBER);
        var agent = at.staff("agent", Role.AGENT, null);
        assertEquals(
                List.of("#freeze-why"), wrong(agent.submit(look(agent), "/customer/freeze", Map.of("freeze-why", ""))));
        assertFalse(look(agent).text().contains("账户已冻结"));
        var frozen = agent.follow(look(agent), "/customer/freeze", Map.of("freeze-why", "客户来电挂失"));
        assertTrue(frozen.text().contains("账户已冻结"), frozen.text());
        assertEquals(List.of("unfreeze"), acts(agent));
        assertEquals(
                List.of("#unfreeze-why"),
                wrong(agent.submit(look(agent), "/customer/unfreeze", Map.of("unfreeze-why", ""))));

        assertEquals(
                "/approvals",
                agent.submit(look(agent), "/customer/unfreeze", Map.of("unfreeze-why", "已找回"))
                        .location());
        assertTrue(look(agent).text().contains("账户已冻结"), "not by himself");
        release(at.staff("boss", Role.SUPERVISOR, null));

        assertFalse(look(agent).text().contains("账户已冻结"));
        assertEquals(List.of("freeze"), acts(agent));
    }
}

package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.counter.Role;
import cn.smspay.outside.simulator.SimulatedRegistry;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By what somebody who calls proves who he is, what is done for him then, and that no page says what would have been right. */
final class AgentActsTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;
    private PageClient agent;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        world = at.world;
        agent = at.staff("agent", Role.AGENT, null);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page papers(String act, String owner, String document) {
        return agent.submit(
                look(agent), "/customer/" + act, Map.of(act + "-owner", owner, act + "-document", document));
    }

    private Page word(String act, String service, String day, String amount) {
        return agent.submit(
                look(agent),
                "/customer/" + act,
                Map.of(act + "-service", service, act + "-day", day, act + "-amount", amount));
    }

    private long resets() {
        return world.notices().stream().filter("password_reset"::equals).count();
    }

    @Test
    void whatCanBeDoneDependsOnTheAccountAndTheWallet() {
        var who = world.subscriber(DeskFixture.NUMBER);
        assertEquals(List.of("/customer", "/customer/request"), forms(look(agent)));

        world.open(who);
        assertEquals(
                List.of(
                        "/customer",
                        "/customer/reset-pay",
                        "/customer/reset-login",
                        "/customer/agent-close",
                        "/customer/freeze"),
                forms(look(agent)));

        world.in(tx -> world.accounts.wallet().wallets().open(tx, world.request(who), new CardNo("8600755000000001")));
        var all = forms(look(agent));
        assertTrue(all.containsAll(List.of("/customer/reset-op", "/customer/wallet-lost")), all.toString());
    }

    /** Of an account in somebody's name (S-120). */
    @Test
    void papersProveWhoHasHisNameThere() {
        world.realNameCustomer(DeskFixture.NUMBER, "1.00");
        assertEquals(
                0, look(agent).html().select("input[name=reset-pay-service]").size());
        assertEquals(List.of("#reset-pay-owner"), wrong(papers("reset-pay", "", World.ID_NUMBER)));
        assertEquals(List.of("#reset-login-document"), wrong(papers("reset-login", "王小明", "")));
        for (String[] row : new String[][] {{"王大明", World.ID_NUMBER}, {"王小明", "110105194912310021"}}) {
            var page = papers("reset-pay", row[0], row[1]);
            assertTrue(page.text().contains("客户报的资料和登记的不一样"), page.text());
            assertFalse(page.html().outerHtml().contains(row[1]), "what was said is not shown again");
            assertFalse(
                    page.html().outerHtml().contains(row[0].equals("王小明") ? World.ID_NUMBER : "王小明"),
                    "nor what would be right");
        }
        assertEquals(0, resets());

        assertEquals("/customer", papers("reset-pay", "王小明", World.ID_NUMBER).location());
        assertEquals(1, resets());
        assertEquals("/customer", papers("reset-login", "王小明", World.ID_NUMBER).location());
        assertEquals(2, resets());
    }

    /** Of an account in nobody's name: the carrier's password and the last top-up, which may never have been (S-127). */
    @Test
    void theServiceWordAndTheLastTopUpProveWhoHasNone() {
        var who = world.customer(DeskFixture.NUMBER);
        var right = SimulatedRegistry.SERVICE_PASSWORD;
        assertEquals(0, look(agent).html().select("input[name=reset-pay-owner]").size());
        assertEquals(List.of("#reset-pay-service"), wrong(word("reset-pay", "", "", "")));
        assertEquals(List.of("#reset-pay-day"), wrong(word("reset-pay", right, "", "50")));
        assertEquals(List.of("#reset-pay-amount"), wrong(word("reset-pay", right, "20091102", "")));
        assertEquals(List.of("#reset-pay-day"), wrong(word("reset-pay", right, "20091131", "50")));
        var other = word("reset-pay", "123456", "", "");
        assertTrue(other.text().contains("客户报的资料和登记的不一样"), other.text());
        assertFalse(other.html().outerHtml().contains("123456"));
        assertEquals(0, resets());
        assertEquals("/customer", word("reset-pay", right, "", "").location(), "nothing was ever paid in");
        assertEquals(1, resets());

        world.payIn(who, "50");
        for (String[] row : new String[][] {{"", ""}, {"20091101", "50"}, {"20091102", "49.99"}}) {
            assertEquals("", word("reset-login", right, row[0], row[1]).location(), String.join(" ", row));
        }
        assertEquals(
                "/customer", word("reset-login", right, "20091102", "50.00").location());
        assertEquals(1, resets());
    }

    @Test
    void anAccountIsClosedByPapersOrByAServiceWordThatWasChecked() {
        world.realNameCustomer(DeskFixture.NUMBER, "1.00");
        assertTrue(papers("agent-close", "王大明", World.ID_NUMBER).text().contains("客户报的资料和登记的不一样"));
        assertTrue(papers("agent-close", "王小明", World.ID_NUMBER).text().contains("条件还没有具备，不能销户"));

        var number = "13810010002";
        world.customer(number);
        agent.submit(agent.get("/customer"), "/customer", Map.of("number", number, "why", "call"));
        var page = agent.get("/customer");
        assertEquals(List.of("#agent-close-service"), wrong(agent.submit(page, "/customer/agent-close", Map.of())));
        assertEquals(
                "/customer",
                agent.submit(page, "/customer/agent-close", Map.of("agent-close-service", "yes"))
                        .location());
        assertTrue(agent.get("/customer").text().contains("没有开通手机支付"));
    }

    /** S-171, S-146. */
    @Test
    void theOperationPasswordGoesBackOnlyForACallFromThePhoneAndACardIsNeverBlocked() {
        var who = world.realNameCustomer(DeskFixture.NUMBER, "1.00");
        world.in(tx -> world.accounts.wallet().wallets().open(tx, world.request(who), new CardNo("8600755000000001")));
        var typed = Map.of("reset-op-owner", "王小明", "reset-op-document", World.ID_NUMBER);
        assertEquals(List.of("#reset-op-phone"), wrong(agent.submit(look(agent), "/customer/reset-op", typed)));
        assertEquals(
                "/customer",
                agent.submit(
                                look(agent),
                                "/customer/reset-op",
                                Map.of(
                                        "reset-op-owner",
                                        "王小明",
                                        "reset-op-document",
                                        World.ID_NUMBER,
                                        "reset-op-phone",
                                        "yes"))
                        .location());

        var lost = agent.submit(look(agent), "/customer/wallet-lost", Map.of());
        assertTrue(lost.text().contains("按规定不能挂失"), lost.text());
        assertEquals(
                1,
                world.<Integer>in(
                        tx -> tx.query(sql -> sql.createQuery("select count(*) from audit where act like '%lost%'")
                                .mapTo(Integer.class)
                                .one())),
                "the call is on record");
    }

    @Test
    void nothingIsDoneForNobody() {
        var csrf =
                agent.get("/customer").html().select("input[name=csrf]").first().val();
        for (String act : List.of("reset-pay", "reset-login", "reset-op", "agent-close", "wallet-lost", "request")) {
            assertEquals(
                    "/customer",
                    agent.post("/customer/" + act, Map.of("csrf", csrf)).location(),
                    act);
        }
    }
}

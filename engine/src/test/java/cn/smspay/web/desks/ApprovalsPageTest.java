package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.release;
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

/** What one has proposed is seen with all that it would do, and released or refused by another who may (R 4.12). */
final class ApprovalsPageTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private SubscriptionId who;
    private PageClient clerk;
    private PageClient boss;

    /** 100 yuan were taken from the wrong person. */
    @BeforeEach
    void aReversalThatWaits() {
        at = new DeskFixture(folder);
        who = at.world.customer(DeskFixture.NUMBER);
        clerk = at.clerk();
        boss = at.staff("boss", Role.SUPERVISOR, null);
        assertTrue(boss.get("/approvals").text().contains("没有等待放行的事项"));
        var done = clerk.follow(clerk.follow(look(clerk), "/customer/cash", Map.of("amount", "100")), Map.of());
        clerk.submit(
                look(clerk),
                "/customer/reverse",
                Map.of("receipt", done.html().select("main dd.code").text(), "reversed", "100", "reason", "收错号码"));
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static String action(PageClient client, String end) {
        return client.get("/approvals")
                .html()
                .select("main form[action$=" + end + "]")
                .attr("action");
    }

    private Page refuse(String why) {
        var page = boss.get("/approvals");
        var field = page.html().select("main input[name^=no-]").attr("name");
        return boss.submit(page, action(boss, "/refuse"), Map.of(field, why));
    }

    @Test
    void whatIsProposedIsToldInTheWordsOfReceipts() {
        var page = boss.get("/approvals").text();

        assertTrue(page.contains("现金充值冲正"), page);
        assertTrue(page.contains("138****0001") && !page.contains(DeskFixture.NUMBER), page);
        assertTrue(page.contains("金额 100.00元"), page);
        assertTrue(page.contains("流水号 00000000000001"), page);
        assertTrue(page.contains("客户现金账户 100.00元 → 0.00元"), page);
        assertTrue(page.contains("收错号码") && page.contains("提出人 clerk"), page);
    }

    @Test
    void onlyAnotherWhoMayHasAButton() {
        var agent = at.staff("agent", Role.AGENT, null);
        assertEquals(List.of(), forms(clerk.get("/approvals")));
        assertTrue(clerk.get("/approvals").text().contains("您提出的事项须由别人放行"));
        assertEquals(List.of(), forms(agent.get("/approvals")));
        assertTrue(agent.get("/approvals").text().contains("由主管放行"));
        assertEquals(2, forms(boss.get("/approvals")).size());
        assertEquals(
                2,
                forms(at.staff("admin", Role.OPERATOR, null).get("/approvals")).size());

        var csrf =
                clerk.get("/customer").html().select("input[name=csrf]").first().val();
        var own = clerk.post(action(boss, "/release"), Map.of("csrf", csrf, "k", "word-0123456789ab"));
        assertTrue(own.text().contains("您提出的事项须由别人放行"), own.text());
        assertEquals(World.fen("100.00"), at.world.cash(who));
    }

    @Test
    void whatIsReleasedIsDoneOnce() {
        var page = boss.get("/approvals");
        assertTrue(release(boss).text().contains("已放行并办理"));
        assertEquals(Fen.ZERO, at.world.cash(who));

        var again = boss.submit(page, forms(page).get(0), Map.of());

        assertFalse(again.text().contains("由主管放行"), again.text());
        assertEquals(Fen.ZERO, at.world.cash(who));
        assertTrue(boss.get("/approvals").text().contains("没有等待放行的事项"));
    }

    @Test
    void whatCannotBeDoneAnyMoreIsNotCalledDone() {
        at.world.in(tx -> at.world
                .accounts
                .bills()
                .pay(tx, at.world.request(who, World.PIN), World.fen("50"))
                .fold(Object::toString, Object::toString));

        var answer = release(boss);

        assertFalse(answer.text().contains("已放行并办理"), answer.text());
        assertEquals(1, answer.html().select("main .notice").size(), answer.text());
        assertEquals(World.fen("50.00"), at.world.cash(who));
    }

    @Test
    void aRefusalHasAReasonOfAHundredAndTwentyCharactersAtMost() {
        for (String why : List.of("", "  ", "长".repeat(121))) {
            assertTrue(refuse(why).text().contains("请填写不放行的事由"), why);
        }
        assertTrue(refuse("长".repeat(120)).text().contains("已退回提出人"));
        assertEquals(World.fen("100.00"), at.world.cash(who));
        assertTrue(boss.get("/approvals").text().contains("没有等待放行的事项"));
    }

    @Test
    void whatIsNoProposalIsNotDecided() {
        var csrf =
                boss.get("/approvals").html().select("input[name=csrf]").first().val();
        assertEquals(
                "/approvals",
                boss.post("/approvals/x/release", Map.of("csrf", csrf)).location());
        assertEquals(
                "/approvals",
                boss.post("/approvals/1234567890123456789/release", Map.of("csrf", csrf))
                        .location());
        assertTrue(boss.post("/approvals/4711/release", Map.of("csrf", csrf))
                .text()
                .contains("没有这个事项"));
    }

    @Test
    void whatNobodyReleasedInThreeDaysIsNotDone() {
        at.world.clock.turn(Duration.ofHours(72));
        boss = at.again("boss");

        assertTrue(release(boss).text().contains("已超过72小时"));
        assertEquals(World.fen("100.00"), at.world.cash(who));
    }
}

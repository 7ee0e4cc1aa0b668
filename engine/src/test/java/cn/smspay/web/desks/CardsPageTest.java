package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.release;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards are ordered and made good by two, handed over once and encrypted; a single one is looked up by its serial and stopped. */
final class CardsPageTest {
    private static final Map<String, String> ORDER =
            Map.of("count", "3", "face", "50", "last", "20121231", "issue-why", "新卡");

    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient maker;
    private PageClient boss;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        maker = at.staff("maker", Role.OPERATOR, null);
        boss = at.staff("boss", Role.SUPERVISOR, null);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page send(String act, Map<String, String> fields) {
        return maker.submit(maker.get("/cards"), "/cards/" + act, fields);
    }

    private Page deliver(String passphrase) {
        return send("deliver", Map.of("ordered", "1", "passphrase", passphrase));
    }

    /** Three cards that can be used. */
    private String serial() {
        send("issue", ORDER);
        release(boss);
        deliver("a long passphrase");
        send("activate", Map.of("issued", "1", "activate-why", "上市"));
        release(boss);
        return maker.get("/cards").html().select("td.code").text().split(" ")[0];
    }

    @Test
    void anOrderSaysHowManyOfWhichFaceUntilWhenAndWhy() {
        for (String[] row : new String[][] {
            {"count", "", "#count"},
            {"count", "x", "#count"},
            {"count", "1234567", "#count"},
            {"face", "0", "#face"},
            {"face", "", "#face"},
            {"last", "", "#last"},
            {"last", "20120230", "#last"},
            {"issue-why", "", "#issue-why"}
        }) {
            var typed = new HashMap<>(ORDER);
            typed.put(row[0], row[1]);
            var page = send("issue", typed);
            assertEquals(422, page.status(), String.join(" ", row));
            assertEquals(List.of(row[2]), wrong(page), String.join(" ", row));
        }
        var face = new HashMap<>(ORDER);
        face.put("face", "51");
        assertEquals("", send("issue", face).location(), "there is no such card");
        assertEquals("/approvals", send("issue", ORDER).location());
        assertTrue(maker.get("/cards").text().contains("还没有批次"), "nobody has released it");
    }

    @Test
    void aBatchGoesFromOrderToCardsByTwoPeopleAndItsFileIsGivenOnce() {
        assertFalse(forms(maker.get("/cards")).contains("/cards/deliver"));
        send("issue", ORDER);
        assertTrue(
                boss.get("/approvals").text().contains("已制卡数 0 → 3"),
                boss.get("/approvals").text());
        release(boss);
        assertTrue(maker.get("/cards").text().contains("等待制卡"));
        assertEquals(List.of("#passphrase"), wrong(deliver("")));
        assertEquals(
                List.of("#ordered"), wrong(send("deliver", Map.of("ordered", "", "passphrase", "a long passphrase"))));
        assertEquals(200, deliver("short").status());
        assertTrue(maker.get("/cards").text().contains("等待制卡"), "a short one hands nothing over");

        var file = deliver("a long passphrase");
        assertEquals(
                "attachment; filename=\"cards-1.enc\"",
                file.answer().headers().firstValue("Content-Disposition").orElse(""),
                file.text());
        assertTrue(maker.get("/cards").text().contains("等待激活"));
        assertFalse(forms(maker.get("/cards")).contains("/cards/deliver"), "it is given once");
        assertEquals(List.of("#issued"), wrong(send("activate", Map.of("issued", "", "activate-why", "上市"))));
        assertEquals(List.of("#activate-why"), wrong(send("activate", Map.of("issued", "1", "activate-why", ""))));
        send("activate", Map.of("issued", "1", "activate-why", "上市"));
        assertTrue(maker.get("/cards").text().contains("等待激活"), "one alone makes nothing good");
        release(boss);
        assertTrue(maker.get("/cards").text().contains("已激活"));
    }

    @Test
    void aCardIsLookedUpByItsSerialWithAReason() {
        var serial = serial();
        for (String[] row : new String[][] {
            {"", "客户来电", "#serial"},
            {"12x", "客户来电", "#serial"},
            {"1".repeat(21), "客户来电", "#serial"},
            {serial, "", "#serial-why"}
        }) {
            assertEquals(List.of(row[2]), wrong(send("look", Map.of("serial", row[0], "serial-why", row[1]))), row[0]);
        }
        var none = maker.follow(send("look", Map.of("serial", "9".repeat(20), "serial-why", "客户来电")));
        assertTrue(none.html().select("main .notice").size() > 0, none.text());

        var one = maker.follow(send("look", Map.of("serial", serial, "serial-why", "客户来电")));
        assertTrue(one.text().contains("可用") && one.text().contains("50.00"), one.text());
    }

    /** What can be done with a card depends on its state and on who looks. */
    @Test
    void aCardIsStoppedByOneAndMadeGoodAgainByWhoMay() {
        var serial = serial();
        var looked = Map.of("serial", serial, "serial-why", "客户来电");
        maker.follow(send("look", looked));
        var agent = at.staff("agent", Role.AGENT, null);
        agent.submit(agent.get("/cards"), "/cards/look", looked);
        boss.submit(boss.get("/cards"), "/cards/look", looked);
        assertEquals(List.of("/cards/look", "/cards/freeze"), forms(agent.get("/cards")));
        assertEquals(List.of("/cards/look"), forms(boss.get("/cards")));
        assertEquals(
                List.of("/cards/look", "/cards/freeze", "/cards/void", "/cards/issue"), forms(maker.get("/cards")));
        assertEquals(List.of("#freeze-why"), wrong(send("freeze", Map.of("freeze-why", ""))));

        agent.submit(agent.get("/cards"), "/cards/freeze", Map.of("freeze-why", "被盗"));
        assertTrue(agent.get("/cards").text().contains("已冻结"));
        assertEquals(List.of("/cards/look"), forms(agent.get("/cards")), "who stops it does not start it again");
        assertEquals(List.of("/cards/look", "/cards/thaw", "/cards/void", "/cards/issue"), forms(maker.get("/cards")));
        send("thaw", Map.of("thaw-why", "找回"));
        assertTrue(maker.get("/cards").text().contains("可用"));
        send("void", Map.of("void-why", "毁损"));
        assertTrue(maker.get("/cards").text().contains("已作废"));
        assertEquals(List.of("/cards/look", "/cards/issue"), forms(maker.get("/cards")), "that is its end");
    }

    @Test
    void batchesAreForThoseWhoKeepThem() {
        assertTrue(at.staff("auditor", Role.AUDITOR, null).get("/cards").text().contains("还没有批次"));
        assertFalse(at.staff("agent", Role.AGENT, null).get("/cards").text().contains("批次"));
        assertFalse(forms(boss.get("/cards")).contains("/cards/issue"), "a supervisor orders none");
    }
}

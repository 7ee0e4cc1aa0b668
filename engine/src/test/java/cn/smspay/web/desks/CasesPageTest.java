package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.base.Fen;
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

/** A case is one's, is given back, has notes, ends with an outcome only, and what waits for it is booked by two (R 4.12). */
final class CasesPageTest {
    private static final Map<String, String> BOOK =
            Map.of("way", "to", "party", "bank", "whom", "ICBC", "booked", "10", "book-why", "是他们的");

    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient agent;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        agent = at.staff("agent", Role.AGENT, null);
        assertTrue(agent.get("/cases").text().contains("没有未结的工单"));
        for (var kind : List.of(CaseKind.UNKNOWN_BANK_LINE, CaseKind.TILL_DIFFERENCE)) {
            at.world.in(tx -> Cases.open(
                    tx,
                    new Cases.Opening(kind, "line-" + kind, null, "line:1", "nobody's", new Fen(10_00)),
                    at.world.clock.instant()));
        }
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page send(String act, Map<String, String> fields) {
        return agent.submit(agent.get("/cases/1"), "/cases/1/" + act, fields);
    }

    private List<String> acts(PageClient client) {
        return forms(client.get("/cases/1")).stream()
                .map(form -> form.replaceFirst(".*/", ""))
                .toList();
    }

    @Test
    void aCaseIsTakenByOneAndGivenBackByHimAlone() {
        assertEquals(List.of("take", "book", "note", "close"), acts(agent));
        assertEquals("/cases/1", send("take", Map.of()).location());
        assertEquals(List.of("give", "book", "note", "close"), acts(agent));
        assertTrue(agent.get("/cases/1").text().contains("agent"));
        var other = at.staff("other", Role.AGENT, null);
        assertEquals(List.of("book", "note", "close"), acts(other));

        send("give", Map.of());

        assertTrue(
                agent.get("/cases/1").text().contains("负责人 没有"),
                agent.get("/cases/1").text());
        assertEquals(List.of("take", "book", "note", "close"), acts(other));
    }

    @Test
    void aCaseEndsWithAnOutcomeByWhoHasIt() {
        assertEquals(List.of("#note"), wrong(send("note", Map.of("note", ""))));
        assertEquals(List.of("#outcome"), wrong(send("close", Map.of("outcome", ""))));
        send("close", Map.of("outcome", "退回"));
        assertTrue(acts(agent).contains("close"), "whoever has not taken it does not end it");
        send("take", Map.of());
        send("note", Map.of("note", "问过<b>银行</b>"));
        assertTrue(agent.get("/cases/1").text().contains("问过<b>银行</b>"));

        assertEquals("/cases/1", send("close", Map.of("outcome", "退回银行")).location());

        var closed = agent.get("/cases/1");
        assertTrue(closed.text().contains("已结") && closed.text().contains("结果 退回银行"), closed.text());
        assertEquals(List.of(), forms(closed), "that is its end");
        assertEquals(
                List.of("/cases/2"),
                agent.get("/cases").html().select("main td a").eachAttr("href"));
    }

    @Test
    void whatIsBookedHasAWayAPartyAnAmountAndAReason() {
        for (String[] row : new String[][] {
            {"way", "", "#way"},
            {"party", "", "#party"},
            {"whom", "", "#whom"},
            {"whom", "x".repeat(41), "#whom"},
            {"booked", "0", "#booked"},
            {"booked", "", "#booked"},
            {"book-why", "", "#book-why"}
        }) {
            var typed = new HashMap<>(BOOK);
            typed.put(row[0], row[1]);
            assertTrue(wrong(send("book", typed)).contains(row[2]), String.join(" ", row));
        }
        var nobody = new HashMap<>(BOOK);
        nobody.put("whom", "MOON");
        assertTrue(send("book", nobody).text().contains("没有这个对方"));

        assertEquals("/approvals", send("book", BOOK).location());
        var waits = agent.get("/approvals").text();
        assertTrue(waits.contains("挂账处理") && waits.contains("从挂账转出") && waits.contains("bank:ICBC"), waits);
    }

    @Test
    void eachPartyIsCalledByItsKind() {
        at.world.customer(DeskFixture.NUMBER);
        for (String[] row : new String[][] {
            {"number", DeskFixture.NUMBER}, {"merchant", "shop"}, {"province", "HUNAN"}, {"bank", "ICBC"}
        }) {
            var typed = new HashMap<>(BOOK);
            typed.put("party", row[0]);
            typed.put("whom", row[1]);
            assertEquals("/approvals", send("book", typed).location(), row[0]);
        }
        var from = new HashMap<>(BOOK);
        from.put("way", "from");
        from.put("party", "number");
        from.put("whom", DeskFixture.NUMBER);
        assertTrue(send("book", from).text().contains("不能从客户账户扣款"));
        var own = new HashMap<>(BOOK);
        own.put("party", "customer");
        own.put("whom", "");
        assertTrue(send("book", own).text().contains("没有这个对方"), "nobody belongs to this case");
    }

    @Test
    void whatHasNothingInSuspenseIsNotBooked() {
        var page = agent.submit(agent.get("/cases/2"), "/cases/2/book", BOOK);

        assertTrue(page.text().contains("这类工单没有挂账"), page.text());
        assertTrue(page.text().contains("再点一次"), "what can be done instead: " + page.text());
        assertTrue(agent.get("/approvals").text().contains("没有等待放行的事项"));
    }

    @Test
    void whatIsNoCaseLeadsToTheList() {
        assertEquals("/cases", agent.get("/cases/x").location());
        assertEquals("/cases", agent.get("/cases/1234567890123456789").location());
        assertTrue(agent.get("/cases/99").text().contains("没有这个工单"));
        var fields = PageClient.fields(
                agent.get("/cases/1").html().select("main form[action$=note]").first(), Map.of("note", "x"));
        assertEquals("/cases", agent.post("/cases/x/note", fields).location());
    }
}

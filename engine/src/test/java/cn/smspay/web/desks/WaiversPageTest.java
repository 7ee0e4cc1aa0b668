package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.Billing;
import cn.smspay.counter.Role;
import cn.smspay.files.billing.Uplinks;
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

/** Charges are waived, or charged again, by who proposes it and another who releases it; either of them may turn it down. */
final class WaiversPageTest {
    private static final Map<String, String> FORM =
            Map.of("charges", "1，2", "what", "waive", "reason", "COMPLAINT", "note", "申诉12号");

    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient agent;
    private PageClient boss;

    /** Two messages were charged. */
    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        Uplinks.record(at.world.store, new Billing(), 2, at.world.clock.instant());
        agent = at.staff("agent", Role.AGENT, null);
        boss = at.staff("boss", Role.SUPERVISOR, null);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page propose(Map<String, String> other) {
        var typed = new HashMap<>(FORM);
        typed.putAll(other);
        return agent.submit(agent.get("/waivers"), "/waivers", typed);
    }

    private static List<String> acts(PageClient client) {
        return forms(client.get("/waivers"));
    }

    @Test
    void aProposalNamesItsChargesByNumberWithAReasonAndANote() {
        for (String[] row : new String[][] {
            {"charges", "", "#charges"},
            {"charges", "1;x", "#charges"},
            {"charges", "1234567890123456789", "#charges"},
            {"what", "", "#what"},
            {"reason", "NONE", "#reason"},
            {"note", "", "#note"},
            {"note", "x".repeat(121), "#note"}
        }) {
            assertEquals(List.of(row[2]), wrong(propose(Map.of(row[0], row[1]))), String.join(" ", row));
        }
        assertTrue(agent.get("/waivers").text().contains("没有等待放行的减免"));
        for (String charges : List.of("1，2", "1, 2", "1、2", "1 2")) {
            var proposed = propose(Map.of("charges", charges));
            assertTrue(proposed.text().contains("请他人放行") && proposed.text().contains("1, 2"), charges);
            agent.submit(agent.get("/waivers"), acts(agent).get(0), Map.of());
        }
    }

    @Test
    void anotherReleasesAndEitherTurnsDown() {
        propose(Map.of());
        assertEquals(List.of("/waivers/1/refuse", "/waivers"), acts(agent), "his own he may take back");
        assertTrue(agent.get("/waivers").text().contains("您提出的事项须由别人放行"));
        assertEquals(List.of("/waivers/1/release", "/waivers/1/refuse", "/waivers"), acts(boss));
        var auditor = at.staff("auditor", Role.AUDITOR, null);
        assertEquals(List.of(), acts(auditor));
        assertTrue(auditor.get("/waivers").text().contains("由主管放行"));
        assertEquals(List.of("/waivers"), acts(at.staff("second", Role.AGENT, null)), "a colleague decides nothing");

        var released = boss.submit(boss.get("/waivers"), "/waivers/1/release", Map.of());

        assertTrue(released.text().contains("已放行"), released.text());
        assertEquals(List.of("/waivers"), acts(boss));
        propose(Map.of());
        assertTrue(agent.get("/waivers").text().contains("没有等待放行的减免"), "what is waived is not proposed again");
    }

    @Test
    void whatWasWaivedWronglyIsChargedAgainTheSameWay() {
        var restore = Map.of("what", "restore", "reason", "WAIVED_WRONGLY");
        propose(restore);
        assertTrue(agent.get("/waivers").text().contains("没有等待放行的减免"), "nothing is waived yet");
        propose(Map.of());
        boss.submit(boss.get("/waivers"), "/waivers/1/release", Map.of());

        propose(restore);

        var waits = boss.get("/waivers").html().select("main h2").text();
        assertTrue(acts(boss).contains("/waivers/2/release"), waits);
        boss.submit(boss.get("/waivers"), "/waivers/2/refuse", Map.of());
        assertEquals(List.of("/waivers"), acts(boss));
    }

    @Test
    void whatIsNoProposalIsNotDecided() {
        var csrf =
                boss.get("/waivers").html().select("input[name=csrf]").first().val();
        for (String id : List.of("x", "0", "99", "1234567890123456789")) {
            for (String act : List.of("release", "refuse")) {
                var page = boss.post("/waivers/" + id + "/" + act, Map.of("csrf", csrf));
                assertEquals(200, page.status(), id);
                assertEquals(1, page.html().select("main .notice").size(), page.text());
            }
        }
    }
}

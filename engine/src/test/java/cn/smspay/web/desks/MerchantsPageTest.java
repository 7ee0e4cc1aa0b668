package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.release;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may be paid, from the application to the end, and paying out what we hold, which takes two (R 4.13). */
final class MerchantsPageTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient admin;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        admin = at.staff("admin", Role.OPERATOR, null);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page apply(String id, String name) {
        return admin.submit(admin.get("/merchants"), "/merchants", Map.of("id", id, "name", name));
    }

    private Page state(String to, String why) {
        return admin.submit(admin.get("/merchants/book"), "/merchants/book/state", Map.of("to", to, "why", why));
    }

    @Test
    void aMerchantHasANumberOfItsOwnAndAName() {
        for (String id : List.of("", "x", "x".repeat(41), "Book", "bo_ok", "Nicht Gut")) {
            assertEquals(List.of("#id"), wrong(apply(id, "书店")), id);
        }
        assertEquals(List.of("#name"), wrong(apply("book", "")));
        assertEquals(List.of("#name"), wrong(apply("book", "店".repeat(61))));
        assertEquals("/merchants/xx", apply("xx", "书店").location());
        assertEquals(
                "/merchants/" + "x".repeat(40),
                apply("x".repeat(40), "店".repeat(60)).location());
        assertEquals("/merchants/book", apply("book", "<b>星河</b>书店").location());

        assertEquals("<b>星河</b>书店", admin.get("/merchants/book").h1());
        assertTrue(apply("book", "另一家").text().contains("这个编号已经有了"));
        assertTrue(admin.get("/merchants").text().contains("book"));
    }

    @Test
    void itsStateIsChangedByItsRulesWithAReason() {
        apply("book", "书店");
        assertTrue(admin.get("/merchants/book").text().contains("已申请"));
        assertEquals(List.of("#to"), wrong(state("APPLIED", "资料")));
        assertEquals(List.of("#to"), wrong(state("", "资料")));
        assertEquals(List.of("#why"), wrong(state("LIVE", "")));

        assertEquals("/merchants/book", state("LIVE", "资料齐全").location());
        assertTrue(admin.get("/merchants/book").text().contains("正常"));
        assertTrue(state("LIVE", "再一次").text().contains("现在的状态不能这样更改"));
        state("SUSPENDED", "投诉");
        assertTrue(admin.get("/merchants/book").text().contains("已暂停"));
        state("CLOSED", "终止");
        assertTrue(admin.get("/merchants/book").text().contains("已关闭"));
    }

    @Test
    void onlyAnOperatorChangesAnything() {
        apply("book", "书店");
        var auditor = at.staff("auditor", Role.AUDITOR, null);

        assertEquals(List.of(), forms(auditor.get("/merchants")));
        assertEquals(List.of(), forms(auditor.get("/merchants/book")));
        assertEquals(List.of("/merchants/book/state", "/merchants/book/settle"), forms(admin.get("/merchants/book")));
    }

    private Page settle(String day, String bank, String why) {
        return admin.submit(
                admin.get("/merchants/book"),
                "/merchants/book/settle",
                Map.of("day", day, "bank", bank, "settle-why", why));
    }

    @Test
    void aDayIsPaidOutByTwoAndOnlyOnceItIsOver() {
        var who = at.world.customer(DeskFixture.NUMBER);
        at.world.payIn(who, "100.00");
        at.pay(who, at.order("book", "XH-1"));
        assertTrue(admin.get("/merchants/book").text().contains("我们代管 50.00元"));
        assertEquals(List.of("#bank"), wrong(settle("", "", "日结")));
        assertEquals(List.of("#settle-why"), wrong(settle("", "ICBC", "")));
        assertEquals(List.of("#day"), wrong(settle("20091131", "ICBC", "日结")));
        assertTrue(settle("20091102", "ICBC", "日结").text().contains("这一天还没有结束"));
        at.world.clock.turn(Duration.ofDays(1));
        admin = at.again("admin");

        assertEquals("/approvals", settle("", "ICBC", "日结").location(), "yesterday, where no day is said");
        var waits = admin.get("/approvals");
        assertTrue(waits.text().contains("2009-11-02"), waits.text());
        assertEquals(List.of(), forms(waits), "one's own proposal");
        assertTrue(admin.get("/merchants/book").text().contains("我们代管 50.00元"));
        release(at.staff("boss", Role.SUPERVISOR, null));

        var paid = admin.get("/merchants/book").text();
        assertTrue(paid.contains("我们代管 0.00元") && paid.contains("2009-11-02"), paid);
    }
}

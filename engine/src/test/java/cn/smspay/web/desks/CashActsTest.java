package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.release;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cash over the counter: counted, checked, booked once into the right account, and taken back by two people. */
final class CashActsTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;
    private SubscriptionId who;
    private PageClient clerk;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        world = at.world;
        who = world.customer(DeskFixture.NUMBER);
        clerk = at.clerk();
    }

    @AfterEach
    void close() {
        at.close();
    }

    private String path(CashActs act) {
        return "/customer/" + act.page();
    }

    @Test
    void cashIsAnAmountAndIsBookedOnceIntoTheCashAccount() {
        var page = look(clerk);
        for (String typed : List.of("", "0", "-1", "0.001", "1e3", "much")) {
            var wrong = clerk.submit(page, path(CashActs.ACCOUNT), Map.of("amount", typed));
            assertEquals(422, wrong.status(), typed);
            assertEquals(List.of("#amount"), wrong(wrong), typed);
        }
        var check = clerk.follow(page, path(CashActs.ACCOUNT), Map.of("amount", "0.01"));
        assertTrue(check.text().contains("138****0001") && check.text().contains("收下现金0.01元"), check.text());
        assertEquals(Fen.ZERO, world.cash(who), "nothing is booked before it was checked");

        var first = clerk.submit(check, Map.of());
        var second = clerk.submit(check, Map.of());

        assertEquals(first.location(), second.location());
        assertEquals(new Fen(1), world.cash(who));
        var done = clerk.get(first.location());
        assertEquals("现金充值已入账", done.h1());
        assertTrue(done.html().select("main dd.code").text().matches("[0-9]{14}"), done.text());
        assertTrue(done.text().contains("湖南") && done.text().contains("clerk"), "hall and clerk: " + done.text());
        assertEquals(
                first.location(),
                clerk.get(check.url().substring(check.url().indexOf("/cash"))).location());
        assertTrue(
                clerk.get("/till").text().contains("200.01元"),
                clerk.get("/till").text());
    }

    @Test
    void cashForTheCardOfAWalletWaitsForTheCard() {
        world.in(tx -> world.accounts.wallet().wallets().open(tx, world.request(who), new CardNo("8600755000000001")));

        var check = clerk.follow(look(clerk), path(CashActs.WALLET), Map.of("loaded", "50"));
        assertEquals("核对钱包现金充值", check.h1());
        var done = clerk.follow(check, Map.of());
        clerk.submit(check, Map.of());

        assertEquals("钱包现金充值已入账", done.h1());
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING));
        assertEquals(Fen.ZERO, world.cash(who));
    }

    @Test
    void whatIsRefusedIsSaidOnTheCheckPageAndBooksNothing() {
        var check = clerk.follow(look(clerk), path(CashActs.ACCOUNT), Map.of("amount", "100"));
        var other = at.again("clerk");
        other.follow(other.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        other.submit(other.get("/till"), Map.of("closing", "200"));

        var refused = clerk.submit(check, Map.of());

        assertEquals("核对现金充值", refused.h1(), refused.text());
        assertTrue(refused.text().contains("请先打开钱箱") || refused.text().contains("钱箱没有打开"), refused.text());
        assertEquals(Fen.ZERO, world.cash(who));
    }

    @Test
    void nothingIsDoneForNobodyAndNothingThatWasNotEntered() {
        var stranger = at.staff("other", Role.CLERK, null);
        var csrf = stranger.get("/customer")
                .html()
                .select("input[name=csrf]")
                .first()
                .val();
        for (var act : CashActs.values()) {
            assertEquals(
                    "/customer",
                    stranger.post(path(act), Map.of("csrf", csrf, "amount", "5", "loaded", "5"))
                            .location());
            for (String step : List.of("check", "done")) {
                assertEquals(
                        "/customer",
                        stranger.get("/" + act.page() + "/" + step + "?d=forged")
                                .location());
            }
            assertEquals(
                    "/customer",
                    stranger.post("/" + act.page() + "/check", Map.of("csrf", csrf, "d", "forged"))
                            .location());
        }
        var draft = clerk.follow(look(clerk), path(CashActs.ACCOUNT), Map.of("amount", "100"));
        assertEquals(
                "/customer",
                clerk.get(draft.url().replaceFirst(".*/cash/check", "/cash/done"))
                        .location(),
                "there is no receipt yet");
        assertEquals(
                "/customer",
                clerk.get(draft.url().replaceFirst(".*/cash/check", "/wallet-cash/check"))
                        .location(),
                "it is for the account");
    }

    @Test
    void aReversalNamesItsReceiptAndIsReleasedByAnother() {
        var done = clerk.follow(clerk.follow(look(clerk), path(CashActs.ACCOUNT), Map.of("amount", "100")), Map.of());
        var receipt = done.html().select("main dd.code").text();
        for (String[] row : new String[][] {
            {"", "100", "x", "#receipt"},
            {"12x", "100", "x", "#receipt"},
            {"1234567890123456789", "100", "x", "#receipt"},
            {receipt, "0", "x", "#reversed"},
            {receipt, "", "x", "#reversed"},
            {receipt, "100", "", "#reason"}
        }) {
            var wrong = clerk.submit(
                    look(clerk), "/customer/reverse", Map.of("receipt", row[0], "reversed", row[1], "reason", row[2]));
            assertEquals(List.of(row[3]), wrong(wrong), String.join(" ", row));
        }
        var other = clerk.submit(
                look(clerk), "/customer/reverse", Map.of("receipt", receipt, "reversed", "99.99", "reason", "收错"));
        assertTrue(other.text().contains("金额和回执不一样，回执上是100.00元"), other.text());
        var unknown = clerk.submit(
                look(clerk),
                "/customer/reverse",
                Map.of("receipt", "123456789012345678", "reversed", "100", "reason", "收错"));
        assertEquals(200, unknown.status());
        assertFalse(unknown.text().contains("您提出的事项须由别人放行"), unknown.text());

        var proposed = clerk.follow(
                look(clerk), "/customer/reverse", Map.of("receipt", receipt, "reversed", "100", "reason", "收错号码"));

        assertTrue(proposed.text().contains("您提出的事项须由别人放行"), proposed.text());
        assertEquals(List.of(), forms(proposed), "not by himself");
        assertEquals(World.fen("100.00"), world.cash(who));
        assertTrue(release(at.staff("boss", Role.SUPERVISOR, null)).text().contains("已放行并办理"));
        assertEquals(Fen.ZERO, world.cash(who));
    }
}

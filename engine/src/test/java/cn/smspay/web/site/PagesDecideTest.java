package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.counter.Reply;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.web.site.SiteService.Function;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a customer is shown where {@link BillPage}, {@link WithdrawPage}, {@link ClosePage}, {@link RegisterPage},
 * {@link SecurityPage} and {@link SiteRoutes} have to decide it.
 */
final class PagesDecideTest {
    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private Page bill(String yuan) {
        return site.follow(site.get("/bill"), Map.of("whose", "own", "amount", yuan));
    }

    private static List<String> errors(Page page) {
        return page.html().select(".errors a").eachText();
    }

    // --- bills

    /** From card money if it covers all, else from cash (D-02); what is left is said before the password is. */
    @ParameterizedTest
    @CsvSource({"50, 充值卡账户, 0.00", "50.01, 现金账户, '1,238.49'"})
    void aBillSaysFromWhereItIsPaidAndWhatIsLeft(String yuan, String pocket, String left) {
        site.loggedIn();
        var check = bill(yuan);
        assertTrue(check.text().contains(pocket), check.text());
        assertTrue(check.text().contains(left), check.text());
    }

    @Test
    void aBillThatNobodyCanPayComesBackAtItsAmount() {
        site.loggedIn();
        var page = bill("1288.51");
        assertEquals(422, page.status());
        assertEquals("#amount", page.html().select(".errors a").attr("href"));
    }

    @ParameterizedTest
    @CsvSource({"13900000002, 13900000002, ", "13900000002, 13900000003, again", "139, 139, number", "'', '', number"})
    void anothersNumberIsTypedTwice(String number, String again, String fault) {
        site.loggedIn();
        var page = site.follow(
                site.get("/bill"), Map.of("whose", "other", "number", number, "again", again, "amount", "10"));
        if (fault == null) {
            assertTrue(page.text().contains("139 0000 0002"), "whole once, where it is compared: " + page.text());
        } else {
            assertEquals(422, page.status());
            assertTrue(
                    page.html().select(".errors a").eachAttr("href").contains("#" + fault),
                    errors(page).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unknown-number, number",
        "not-carriers, number",
        "own-number, number",
        "insufficient, amount",
        "bad-amount, amount"
    })
    void whatIsWrongWithABillStandsAtItsField(String reason, String field) {
        site.loggedIn();
        site.service.refusals.put(
                "quote", refused(reason, Map.of("cash", Fen.ZERO, "card", Fen.ZERO, "amount", Fen.ZERO)));
        var page = site.submit(
                site.get("/bill"),
                Map.of("whose", "other", "number", "13900000002", "again", "13900000002", "amount", "10"));
        assertEquals(
                "#" + field,
                page.html().select(".errors a").attr("href"),
                page.html().text());
    }

    private static Reply.Refused<?> refused(String reason, Map<String, Object> facts) {
        return (Reply.Refused<?>) Reply.refused(reason, facts);
    }

    @Test
    void whereOthersCannotBePaidForNobodyIsAskedForWhom() {
        site.service.functions.remove(Function.BILL_OTHER);
        site.loggedIn();
        var page = site.get("/bill");
        assertEquals(
                0, page.html().select("input[name=whose], input[name=number]").size());
        var check = site.follow(
                page, Map.of("whose", "other", "number", "13900000002", "again", "13900000002", "amount", "10"));
        assertTrue(check.text().contains("本机"), check.text());
        assertFalse(
                check.text().contains("139 0000 0002"),
                "somebody else's was typed into a form that has no room for it");
    }

    /** A province where bills are being tested wants that said and confirmed. */
    @Test
    void aTestIsConfirmedBeforeAnythingIsPaid() {
        site.loggedIn();
        assertEquals(0, bill("10").html().select("input[name=test]").size());
        site.service.inTest = true;
        var check = bill("10");
        assertTrue(check.text().contains("广东正在测试缴费"), check.text());
        var without = site.submit(check, Map.of("pay", MemorySite.PIN));
        assertEquals(422, without.status());
        assertEquals("#test", without.html().select(".errors a").attr("href"));
        assertFalse(site.service.done.contains("bill"));
        assertEquals(
                303,
                site.submit(without, Map.of("pay", MemorySite.PIN, "test", "yes"))
                        .status());
        assertTrue(site.service.done.contains("bill"));
    }

    @ParameterizedTest
    @CsvSource({"true, 缴费成功, 钱已扣下", "false, 缴费处理中, 请不要再缴一次"})
    void aReceiptSaysWhetherItIsSure(boolean sure, String title, String word) {
        site.service.sure = sure;
        site.loggedIn();
        var slip = site.follow(bill("10"), Map.of("pay", MemorySite.PIN));
        assertEquals(title, slip.h1(), slip.text());
        assertEquals(!sure, slip.text().contains(word), slip.text());
    }

    @Test
    void aWrongPasswordPaysNothingAndTheFormIsStillThere() {
        site.loggedIn();
        var wrong = site.submit(bill("10"), Map.of("pay", "000000"));
        assertEquals(422, wrong.status());
        assertEquals("#pay", wrong.html().select(".errors a").attr("href"));
        assertEquals("缴费成功", site.follow(wrong, Map.of("pay", MemorySite.PIN)).h1());
    }

    // --- withdrawals

    @ParameterizedTest
    @CsvSource({
        "not-real-name, /real-name",
        "no-bank-card, /bank-card",
        "no-cash, /topup",
        "card-changed, /bank-card",
        "pin-locked, "
    })
    void whatStandsInTheWayOfAWithdrawalHasItsRepair(String reason, String repair) {
        site.loggedIn();
        site.service.refusals.put("offer", refused(reason, Map.of("until", site.clock.instant())));
        var page = site.get("/withdraw");
        assertEquals(200, page.status());
        assertEquals(0, page.html().select("input[name=amount]").size());
        var links = page.html().select("main a").eachAttr("href");
        assertEquals(repair == null ? List.of("/") : List.of(repair, "/"), links);
    }

    @Test
    void aWithdrawalComesBackAtItsAmountWithWhatThereIs() {
        site.loggedIn();
        var over = site.submit(site.get("/withdraw"), Map.of("amount", "1288.51"));
        assertEquals(422, over.status());
        assertEquals("#amount", over.html().select(".errors a").attr("href"));
        var all = site.follow(over, Map.of("amount", "1288.50"));
        assertTrue(all.text().contains("0.00"), all.text());
        assertTrue(all.text().contains("张*"), "the holder is named: " + all.text());
        site.service.bank = new SiteService.SiteCard(cn.smspay.accounts.customers.BankCode.ICBC, "6789", null, null);
        var bare = site.follow(site.get("/withdraw"), Map.of("amount", "1"));
        assertFalse(bare.text().contains("张*"), bare.text());
    }

    @Test
    void aWithdrawalWhoseCardWasChangedMeanwhileLeadsToTheCard() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.service.refusals.put("withdraw", refused("card-changed", Map.of()));
        var page = site.submit(check, Map.of("pay", MemorySite.PIN));
        assertTrue(page.html().select("main a").eachAttr("href").contains("/bank-card"), page.text());
        assertFalse(site.service.done.contains("withdraw"));
    }

    @Test
    void aFormThatIsSentAgainShowsTheReceiptWhateverIsTyped() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        var slip = site.follow(check, Map.of("pay", MemorySite.PIN));
        assertEquals(slip.h1(), site.follow(check, Map.of("pay", "1")).h1());
        assertEquals(1, site.service.done.stream().filter("withdraw"::equals).count());
        assertEquals(new Fen(1188_50), site.service.cash);
    }

    // --- closing (S-046, S-053)

    /** In the order of repair, whatever the order in which they were found, and each numbered. */
    @Test
    void allHindrancesOfAClosingStandInTheOrderOfRepair() {
        site.loggedIn();
        var facts = new HashMap<String, Object>();
        facts.put("hindrances", List.of("balance", "in-transit", "wallet", "phone"));
        facts.put("state", "ONE_WAY");
        facts.put("cash", new Fen(5_00));
        facts.put("card", Fen.ZERO);
        site.service.refusals.put("closable", refused("not-closable", facts));
        var page = site.get("/close");
        var titles = page.html().select("main h2").eachText();
        assertEquals(
                List.of("1. ", "2. ", "3. ", "4. "),
                titles.stream().limit(4).map(title -> title.substring(0, 3)).toList(),
                titles.toString());
        var links = page.html().select("main a").eachAttr("href");
        assertTrue(links.indexOf("/help#hall") < links.indexOf("/history"), links.toString());
        assertTrue(links.indexOf("/history") < links.indexOf("/withdraw"), links.toString());
        assertFalse(links.contains("/bill"), "there is no card money to spend: " + links);
        assertTrue(page.text().contains("5.00"), page.text());
    }

    @ParameterizedTest
    @CsvSource({
        "500, 0, , '/withdraw'",
        "0, 500, , '/bill'",
        "500, 300, , '/withdraw /bill'",
        "0, 0, 700, '/withdraw'",
        "500, 0, 700, '/withdraw'"
    })
    void aBalanceThatHindersIsNamedWithItsWayOut(long cash, long card, Long total, String ways) {
        site.loggedIn();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("hindrances", List.of("balance"));
        facts.put("cash", new Fen(cash));
        facts.put("card", new Fen(card));
        if (total != null) {
            facts.put("total", new Fen(total));
        }
        site.service.refusals.put("closable", refused("not-closable", facts));
        var links = site.get("/close").html().select("main ol.todo a").eachAttr("href");
        assertEquals(List.of(ways.split(" ")), links);
    }

    @Test
    void anotherRefusalIsNoListOfHindrances() {
        site.loggedIn();
        site.service.refusals.put("closable", refused("no-account", Map.of()));
        var page = site.get("/close");
        assertEquals(
                0,
                page.html().select("main h2").stream()
                        .filter(h -> h.text().startsWith("1."))
                        .count());
    }

    @Test
    void aClosedAccountLeavesNoSessionBehind() {
        site.service.cash = Fen.ZERO;
        site.loggedIn();
        var check = site.follow(site.get("/close"));
        var wrong = site.submit(check, Map.of("pay", "000000"));
        assertEquals(422, wrong.status());
        var slip = site.follow(wrong, Map.of("pay", MemorySite.PIN));
        assertEquals(200, slip.status(), slip.text());
        assertTrue(
                site.get("/history").location().startsWith("/login"),
                site.get("/history").location());
    }

    @Test
    void whatComesInTheWayOfAClosingAtTheLastMomentIsShown() {
        site.service.cash = Fen.ZERO;
        site.loggedIn();
        var check = site.follow(site.get("/close"));
        site.service.refusals.put("close", refused("not-closable", Map.of("hindrances", List.of("in-transit"))));
        assertEquals("/close", site.submit(check, Map.of("pay", MemorySite.PIN)).location());
    }

    // --- registration (S-025, S-026)

    @ParameterizedTest
    @CsvSource({"13800000009, yes, ", "138, yes, number", "13800000009, , agree", "'', , number"})
    void aNumberAndTheAgreementComeFirst(String number, String agree, String fault) {
        var fields = new HashMap<String, String>(Map.of("number", number));
        if (agree != null) {
            fields.put("agree", agree);
        }
        var page = site.submit(site.get("/register"), fields);
        assertEquals(fault == null ? 303 : 422, page.status(), page.html().text());
        assertEquals(
                fault == null ? 0 : 1,
                page.html()
                        .select(".errors a[href=#" + (fault == null ? "none" : fault) + "]")
                        .size());
        assertEquals(
                fault == null ? 1 : 0,
                site.service.done.stream().filter(it -> it.startsWith("code")).count());
    }

    @ParameterizedTest
    @CsvSource({
        "code-wrong, code",
        "bad-password, login",
        "same-password, login",
        "bad-pay, pay",
        "bad-alias, alias",
        "alias-taken, alias",
        "bad-answer, answer"
    })
    void whatIsWrongWithARegistrationStandsAtItsField(String reason, String field) {
        var page = site.follow(site.get("/register"), Map.of("number", "13800000009", "agree", "yes"));
        site.service.refusals.put("register", refused(reason, Map.of("left", 4L)));
        var back = site.submit(page, registration(Map.of()));
        assertEquals(422, back.status());
        assertEquals(
                "#" + field,
                back.html().select(".errors a").attr("href"),
                back.html().text());
    }

    private static Map<String, String> registration(Map<String, String> other) {
        var all = new HashMap<>(Map.of(
                "code", MemorySite.CODE,
                "login", "Secret88",
                "login2", "Secret88",
                "pay", "258036",
                "pay2", "258036",
                "question", "3",
                "answer", "长沙",
                "alias", ""));
        all.putAll(other);
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "login2, Secret89, login2",
        "pay2, 258037, pay2",
        "pay, 25803, pay",
        "question, 99, question",
        "code, 12, code"
    })
    void passwordsAreTypedTwiceAndAlike(String field, String typed, String fault) {
        var page = site.follow(site.get("/register"), Map.of("number", "13800000009", "agree", "yes"));
        var back = site.submit(page, registration(Map.of(field, typed)));
        assertEquals(422, back.status(), back.html().text());
        assertTrue(
                back.html().select(".errors a").eachAttr("href").contains("#" + fault),
                errors(back).toString());
        assertFalse(site.service.done.contains("register"));
    }

    @Test
    void whoHasRegisteredIsLoggedInAndSeesTheReceiptAgain() {
        var page = site.follow(site.get("/register"), Map.of("number", MemorySite.NUMBER, "agree", "yes"));
        var slip = site.follow(page, registration(Map.of()));
        assertEquals(200, slip.status(), slip.text());
        assertEquals(200, site.get("/history").status());
        assertTrue(slip.text().contains("未设置"), "no alias was chosen: " + slip.text());
    }

    // --- what protects the account

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void aLockedPayPasswordIsSaidAsLongAsItIsLocked(long secondsLeft, boolean said) {
        site.service.lockedUntil = site.clock.instant().plusSeconds(secondsLeft);
        site.loggedIn();
        assertEquals(said, site.get("/security").text().contains("已锁定"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Function.class,
            names = {"QUESTION", "ALIAS", "REAL_NAME", "CLOSE"})
    void whatTheInstallationLacksIsNotOffered(Function function) {
        var link = Map.of(
                        Function.QUESTION, "/security/question",
                        Function.ALIAS, "/security/alias",
                        Function.REAL_NAME, "/real-name",
                        Function.CLOSE, "/close")
                .get(function);
        site.loggedIn();
        assertEquals(
                1,
                site.get("/security").html().select("main a[href=" + link + "]").size());
        site.service.functions.remove(function);
        assertEquals(
                0,
                site.get("/security").html().select("main a[href=" + link + "]").size());
        site.restart();
        assertEquals(404, site.loggedIn().get(link).status());
    }

    // --- who may go where

    @ParameterizedTest
    @CsvSource({
        "/history, /login?back=/history",
        "/withdraw, /login?back=/withdraw",
        "/en/history, /en/login?back=/history",
        "/close, /login?back=/close"
    })
    void whoHasNotLoggedInIsLedThereAndBack(String path, String login) {
        var page = site.get(path);
        assertEquals(303, page.status());
        assertEquals(login, page.location().replace("%2F", "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, true",
        "/history, true",
        "/bill, true",
        "/first-password, false",
        "/agreement, false",
        "/help, false"
    })
    void whoMustChooseAPasswordGoesNowhereElse(String path, boolean led) {
        site.service.mustChange = true;
        site.follow(site.get("/login"), Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        var page = site.get(path);
        assertEquals(led ? "/first-password" : "", page.location());
        assertEquals(led ? 303 : 200, page.status());
    }

    /** {@link LoginRecheck}: an ended login may read for ten seconds more, and change nothing at all. */
    @ParameterizedTest
    @CsvSource({"0, 200", "9999, 200", "10000, 303"})
    void anEndedLoginIsSeenAtTheNextLook(long millisLater, int status) {
        site.loggedIn();
        site.get("/history");
        site.clock.turn(Duration.ofSeconds(20));
        assertEquals(200, site.get("/history").status());
        site.clock.turn(Duration.ofMillis(millisLater));
        site.service.refusals.put("present", refused("session-over", Map.of()));

        var page = site.get("/history");

        assertEquals(status, page.status());
        assertEquals(status == 303 ? "/login?over=1&back=/history" : "", page.location());
    }

    @Test
    void anEndedLoginChangesNothing() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.service.refusals.put("present", refused("session-over", Map.of()));
        var page = site.submit(check, Map.of("pay", MemorySite.PIN));
        assertEquals("/login?over=1", page.location());
        assertFalse(site.service.done.contains("withdraw"));
    }
}

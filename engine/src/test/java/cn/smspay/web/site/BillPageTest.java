package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.web.site.SiteService.Function;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose bill is paid with how much from where, what has to be confirmed, and what is said while nobody knows. */
final class BillPageTest {
    private static final Map<String, String> PAY = Map.of("pay", MemorySite.PIN);

    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void logIn() {
        site.loggedIn();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Page bill(String yuan) {
        return site.follow(site.get("/bill"), Map.of("whose", "own", "amount", yuan));
    }

    private static Map<String, String> others(String number, String again) {
        return Map.of("whose", "other", "number", number, "again", again, "amount", "10");
    }

    /** From card money if it covers all, else from cash (D-02); what is left is said before the password is. */
    @ParameterizedTest
    @CsvSource({"50, 充值卡账户, 0.00", "50.01, 现金账户, '1,238.49'"})
    void saysFromWhereItIsPaidAndWhatIsLeft(String yuan, String pocket, String left) {
        var check = bill(yuan);

        assertTrue(check.text().contains(pocket), check.text());
        assertTrue(check.text().contains(left), check.text());
    }

    @Test
    void whatNobodyCanPayComesBackAtItsAmount() {
        var page = bill("1288.51");

        assertEquals(422, page.status());
        assertEquals(List.of("#amount"), wrong(page));
    }

    @ParameterizedTest
    @CsvSource({"13900000002, 13900000002, ", "13900000002, 13900000003, again", "139, 139, number", "'', '', number"})
    void anothersNumberIsTypedTwice(String number, String again, String fault) {
        var page = site.follow(site.get("/bill"), others(number, again));

        if (fault == null) {
            assertTrue(page.text().contains("139 0000 0002"), "whole once, where it is compared: " + page.text());
        } else {
            assertEquals(422, page.status());
            assertTrue(wrong(page).contains("#" + fault), page.text());
        }
    }

    @Test
    void anotherIsPaidForAndNotOneself() {
        var check = site.follow(site.get("/bill"), others("13900000002", "13900000002"));
        site.submit(check, PAY);

        assertEquals(List.of("10.00 for 13900000002 knowingly"), site.service.asked);
    }

    @Test
    void onesOwnNumberIsOnesOwnHoweverItIsTyped() {
        var check = site.follow(site.get("/bill"), others(MemorySite.NUMBER, MemorySite.NUMBER));

        assertTrue(check.text().contains("本机138****0001"), check.text());
        assertFalse(check.text().contains("138 0000 0001"), check.text());
        var again = site.get(links(check).get(0));
        assertEquals("own", again.html().select("input[name=whose][checked]").val(), again.text());
    }

    @ParameterizedTest
    @CsvSource({
        "unknown-number, number",
        "not-carriers, number",
        "payee-gone, number",
        "own-number, number",
        "insufficient, amount",
        "bad-amount, amount"
    })
    void whatIsWrongStandsAtItsField(String reason, String field) {
        site.service.refuse("quote", reason, Map.of("cash", Fen.ZERO, "card", Fen.ZERO, "amount", Fen.ZERO));

        var page = site.submit(site.get("/bill"), others("13900000002", "13900000002"));

        assertEquals(List.of("#" + field), wrong(page));
    }

    @Test
    void aRefusalOfNoFieldStandsAboveTheForm() {
        site.service.refuse("quote", "frozen", Map.of());

        var page = site.submit(site.get("/bill"), Map.of("whose", "own", "amount", "10"));

        assertEquals(List.of(), wrong(page));
        assertTrue(page.text().contains("账户已冻结，资金不能转出"), page.text());
        assertEquals(1, page.html().select("input[name=amount]").size());
    }

    @Test
    void whatIsRefusedOnlyOnTheCheckPageComesBackWithWhatWasTyped() {
        var to = site.submit(site.get("/bill"), others("13900000002", "13900000002"));
        site.service.refuse("quote", "payee-gone", Map.of());

        var page = site.follow(to);

        assertEquals(List.of("#number"), wrong(page));
        assertEquals("13900000002", page.html().select("input[name=again]").val());
        assertEquals("10.00", page.html().select("input[name=amount]").val());
    }

    @Test
    void whereOthersCannotBePaidForNobodyIsAskedForWhom() {
        site.service.functions.remove(Function.BILL_OTHER);
        var page = site.get("/bill");
        assertEquals(
                0, page.html().select("input[name=whose], input[name=number]").size());

        var check = site.follow(page, others("13900000002", "13900000002"));

        assertTrue(check.text().contains("本机"), check.text());
        assertFalse(
                check.text().contains("139 0000 0002"),
                "somebody else's was typed into a form that has no room for it");
    }

    /** A province where bills are being tested wants that said and confirmed. */
    @Test
    void aTestIsConfirmedBeforeAnythingIsPaid() {
        assertEquals(0, bill("10").html().select("input[name=test]").size());
        site.service.inTest = true;
        var check = bill("10");
        assertTrue(check.text().contains("广东正在测试缴费"), check.text());

        var without = site.submit(check, PAY);
        assertEquals(422, without.status());
        assertEquals(List.of("#test"), wrong(without));
        assertEquals(0, site.service.count("bill"));

        assertEquals(
                303,
                site.submit(without, Map.of("pay", MemorySite.PIN, "test", "yes"))
                        .status());
        assertEquals(1, site.service.count("bill"));
    }

    @ParameterizedTest
    @CsvSource({"true, 缴费成功, 已完成", "false, 缴费处理中, 请不要再缴一次"})
    void aReceiptSaysWhetherItIsSure(boolean sure, String title, String word) {
        site.service.sure = sure;

        var slip = site.follow(bill("10"), PAY);

        assertEquals(title, slip.h1(), slip.text());
        assertTrue(slip.text().contains(word), slip.text());
        assertEquals(!sure, slip.text().contains("等待话费系统处理"), slip.text());
    }

    @Test
    void aPaymentWhoseEndNobodyKnowsIsNotCalledPaid() {
        var check = bill("10");
        site.service.pend("bill");

        var page = site.follow(check, PAY);

        assertEquals("缴费处理中", page.h1(), page.text());
        assertTrue(page.text().contains("请不要再缴一次"), page.text());
        assertEquals(List.of("/history"), links(page));
        assertEquals(new Fen(50_00), site.service.card);
    }

    @Test
    void aWrongPasswordPaysNothingAndTheFormIsStillThere() {
        var wrong = site.submit(bill("10"), Map.of("pay", "000000"));
        assertEquals(422, wrong.status());
        assertEquals(List.of("#pay"), wrong(wrong));
        assertEquals(new Fen(50_00), site.service.card);

        assertEquals("缴费成功", site.follow(wrong, PAY).h1());
        assertEquals(new Fen(40_00), site.service.card);
    }

    @Test
    void aFormThatIsSentAgainPaysNothingMoreWhateverIsTyped() {
        var check = bill("10");
        var slip = site.submit(check, PAY);

        for (var typed : List.of(PAY, Map.of("pay", "1"), Map.of("pay", ""))) {
            assertEquals(slip.location(), site.submit(check, typed).location(), typed.toString());
        }
        assertEquals(1, site.service.count("bill"));
        assertEquals(
                slip.location(),
                site.get(check.url().substring(check.url().indexOf("/bill"))).location());
    }

    @Test
    void whatWasNeverEnteredIsNotPaid() {
        var page = site.submit(bill("10"), Map.of("pay", MemorySite.PIN, "d", "forged"));

        assertEquals(0, site.service.count("bill"));
        assertEquals(List.of("/bill", "/history"), links(page));
    }
}

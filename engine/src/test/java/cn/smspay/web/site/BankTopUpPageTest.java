package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import cn.smspay.web.site.SiteService.Function;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bank pays how much into what, and that nothing counts but what the bank has told us (R 4.14). */
final class BankTopUpPageTest {
    private static final String ORDER = "/topup/bank/20261130000021";
    private static final Map<String, String> HUNDRED = Map.of("bank", "ICBC", "amount", "100", "into", "cash");

    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void logIn() {
        site.loggedIn();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Page order(String into) {
        return site.submit(site.get("/topup/bank"), Map.of("bank", "CMB", "amount", "100.50", "into", into));
    }

    @ParameterizedTest
    @CsvSource({"cash, CMB 100.50 cash", "wallet, CMB 100.50 wallet"})
    void theAmountGoesWhereItWasWanted(String into, String asked) {
        assertEquals(ORDER, order(into).location());
        assertEquals(List.of(asked), site.service.asked);
    }

    @Test
    void whereNoWalletIsNobodyIsAskedAndCashIsMeant() {
        site.service.functions.remove(Function.WALLET);
        assertEquals(
                0, site.get("/topup/bank").html().select("input[name=into]").size());

        order("wallet");

        assertEquals(List.of("CMB 100.50 cash"), site.service.asked);
    }

    @ParameterizedTest
    @CsvSource({"MOON, 100, cash, bank", "ICBC, 0, cash, amount", "ICBC, '', cash, amount", "ICBC, 100, sea, into"})
    void whatIsMissingIsSaidAtItsFieldAndWhoWasAskedIsAskedAgain(
            String bank, String amount, String into, String fault) {
        var page = site.submit(site.get("/topup/bank"), Map.of("bank", bank, "amount", amount, "into", into));

        assertEquals(422, page.status());
        assertEquals(List.of("#" + fault), wrong(page));
        assertEquals(2, page.html().select("input[name=into]").size());
        assertEquals(List.of(), site.service.asked);
    }

    @ParameterizedTest
    @CsvSource({"bad-amount, amount", "over-day, amount", "no-wallet, into", "frozen, "})
    void aRefusalStandsAtItsFieldOrAboveTheForm(String reason, String field) {
        var page = site.get("/topup/bank");
        site.service.refuse("bank", reason, Map.of());

        var refused = site.submit(page, HUNDRED);

        assertEquals(field == null ? List.of() : List.of("#" + field), wrong(refused));
        assertEquals(field == null, refused.text().contains("账户已冻结"), refused.text());
    }

    @Test
    void aFormThatIsSentTwiceIsOneOrder() {
        var page = site.get("/topup/bank");

        site.submit(page, HUNDRED);
        site.submit(page, HUNDRED);

        assertEquals(1, site.service.count("bank"));
    }

    @Test
    void anOrderThatCanBePaidLeadsToTheBankWithWhatWasSigned() {
        var page = site.get(ORDER);

        var form = page.html().select("main form");
        assertEquals("https://bank.example.cn/pay", form.attr("action"));
        assertEquals("a\"b<c>", form.select("input[name=sign]").val());
        assertTrue(page.text().contains("还没有扣款"), page.text());
        var policy =
                page.answer().headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("form-action 'self' https://bank.example.cn"), policy);
    }

    /** Whoever comes back from the bank has paid or has not: the page does not know. */
    @Test
    void comingBackFromTheBankIsNoPayment() {
        var page = site.get(ORDER + "?returned=1");

        assertEquals("等待付款", page.h1(), page.text());
        assertEquals(0, page.html().select("main form").size());
        assertTrue(page.text().contains("已经付款的请不要再付一次"), page.text());
    }

    @ParameterizedTest
    @CsvSource({
        "paid, 充值成功, 钱已到账",
        "redirected, 等待银行通知, 还没有收到银行的通知",
        "expired, 订单已关闭, 24小时内没有付款",
        "mismatch, 正在核对, 金额和订单不一样"
    })
    void whatTheBankHasSaidIsShown(String state, String title, String sentence) {
        site.service.bankState = state;

        var page = site.get(ORDER);

        assertEquals(title, page.h1());
        assertTrue(page.text().contains(sentence), page.text());
        assertEquals(!state.equals("paid"), page.text().contains("请不要再付一次"), page.text());
    }

    @ParameterizedTest
    @CsvSource({"20261130000021, true", "2026113000002, false", "202611300000211, false", "2026113000002x, false"})
    void banksSendCustomersBackToOneAddress(String order, boolean led) {
        var page = site.get("/topup/bank?order=" + order);

        assertEquals(led ? ORDER + "?returned=1" : "", page.location());
    }

    @Test
    void anOrderOfNobodyIsNotFound() {
        site.service.refuse("bank order", "not-found", Map.of());

        assertEquals(404, site.get(ORDER).status());
        assertFalse(site.get(ORDER).text().isEmpty());
    }
}

package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.testing.PageClient.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much goes to which card, what stands in the way with its repair, and that it goes once. */
final class WithdrawPageTest {
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

    private Page check(String yuan) {
        return site.follow(site.get("/withdraw"), Map.of("amount", yuan));
    }

    @ParameterizedTest
    @CsvSource({
        "not-real-name, /real-name",
        "no-bank-card, /bank-card",
        "no-cash, /topup",
        "card-changed, /bank-card",
        "pin-locked, "
    })
    void whatStandsInTheWayHasItsRepair(String reason, String repair) {
        site.service.refuse("offer", reason, Map.of("until", site.clock.instant()));

        var page = site.get("/withdraw");

        assertEquals(200, page.status());
        assertEquals(0, page.html().select("input[name=amount]").size());
        assertEquals(repair == null ? List.of("/") : List.of(repair, "/"), links(page));
    }

    @ParameterizedTest
    @CsvSource({"1288.50, 0.00", "1288.49, 0.01", "1, '1,287.50'"})
    void whatWouldBeLeftIsSaidBeforeThePassword(String yuan, String left) {
        var check = check(yuan);

        assertTrue(check.text().contains("现金账户余额" + left + "元"), check.text());
        assertEquals(0, site.service.count("withdraw"));
    }

    @Test
    void moreThanThereIsComesBackAtItsAmountWithWhatThereIs() {
        var over = site.submit(site.get("/withdraw"), Map.of("amount", "1288.51"));

        assertEquals(422, over.status());
        assertEquals(List.of("#amount"), wrong(over));
        assertTrue(over.text().contains("1,288.50"), over.text());
        assertEquals("1288.51", over.html().select("input[name=amount]").val());
    }

    @Test
    void whatComesInTheWayOnceTheAmountIsTypedIsNoFaultOfTheAmount() {
        var page = site.get("/withdraw");
        site.service.refuse("offer", "spend-first", Map.of());

        var hindered = site.submit(page, Map.of("amount", "1"));

        assertEquals(200, hindered.status());
        assertEquals(List.of(), wrong(hindered));
        assertTrue(hindered.text().contains("完成一次网上购物后可以再提现"), hindered.text());
    }

    @Test
    void theHolderAndTheBranchAreNamedAsFarAsTheyAreKnown() {
        assertTrue(check("1").text().contains("户名张*，长沙五一路支行"));
        site.service.bank = new SiteService.SiteCard(BankCode.ICBC, "6789", null, "张*");
        assertTrue(check("1").text().contains("户名张*"));
        site.service.bank = new SiteService.SiteCard(BankCode.ICBC, "6789", "长沙五一路支行", null);
        assertFalse(check("1").text().contains("户名"));
    }

    @Test
    void theAmountGoesToTheCardThatWasCheckedAndOnce() {
        var check = check("100");
        var slip = site.follow(check, PAY);

        assertEquals("提现已受理", slip.h1());
        assertEquals(slip.h1(), site.follow(check, Map.of("pay", "1")).h1(), "whatever is typed then");
        assertEquals(List.of("100.00 to 6789"), site.service.asked);
        assertEquals(new Fen(1188_50), site.service.cash);
    }

    @Test
    void halfAPasswordAsksAgainAndWithdrawsNothing() {
        var page = site.submit(check("100"), Map.of("pay", "25803"));

        assertEquals(422, page.status());
        assertEquals(List.of("#pay"), wrong(page));
        assertEquals(List.of(), site.service.asked);
    }

    @Test
    void aWrongPasswordIsSaidAtItsFieldAndTheNextOneIsAnotherTry() {
        var wrong = site.submit(check("100"), Map.of("pay", "000000"));
        assertEquals(List.of("#pay"), wrong(wrong));
        assertEquals(new Fen(1288_50), site.service.cash);

        assertEquals("提现已受理", site.follow(wrong, PAY).h1());
    }

    @Test
    void aCardThatWasChangedMeanwhileLeadsToTheCard() {
        var check = check("100");
        site.service.refuse("withdraw", "card-changed", Map.of());

        var page = site.submit(check, PAY);

        assertTrue(links(page).contains("/bank-card"), page.text());
        assertEquals(0, page.html().select("input[name=pay]").size());
        assertEquals(0, site.service.count("withdraw"));
    }

    @Test
    void whatWasNeverEnteredIsNotWithdrawnWhetherThePasswordIsWholeOrNot() {
        for (String pay : List.of(MemorySite.PIN, "1")) {
            var page = site.submit(check("100"), Map.of("pay", pay, "d", "forged"));

            assertEquals(List.of("/withdraw", "/history"), links(page), pay);
        }
        assertEquals(0, site.service.count("withdraw"));
    }
}

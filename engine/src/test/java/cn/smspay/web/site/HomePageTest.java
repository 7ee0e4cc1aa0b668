package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.web.site.SiteService.Function;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has, what he can do with it, and what he has to know first. */
final class HomePageTest {
    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void whoIsNotLoggedInIsLedToTheLoginAndToldIfHeWas() {
        assertEquals("/login", site.get("/").location());
        site.loggedIn();
        assertEquals("1,288.50元", site.get("/").html().select(".amount").text());
        site.clock.turn(Duration.ofMinutes(11));

        assertTrue(
                site.get("/").location().startsWith("/login?over=1"),
                site.get("/").location());
    }

    @ParameterizedTest
    @CsvSource({"false, -1, ", "false, 0, ", "false, 1, 支付密码已锁定", "true, 1, 账户已冻结", "true, -1, 账户已冻结"})
    void theLoudestFactStandsFirst(boolean frozen, long lockedFor, String said) {
        site.loggedIn();
        site.service.frozen = frozen;
        site.service.lockedUntil = site.clock.instant().plusSeconds(lockedFor);

        var notices = site.get("/").html().select("main .notice").text();

        assertEquals(said == null, notices.isEmpty(), notices);
        assertTrue(said == null || notices.contains(said), notices);
        assertFalse(frozen && notices.contains("已锁定"), "one thing at a time: " + notices);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    void moneyOnItsWayIsShownIfThereIsAny(long fen, boolean shown) {
        site.loggedIn();
        site.service.transit = new Fen(fen);

        assertEquals(shown, site.get("/").text().contains("提现在途"));
    }

    @ParameterizedTest
    @CsvSource({
        "WITHDRAW, /withdraw",
        "BANK_CARD, /bank-card",
        "REAL_NAME, /real-name",
        "WALLET, /wallet",
        "CLOSE, /close"
    })
    void whatTheInstallationLacksIsNotOffered(Function function, String link) {
        site.loggedIn();
        assertTrue(links(site.get("/")).contains(link));

        site.service.functions.remove(function);

        assertFalse(links(site.get("/")).contains(link));
        assertTrue(links(site.get("/")).contains("/topup"));
    }

    @Test
    void aCardAndANameAreToldAsFarAsTheyAreThere() {
        site.loggedIn();
        assertTrue(site.get("/").text().contains("工商银行尾号6789"));
        assertTrue(site.get("/").text().contains("已实名"));
        site.service.bank = null;
        site.service.realName = false;

        var page = site.get("/");

        assertTrue(page.text().contains("去绑定") && page.text().contains("未实名"), page.text());
    }

    @Test
    void nothingThatHasHappenedIsSaidToBeNothing() {
        site.loggedIn();
        assertEquals(3, site.get("/").html().select("main tbody tr").size());
        site.service.empty = true;

        assertTrue(site.get("/").text().contains("还没有交易"));
    }
}

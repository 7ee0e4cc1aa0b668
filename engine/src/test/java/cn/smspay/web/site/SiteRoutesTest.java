package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cn.smspay.web.site.SiteService.Function;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which addresses there are, and who may go where. */
final class SiteRoutesTest {
    private static final Map<String, String> LOGIN = Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN);

    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CARD_TOP_UP, /topup/card",
        "BANK_TOP_UP, /topup/bank",
        "WITHDRAW, /withdraw",
        "BILL, /bill",
        "BANK_CARD, /bank-card",
        "WALLET, /wallet",
        "REGISTER, /register",
        "RESET, /reset/login",
        "REAL_NAME, /real-name",
        "ALIAS, /security/alias",
        "QUESTION, /security/question",
        "CLOSE, /close"
    })
    void anInstallationHasThePagesOfWhatItCanDoAndNoOthers(Function function, String path) {
        site.loggedIn();
        assertNotEquals(404, site.get(path).status());
        assertNotEquals(404, site.get("/en" + path).status());
        site.service.functions.remove(function);

        site.restart();

        site.loggedIn();
        assertEquals(404, site.get(path).status());
        assertEquals(404, site.get("/en" + path).status());
        assertEquals(200, site.get("/history").status());
    }

    @ParameterizedTest
    @CsvSource({
        "/history, /login?back=/history",
        "/withdraw, /login?back=/withdraw",
        "/en/history, /en/login?back=/history",
        "/reset/pay, /login?back=/reset/pay",
        "/close, /login?back=/close",
        "/login, ",
        "/reset/login, ",
        "/agreement, ",
        "/close/done, "
    })
    void whoHasNotLoggedInIsLedThereAndBack(String path, String login) {
        var page = site.get(path);

        assertEquals(login == null ? 200 : 303, page.status());
        assertEquals(login == null ? "" : login, page.location().replace("%2F", "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, true",
        "/history, true",
        "/bill, true",
        "/security/pay-password, true",
        "/first-password, false",
        "/agreement, false",
        "/help, false"
    })
    void whoMustChooseAPasswordGoesNowhereElse(String path, boolean led) {
        site.service.mustChange = true;
        site.follow(site.get("/login"), LOGIN);

        var page = site.get(path);

        assertEquals(led ? "/first-password" : "", page.location());
        assertEquals(led ? 303 : 200, page.status());
    }

    @Test
    void whoMustChooseAPasswordMayLeave() {
        site.service.mustChange = true;
        var first = site.follow(site.get("/login"), LOGIN);
        var csrf = first.html().select("input[name=csrf]").first().val();

        assertEquals("/login", site.post("/logout", Map.of("csrf", csrf)).location());
    }

    @Test
    void aFormWhoseLoginHasEndedChangesNothingAndLeadsToTheLogin() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.service.refuse("present", "session-over", Map.of());

        var page = site.submit(check, Map.of("pay", MemorySite.PIN));

        assertEquals("/login?over=1", page.location());
        assertFalse(site.service.done.contains("withdraw"));
        assertEquals("/login?back=/history", site.get("/history").location());
    }

    /** What cannot be looked up is no reason to throw somebody out. */
    @Test
    void whoseLoginCannotBeLookedUpGoesOn() {
        site.loggedIn();
        site.clock.turn(Duration.ofMinutes(1));
        site.service.refuse("present", "busy", Map.of());
        assertEquals(200, site.get("/history").status());
        site.clock.turn(Duration.ofMinutes(1));
        site.service.pend("present");
        assertEquals(200, site.get("/history").status());
    }

    @Test
    void whoWasGivenAnotherPasswordMeanwhileLogsInAgain() {
        site.loggedIn();
        site.clock.turn(Duration.ofMinutes(1));
        site.service.mustChange = true;

        assertEquals("/login?over=1&back=/history", site.get("/history").location());
    }
}

package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing begun is one request until it is refused: which try a form belongs to, and what is left of it in each state. */
final class StepsTest {
    private static final Steps STEPS = WithdrawPage.STEPS;
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

    private Page check() {
        return site.follow(site.get(STEPS.path()), Map.of("amount", "100"));
    }

    private static String draft(Page page) {
        return page.html().select("input[name=d]").val();
    }

    /** The third try is asked for, after two refusals. */
    @ParameterizedTest
    @CsvSource({"3, 3", "99, 3", "999, 3", "x, 3", "'', 3", "-1, 3", "1000, 3", "2, 2", "1, 1", "0, 1"})
    void aFormBelongsToTheTryThatItNamesIfThatCanBe(String typed, int attempt) {
        var check = check();
        site.submit(site.submit(check, Map.of("pay", "000000")), Map.of("pay", "000000"));
        var word = draft(check) + "-" + attempt;

        var page = site.submit(check, Map.of("pay", MemorySite.PIN, "n", typed));

        assertEquals("withdraw " + word, site.service.words.get(2));
        assertEquals(attempt == 3 ? 303 : 422, page.status(), "an older try was refused, and stays so");
        assertEquals(attempt == 3 ? 1 : 0, site.service.count("withdraw"));
    }

    @Test
    void aRefusedTryGivesTheNextOneItsNumberOnce() {
        var check = check();
        site.submit(check, Map.of("pay", "000000"));
        var again = site.submit(check, Map.of("pay", "000000"));

        assertEquals("2", again.html().select("input[name=n]").val(), "the same form twice is one refusal");
        assertEquals(draft(check), draft(again));
    }

    @Test
    void whatIsDoneHasAReceiptAtEachOfItsAddresses() {
        var check = check();
        var done = site.submit(check, PAY).location();

        assertEquals(STEPS.path() + "/done?d=" + draft(check), done);
        assertEquals(done, site.get(STEPS.path() + "/check?d=" + draft(check)).location());
        assertEquals(done, site.submit(check, PAY).location());
        assertEquals(site.get(done).h1(), site.get(done).h1());
        assertEquals(1, site.service.count("withdraw"));
    }

    @Test
    void whatIsNotDoneHasNoReceipt() {
        var check = check();

        for (String address : List.of("/done?d=" + draft(check), "/done?d=forged", "/done", "/check?d=forged")) {
            var page = site.get(STEPS.path() + address);
            assertEquals("这一页已经过期", page.h1(), address);
            assertEquals(List.of(STEPS.path(), "/history"), links(page), address);
        }
    }

    @Test
    void whatWasBegunForOnePageIsNothingOnAnother() {
        var draft = draft(check());

        assertEquals(
                "这一页已经过期", site.get(BillPage.STEPS.path() + "/check?d=" + draft).h1());
    }

    @Test
    void theWayBackHasWhatWasTyped() {
        var page = site.get(STEPS.path() + "?d=" + draft(check()));

        assertEquals("100.00", page.html().select("input[name=amount]").val());
        assertEquals(
                "", site.get(STEPS.path()).html().select("input[name=amount]").val());
    }

    @Test
    void twoTabsAreTwoRequests() {
        var one = check();
        var two = check();
        assertNotEquals(draft(one), draft(two));

        site.submit(one, PAY);
        site.submit(two, PAY);

        assertEquals(2, site.service.count("withdraw"));
    }

    /** A check page that nothing is remembered of brings what was typed along. */
    @Test
    void aFormOfBeforeGoesOnInTheNextSession() {
        var check = check();
        site.restart();

        var login = site.follow(site.submit(check, PAY));
        var again = site.follow(login, Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));

        assertEquals(draft(check), draft(again));
        assertTrue(again.text().contains("100.00元"), again.text());
        assertEquals(0, site.service.count("withdraw"), "the password is typed again");
    }
}

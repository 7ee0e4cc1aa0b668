package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in the way of a closing and how it goes away, and that a closed account leaves nothing behind (S-046, S-053). */
final class ClosePageTest {
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

    /** In the order of repair, whatever the order in which they were found, and each numbered. */
    @Test
    void allHindrancesStandInTheOrderOfRepair() {
        var facts = new HashMap<String, Object>();
        facts.put("hindrances", List.of("balance", "in-transit", "wallet", "phone"));
        facts.put("state", "ONE_WAY");
        facts.put("cash", new Fen(5_00));
        facts.put("card", Fen.ZERO);
        site.service.refuse("closable", "not-closable", facts);

        var page = site.get("/close");

        var titles = page.html().select("main h2").eachText();
        assertEquals(List.of("1. 恢复号码", "2. 注销手机钱包", "3. 等在途的交易结束", "4. 把余额用完"), titles.subList(0, 4));
        assertTrue(page.text().contains("有4件事要先办好"), page.text());
        var links = links(page);
        assertTrue(links.indexOf("/help#hall") < links.indexOf("/history"), links.toString());
        assertTrue(links.indexOf("/history") < links.indexOf("/withdraw"), links.toString());
        assertFalse(links.contains("/bill"), "there is no card money to spend: " + links);
        assertTrue(page.text().contains("5.00"), page.text());
    }

    @ParameterizedTest
    @CsvSource({"phone, 1. 恢复号码", "wallet, 1. 注销手机钱包", "in-transit, 1. 等在途的交易结束"})
    void whatDoesNotHinderIsNotListed(String hindrance, String title) {
        site.service.refuse("closable", "not-closable", Map.of("hindrances", List.of(hindrance), "state", "ONE_WAY"));

        var page = site.get("/close");

        assertEquals(List.of(title), page.html().select("main ol.todo h2").eachText());
    }

    @ParameterizedTest
    @CsvSource({
        "500, 0, , '/withdraw'",
        "0, 500, , '/bill'",
        "500, 300, , '/withdraw /bill'",
        "0, 0, 700, '/withdraw'",
        "500, 0, 700, '/withdraw'"
    })
    void aBalanceIsNamedWithItsWayOut(long cash, long card, Long total, String ways) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("hindrances", List.of("balance"));
        facts.put("cash", new Fen(cash));
        facts.put("card", new Fen(card));
        if (total != null) {
            facts.put("total", new Fen(total));
        }
        site.service.refuse("closable", "not-closable", facts);

        var found = site.get("/close").html().select("main ol.todo a").eachAttr("href");

        assertEquals(List.of(ways.split(" ")), found);
    }

    @Test
    void anotherRefusalIsNoListOfHindrances() {
        site.service.refuse("closable", "no-account", Map.of());

        var page = site.get("/close");

        assertEquals(0, page.html().select("main ol.todo").size());
        assertTrue(page.text().contains("还没有开通手机支付"), page.text());
    }

    @Test
    void aClosedAccountLeavesNoSessionBehind() {
        site.service.cash = Fen.ZERO;
        var check = site.follow(site.get("/close"));
        for (String pay : List.of("000000", "1")) {
            var wrong = site.submit(check, Map.of("pay", pay));
            assertEquals(List.of("#pay"), wrong(wrong));
            assertEquals(200, site.get("/history").status(), "nothing is closed");
        }
        var again = site.follow(site.get("/close"));

        var slip = site.follow(again, PAY);

        assertEquals("账户已销户", slip.h1(), slip.text());
        assertTrue(
                site.get("/history").location().startsWith("/login"),
                site.get("/history").location());
    }

    @Test
    void whatComesInTheWayAtTheLastMomentIsShown() {
        site.service.cash = Fen.ZERO;
        var check = site.follow(site.get("/close"));
        site.service.refuse("close", "not-closable", Map.of("hindrances", List.of("in-transit")));

        assertEquals("/close", site.submit(check, PAY).location());
        assertEquals(0, site.service.count("close"));
    }

    @Test
    void anotherRefusalAtTheLastMomentStandsAboveTheForm() {
        site.service.cash = Fen.ZERO;
        var check = site.follow(site.get("/close"));
        site.service.refuse("close", "frozen", Map.of());

        var page = site.submit(check, PAY);

        assertEquals("确认销户", page.h1());
        assertTrue(page.text().contains("账户已冻结"), page.text());
    }

    @Test
    void whatWasNotBegunHereIsNotClosed() {
        site.service.cash = Fen.ZERO;
        var check = site.follow(site.get("/close"));

        var page = site.submit(check, Map.of("pay", MemorySite.PIN, "d", "forged"));

        assertEquals(List.of("/close", "/history"), links(page));
        assertEquals(0, site.service.count("close"));
    }
}

package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may bind a card, what is said about it, and that withdrawals have nowhere to go once it is gone (S-073, S-080, S-081). */
final class BankCardPageTest {
    private static final String NUMBER = "6222021234567890031";

    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void logIn() {
        site.loggedIn();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Map<String, String> card(Map<String, String> other) {
        var all = new HashMap<>(Map.of(
                "bank", "CCB",
                "place", "湖南长沙",
                "branch", "五一路支行",
                "number", NUMBER,
                "holder", "张三",
                "code", MemorySite.CODE));
        all.putAll(other);
        return all;
    }

    @Test
    void onlyWhoIsKnownByNameMayBindACard() {
        site.service.bank = null;
        site.service.realName = false;
        var first = site.get("/bank-card");
        assertEquals(List.of("/real-name", "/"), links(first));
        assertEquals(0, first.html().select("main form").size());

        site.service.realName = true;
        var page = site.get("/bank-card");
        assertEquals("/bank-card/code", page.html().select("main form").attr("action"));
        assertTrue(page.text().contains("2次"), page.text());
        assertEquals("/bank-card/bind", site.submit(page, Map.of()).location());
        assertEquals(List.of("code BIND " + MemorySite.NUMBER), site.service.done);
    }

    @Test
    void aCodeThatCannotBeSentIsSaid() {
        site.service.bank = null;
        site.service.refuse("code", "code-too-soon", Map.of());

        assertTrue(site.submit(site.get("/bank-card"), Map.of()).text().contains("60秒后可以再发一次"));
    }

    @ParameterizedTest
    @CsvSource({
        "bank, MOON, bank",
        "bank, '', bank",
        "place, '', place",
        "branch, '', branch",
        "number, '', number",
        "holder, '', holder",
        "code, 12345, code"
    })
    void everythingAboutTheCardIsSaid(String field, String typed, String fault) {
        var page = site.submit(site.get("/bank-card/bind"), card(Map.of(field, typed)));

        assertEquals(422, page.status());
        assertEquals(List.of("#" + fault), wrong(page));
        assertEquals(List.of(), site.service.asked);
    }

    @ParameterizedTest
    @CsvSource({"bad-card-number, number", "name-differs, holder", "code-wrong, code", "bad-branch, branch"})
    void whatIsWrongStandsAtItsField(String reason, String field) {
        site.service.refuse("bind", reason, Map.of("left", 4L));

        var page = site.submit(site.get("/bank-card/bind"), card(Map.of()));

        assertEquals(List.of("#" + field), wrong(page));
    }

    @Test
    void aRefusalOfNoFieldStandsAboveTheForm() {
        site.service.refuse("bind", "too-many-bindings", Map.of());

        var page = site.submit(site.get("/bank-card/bind"), card(Map.of()));

        assertEquals(List.of(), wrong(page));
        assertTrue(page.text().contains("本月已绑定3次"), page.text());
    }

    @Test
    void theCardThatWasTypedIsBoundAndShownByItsTail() {
        var slip = site.follow(site.get("/bank-card/bind"), card(Map.of("number", "6222 0212-3456 7890031")));

        assertEquals("银行卡已绑定", slip.h1(), slip.text());
        assertTrue(slip.text().contains("建设银行尾号0031"), slip.text());
        assertEquals(List.of("CCB " + NUMBER), site.service.asked);
    }

    @Test
    void aFormThatIsSentTwiceIsOneRequestAndAnotherFormIsAnother() {
        var page = site.get("/bank-card/bind");
        site.submit(page, card(Map.of()));
        site.submit(page, card(Map.of()));
        assertEquals(1, site.service.count("bind"));

        site.submit(site.get("/bank-card/bind"), card(Map.of()));
        assertEquals(2, site.service.count("bind"));
    }

    @ParameterizedTest
    @CsvSource({"15, false", "16, true", "64, true", "65, false"})
    void aWordOfAFormIsTakenAsItCameIfItCanBeOurs(int length, boolean taken) {
        var word = "k".repeat(length);

        site.submit(site.get("/bank-card/bind"), card(Map.of("k", word)));

        assertEquals(taken, site.service.words.contains("bind " + word), site.service.words.toString());
    }

    @Test
    void aBoundCardIsShownAndGoesOnlyWithThePayPassword() {
        var page = site.get("/bank-card");
        assertTrue(page.text().contains("工商银行尾号6789") && page.text().contains("张*"), page.text());
        for (String pay : List.of("", "25803", "000000")) {
            var wrong = site.submit(page, Map.of("pay", pay));
            assertEquals(422, wrong.status(), pay);
            assertEquals(List.of("#pay"), wrong(wrong), pay);
            assertNotNull(site.service.bank, pay);
        }

        assertEquals(
                "/bank-card", site.submit(page, Map.of("pay", MemorySite.PIN)).location());

        assertNull(site.service.bank);
        assertEquals("绑定银行卡", site.get("/bank-card").h1());
    }

    @Test
    void aRefusalThatIsNotThePasswordsStandsAboveTheCard() {
        site.service.refuse("unbind", "frozen", Map.of());

        var page = site.submit(site.get("/bank-card"), Map.of("pay", MemorySite.PIN));

        assertEquals(List.of(), wrong(page));
        assertTrue(page.text().contains("账户已冻结"), page.text());
        assertFalse(page.html().select("input[name=pay]").isEmpty());
    }

    @Test
    void aCardThatIsGoneAlreadyHasNoReceiptAndNothingToUnbind() {
        var page = site.get("/bank-card");
        assertNotEquals("/bank-card", site.get("/bank-card/done").location());
        site.service.bank = null;

        assertEquals("/bank-card", site.get("/bank-card/done").location());
        assertEquals("/bank-card", site.submit(page, Map.of("pay", "1")).location());
    }
}

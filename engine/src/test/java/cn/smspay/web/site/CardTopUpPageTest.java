package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.testing.PageClient.Page;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A card's password is money: what is taken for one, that it counts once, and that no page shows it again. */
final class CardTopUpPageTest {
    private static final String CARD = "180000000000000001";

    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void logIn() {
        site.loggedIn();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private Page submit(Page page, String card) {
        return site.submit(page, Map.of("card", card));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 请填写充值卡密码",
        "18000000000000000, 这是17位的序列号",
        "09001180000000001, 这是17位的序列号",
        "1800000000000000, 充值卡密码是18位数字",
        "1800000000000000001, 充值卡密码是18位数字",
        "190000000000000001, 充值卡密码是18位数字",
        "18000000000000000a, 充值卡密码是18位数字"
    })
    void whatIsNoPasswordOfACardIsToldApart(String typed, String sentence) {
        var page = submit(site.get("/topup/card"), typed);

        assertEquals(422, page.status());
        assertEquals(List.of("#card"), wrong(page));
        assertTrue(page.html().select(".errors").text().contains(sentence), page.text());
        assertEquals(List.of(), site.service.words, "nobody was asked");
    }

    @ParameterizedTest
    @CsvSource({"180000000000000001", "1800 0000 0000 0000 01", "180000-000000-000001"})
    void aCardIsTypedAsItIsPrintedAndItsMoneyIsCardMoney(String typed) {
        var slip = site.follow(submit(site.get("/topup/card"), typed));

        assertEquals("充值成功", slip.h1(), slip.text());
        assertEquals(new Fen(150_00), site.service.card);
        assertTrue(slip.text().contains("150.00元"), slip.text());
    }

    @ParameterizedTest
    @CsvSource({
        "unknown-card, card",
        "not-hunan, card",
        "not-active, card",
        "used, card",
        "expired, card",
        "pin-wrong, pay",
        "pin-wanted, pay"
    })
    void whatIsWrongStandsAtItsFieldAndTheCardIsNotShownAgain(String reason, String field) {
        site.service.payForTopUp = true;
        site.service.refuse("card", reason, Map.of("left", 4L));

        var page = site.submit(site.get("/topup/card"), Map.of("card", CARD, "pay", MemorySite.PIN));

        assertEquals(List.of("#" + field), wrong(page));
        assertFalse(page.html().outerHtml().contains(CARD), "a card's password is in the page");
    }

    @Test
    void aRefusalOfNoFieldStandsAboveTheForm() {
        site.service.refuse("card", "too-many-wrong", Map.of());

        var page = submit(site.get("/topup/card"), CARD);

        assertEquals(List.of(), wrong(page));
        assertTrue(page.text().contains("今天卡密不对的次数太多"), page.text());
    }

    @Test
    void thePayPasswordIsAskedForWhereTheCarrierWantsIt() {
        assertEquals(0, site.get("/topup/card").html().select("input[name=pay]").size());
        site.service.payForTopUp = true;
        var page = site.get("/topup/card");
        assertEquals(1, page.html().select("input[name=pay][type=password]").size());

        var empty = submit(page, CARD);
        assertEquals("请填写支付密码", empty.html().select(".errors a").text());
        var wrong = site.submit(empty, Map.of("card", CARD, "pay", "000000"));
        assertEquals(List.of("#pay"), wrong(wrong));
        assertEquals(new Fen(50_00), site.service.card);

        assertEquals(
                "充值成功",
                site.follow(wrong, Map.of("card", CARD, "pay", MemorySite.PIN)).h1());
    }

    @Test
    void aFormThatIsSentTwiceTopsUpOnceAndItsPageLeadsToTheReceipt() {
        var page = site.get("/topup/card");
        var slip = submit(page, CARD);

        assertEquals(slip.location(), submit(page, CARD).location());
        assertEquals(1, site.service.count("card"));
        var draft = slip.location().substring(slip.location().indexOf("d="));
        assertEquals(slip.location(), site.get("/topup/card?" + draft).location());
        assertEquals(200, site.get("/topup/card?d=forged").status(), "a new form");
    }

    @Test
    void aFormThatIsNotOursTopsUpNothing() {
        for (String card : List.of(CARD, "18")) {
            var page = site.submit(site.get("/topup/card"), Map.of("card", card, "d", "forged"));

            assertEquals(List.of("/topup/card", "/history"), links(page), card);
        }
        assertEquals(0, site.service.count("card"));
    }
}

package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.testing.PageClient.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A merchant's order: who may pay it, from which account, with which proof, once, and where it leads back to. */
final class PayPageTest {
    private static final String PATH = "/pay/tok-128";
    private static final Map<String, String> PAY = Map.of("pay", MemorySite.PIN);
    private static final Map<String, String> WITH_CODE = Map.of("pay", MemorySite.PIN, "code", MemorySite.CODE);

    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private Page open(long fen) {
        site.service.price = new Fen(fen);
        site.loggedIn();
        return site.get(PATH);
    }

    @Test
    void aStrangerLogsInAndComesBackToHisOrder() {
        assertEquals("/login?back=" + PATH, site.get(PATH).location());
        assertEquals(404, site.get("/pay/other").status());
    }

    @ParameterizedTest
    @CsvSource({"paid, 付款成功, 这个订单已经付款", "closed, 订单已关闭, 资金没有变化"})
    void anOrderThatIsOverIsShownToEverybodyAndPaidByNobody(String state, String title, String sentence) {
        var before = open(45_80);
        site.service.orderState = state;

        var page = site.get(PATH);
        assertEquals(title, page.h1());
        assertTrue(page.text().contains(sentence), page.text());
        assertEquals(title, site.submit(before, PAY).h1(), "a form from before pays nothing");
        assertEquals(0, site.service.count("pay"));
        assertEquals(title, site.get(PATH + "/done").h1());
        site.cookies.getCookieStore().removeAll();
        assertEquals(title, site.get(PATH).h1());
    }

    /** One account pays all; where it cannot, the other one is said to be too small. */
    @ParameterizedTest
    @CsvSource({
        "5000, 充值卡账户, 0.00元, ",
        "5001, 现金账户, '1,238.49元', 充值卡账户只有50.00元，不够付这一笔",
        "128850, 现金账户, 0.00元, 充值卡账户只有50.00元，不够付这一笔"
    })
    void theAccountThatPaysIsNamedWithWhatIsLeft(long fen, String pocket, String left, String other) {
        var page = open(fen);

        assertTrue(page.text().contains("付款账户 " + pocket + " 付款后余额" + left), page.text());
        assertEquals(other != null, page.text().contains("两个账户不能合并付款"), page.text());
        assertTrue(other == null || page.text().contains(other), page.text());
    }

    @Test
    void whatNeitherAccountCoversCannotBePaidHere() {
        var page = open(1288_51);

        assertEquals(0, page.html().select("input[name=pay], input[name=code]").size());
        assertTrue(page.text().contains("现金账户只有1,288.50元，充值卡账户只有50.00元，都不够付这一笔"), page.text());
        assertFalse(page.text().contains("发送验证码"), "nobody needs a code: " + page.text());
    }

    @ParameterizedTest
    @CsvSource({"10000, false", "10001, true"})
    void aCodeIsWantedAboveAHundredYuan(long fen, boolean wanted) {
        var page = open(fen);

        assertEquals(wanted ? 1 : 0, page.html().select("input[name=code]").size());
        assertEquals(
                wanted ? 1 : 0,
                page.html().select("form[action=" + PATH + "/code]").size());
        var without = site.submit(page, PAY);
        assertEquals(wanted ? List.of("#code") : List.of(), wrong(without));
        assertEquals(wanted ? 0 : 1, site.service.count("pay"));
    }

    @Test
    void theCodeGoesToTheOwnersPhone() {
        var page = open(128_00);
        var form = page.html().select("form[action=" + PATH + "/code]").first();

        var sent = site.post(PATH + "/code", SiteFixture.fields(form, Map.of()));

        assertEquals(PATH, sent.location());
        assertEquals(List.of("code PAY_OVER_100 " + MemorySite.NUMBER), site.service.done);
        site.service.refuse("code", "code-too-soon", Map.of());
        assertTrue(site.post(PATH + "/code", SiteFixture.fields(form, Map.of()))
                .text()
                .contains("60秒后可以再发一次"));
    }

    @ParameterizedTest
    @CsvSource({"pin-wrong, pay", "code-wrong, code", "code-wanted, code"})
    void whatIsWrongStandsAtItsFieldAndPaysNothing(String reason, String field) {
        var page = open(128_00);
        site.service.refuse("pay", reason, Map.of("left", 4L));

        var wrong = site.submit(page, WITH_CODE);

        assertEquals(422, wrong.status());
        assertEquals(List.of("#" + field), wrong(wrong));
        assertEquals(new Fen(1288_50), site.service.cash);
        assertEquals("付款成功", site.follow(wrong, WITH_CODE).h1(), "the next try has a key of its own");
        assertEquals(new Fen(1160_50), site.service.cash);
    }

    @Test
    void aRefusalOfNoFieldStandsAboveTheForm() {
        var page = open(128_00);
        site.service.refuse("pay", "merchant-not-live", Map.of());

        var refused = site.submit(page, WITH_CODE);

        assertEquals(200, refused.status());
        assertTrue(refused.text().contains("商户现在不能收款"), refused.text());
    }

    @Test
    void aFormOfAnotherOrderPaysNeitherOfThem() {
        var page = open(45_80);
        site.service.orderNo = "20261130000099";

        assertEquals(PATH, site.submit(page, PAY).location());
        assertEquals(0, site.service.count("pay"));
        assertEquals(
                PATH, site.submit(page, Map.of("pay", MemorySite.PIN, "d", "x")).location());
    }

    @Test
    void aFormThatIsSentTwicePaysOnce() {
        var page = open(45_80);
        var done = site.follow(page, PAY);

        assertEquals("付款成功", done.h1(), done.text());
        assertEquals("付款成功", site.submit(page, PAY).h1());
        assertEquals(new Fen(1242_70), site.service.cash);
    }

    @Test
    void whoLeavesPaysNothingAndIsToldHowToGoBack() {
        open(45_80);

        var left = site.get(PATH + "/leave");

        assertEquals("没有付款", left.h1());
        assertTrue(links(left).contains("https://book.example.cn/thanks"), left.text());
        assertEquals("open", site.service.orderState);
        assertEquals(PATH, site.get(PATH + "/done").location(), "there is no receipt of it");
    }

    @Test
    void theWayBackIsALinkOnTheReceiptAndNoRedirect() {
        var answer = site.submit(open(45_80), PAY);

        assertTrue(answer.location().startsWith(PATH + "/done?d="), answer.location());
        assertTrue(links(site.get(answer.location())).contains("https://book.example.cn/thanks"));
    }

    private static SiteService.CheckoutOrder order(String returnUrl) {
        return new SiteService.CheckoutOrder(
                "1",
                "",
                "",
                "",
                "",
                Fen.ZERO,
                Instant.EPOCH,
                "paid",
                returnUrl,
                "",
                Fen.ZERO,
                Fen.ZERO,
                Fen.ZERO,
                false,
                null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example",
                "/thanks",
                "https://user:pw@evil.example/",
                "https:///thanks",
                "ftp://x",
                "not a url",
                ""
            })
    void anAddressThatIsNoPageIsNoWayBack(String url) {
        assertNull(PayPage.back(order(url)));
    }

    @ParameterizedTest
    @CsvSource({
        "https://book.example.cn/thanks?a=b, https://book.example.cn/thanks?a=b",
        "HTTP://book.example.cn, HTTP://book.example.cn",
        "https://book.example.cn/谢谢, https://book.example.cn/%E8%B0%A2%E8%B0%A2"
    })
    void anAddressOfTheWebIsTheWayBack(String url, String back) {
        assertEquals(back, PayPage.back(order(url)));
    }
}

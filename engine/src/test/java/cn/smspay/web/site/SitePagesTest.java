package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of every page, whatever it is about. */
final class SitePagesTest {
    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    static void isWellMade(Page page) {
        var html = page.html();
        assertEquals(1, html.select("h1").size(), page.url() + ": one h1");
        assertTrue(html.select("html[lang]").size() == 1, page.url() + ": lang");
        assertFalse(html.title().isBlank(), page.url() + ": title");
        assertEquals(0, html.select("script, style, [style], iframe, img").size(), page.url() + ": script or style");
        html.getAllElements()
                .forEach(element -> element.attributes()
                        .forEach(attribute ->
                                assertFalse(attribute.getKey().startsWith("on"), page.url() + ": " + attribute)));
        html.select("input:not([type=hidden]), select").forEach(input -> {
            assertFalse(input.id().isEmpty(), page.url() + ": an input without id");
            assertTrue(
                    !html.select("label[for=" + input.id() + "]").isEmpty(),
                    page.url() + ": no label for " + input.id());
            for (var id : input.attr("aria-describedby").split(" ")) {
                assertTrue(id.isEmpty() || html.getElementById(id) != null, page.url() + ": nothing is " + id);
            }
            assertTrue(input.attr("placeholder").isEmpty(), page.url() + ": placeholder");
            assertFalse(input.attr("type").equals("number"), page.url() + ": number field");
        });
        html.select("[aria-invalid]")
                .forEach(input -> assertTrue(
                        input.attr("aria-describedby").contains(input.id() + "-error"),
                        page.url() + ": error not tied"));
        html.select("form[method=post]")
                .forEach(form -> assertTrue(
                        form.attr("action").startsWith("https://")
                                || !form.select("input[name=csrf]").isEmpty(),
                        page.url() + ": a form without token"));
        assertEquals(
                html.select("[id]").size(),
                html.select("[id]").eachAttr("id").stream().distinct().count(),
                page.url() + ": an id twice");
        assertTrue(page.html().select("main .b.first").size() <= 1, page.url() + ": two primary buttons");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/register", "/reset/login", "/agreement", "/help", "/nothing-here"})
    void pagesForEverybodyAreWellMade(String path) {
        isWellMade(site.get(path));
        isWellMade(site.get("/en" + path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/history",
                "/history?from=nonsense",
                "/history?from=2026-11-01&to=2026-11-30&page=2",
                "/history/20261130000006",
                "/history/20261112000031",
                "/topup",
                "/topup/card",
                "/topup/bank",
                "/topup/bank/20261130000021",
                "/topup/bank/20261130000021?returned=1",
                "/withdraw",
                "/bank-card",
                "/bank-card/bind",
                "/bill",
                "/real-name",
                "/real-name/code",
                "/wallet",
                "/security",
                "/security/login-password",
                "/security/pay-password",
                "/security/alias",
                "/security/question",
                "/reset/pay",
                "/close",
                "/pay/tok-128",
                "/pay/other"
            })
    void pagesOfTheCustomerAreWellMade(String path) {
        site.loggedIn();

        isWellMade(site.get(path));
        var english = site.get(path.equals("/") ? "/en" : "/en" + path);
        isWellMade(english);
        assertEquals("en", english.html().select("html").attr("lang"));
        assertFalse(
                english.html()
                        .select("main, nav, header, footer p, aside")
                        .text()
                        .replaceAll("张三?\\*|工商银行尾号6789|长沙五一路(支行)?|星河书店|《.*?件|银行卡已注销|建设银行尾号0031|招商银行|本机|退出", "")
                        .matches(".*\\p{IsHan}.*"),
                "Chinese on " + english.url() + ": "
                        + english.html().select("main").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/history", "/wallet"})
    void emptyPagesAreWellMade(String path) {
        site.loggedIn();
        site.service.empty = true;

        isWellMade(site.get(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/withdraw,amount,2000,现金账户只有1,288.50元，不够2000",
        "/withdraw,amount,1e3,金额看不懂",
        "/withdraw,amount,'1,00',金额看不懂",
        "/withdraw,amount,1.234,金额看不懂",
        "/bill,amount,-5,金额看不懂",
        "/topup/card,card,18000000000000001,序列号",
        "/topup/card,card,180000000000000009,还可再试4次",
        "/topup/bank,amount,0,金额看不懂",
        "/security/alias,alias,,请填写别名"
    })
    void wrongInputComesBackWithASummary(String path, String field, String typed, String sentence) {
        site.loggedIn();

        var page = site.submit(
                site.get(path),
                Map.of(field, typed == null ? "" : typed, "whose", "own", "bank", "ICBC", "into", "cash"));

        assertEquals(422, page.status());
        isWellMade(page);
        assertTrue(page.title().startsWith("错误："), page.title());
        var error = page.html().getElementById(field + "-error");
        assertTrue(
                error != null && page.html().select(".errors a").text().contains(error.text()),
                page.html().text());
        if (!sentence.contains("不够")) {
            assertTrue(error.text().contains(sentence), error.text());
        }
        assertEquals("#" + field, page.html().select(".errors a").attr("href"));
        assertFalse(page.html().select(".errors[autofocus]").isEmpty());
    }

    @Test
    void everyPageSaysThatADemonstrationIsNone() {
        assertTrue(site.get("/login").html().select(".demo").text().contains("演示环境"));
    }

    @Test
    void whatTheInstallationLacksIsNotThere() {
        site.service.functions.clear();
        try (var bare = new SiteFixture()) {
            bare.service.functions.clear();
        }
        site.loggedIn();
        assertEquals(
                0,
                site.get("/")
                        .html()
                        .select("main a[href=/wallet], main a[href=/close], main a[href=/withdraw]")
                        .size());
    }
}

package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.testing.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The site in a browser: nothing cut, nothing too small to hit, nothing that axe finds. */
@Tag("peer")
@Timeout(300)
final class SiteBrowserTest {
    private static final String LOOKS = """
            [{"width": 320}, {"width": 768, "axe": false}, {"width": 1280},
             {"width": 320, "name": "en-320", "prefix": "/en"},
             {"width": 1280, "name": "en-1280", "prefix": "/en"},
             {"width": 320, "name": "large", "quiet": true, "font": 24, "axe": false},
             {"width": 320, "name": "spaced", "quiet": true, "axe": false,
              "style": "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"},
             {"width": 640, "name": "double", "quiet": true, "font": 32, "axe": false}]""";
    private static final String LOG_IN = """
            {"go": "/login", "shot": "login"},
            {"press": true, "shot": "login-error"},
            {"fill": {"name": "13800000001", "password": "Secret77"}, "press": true, "shot": "home"},
            """;

    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private void walk(String steps) throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium, npm and its packages playwright-core and axe-core are needed");
        var found = Browser.walk(
                "http://127.0.0.1:" + site.door.port(),
                "{\"together\": 2, \"looks\": " + LOOKS + ", \"steps\": [" + steps + "]}");

        assertEquals("", String.join("\n", found));
    }

    @Test
    void pagesOfTheCustomerFitEveryScreen() throws Exception {
        walk(LOG_IN + """
                {"go": "/history", "shot": "history"},
                {"go": "/history/20261130000006", "shot": "movement"},
                {"go": "/topup", "shot": "topup"},
                {"go": "/topup/card", "shot": "topup-card"},
                {"go": "/topup/bank", "shot": "topup-bank"},
                {"go": "/topup/bank/20261130000021", "shot": "topup-bank-check"},
                {"go": "/bank-card", "shot": "bank-card"},
                {"go": "/bank-card/bind", "shot": "bind"},
                {"go": "/bill", "shot": "bill"},
                {"go": "/wallet", "shot": "wallet"},
                {"go": "/real-name/code", "shot": "real-name"},
                {"go": "/security", "shot": "security"},
                {"go": "/security/pay-password", "shot": "pay-password"},
                {"go": "/security/question", "shot": "question"},
                {"go": "/close", "shot": "close"},
                {"go": "/agreement", "shot": "agreement"},
                {"go": "/help", "shot": "help"},
                {"go": "/register", "shot": "register"},
                {"go": "/nothing", "shot": "not-found"}
                """);
    }

    @Test
    void moneyPagesFitEveryScreen() throws Exception {
        walk(LOG_IN + """
                {"go": "/withdraw", "shot": "withdraw"},
                {"fill": {"amount": "20000"}, "press": true, "shot": "withdraw-error"},
                {"fill": {"amount": "1.00"}, "press": true, "shot": "withdraw-check"},
                {"fill": {"pay": "000000"}, "press": true, "shot": "withdraw-pin"},
                {"fill": {"pay": "258036"}, "press": true, "shot": "withdraw-done"},
                {"go": "/bill", "fill": {"whose": "other", "number": "13800000009", "again": "13800000009", "amount": "0.5"},
                 "press": true, "shot": "bill-check"},
                {"fill": {"pay": "258036"}, "press": true, "shot": "bill-done"},
                {"go": "/pay/tok-128", "shot": "pay"},
                {"fill": {"pay": "1"}, "press": true, "shot": "pay-error"},
                {"go": "/pay/tok-128/leave", "shot": "pay-left"}
                """);
    }
}

package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and programs send to the site that mean no good. */
final class BadInputTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "javascript:alert(1)",
            "</title><svg onload=alert(1)>",
            "{{7*7}}${7*7}#{7*7}",
            "a\r\nSet-Cookie: x=y",
            "\u202Eevil\u0000",
            "=HYPERLINK(\"http://evil\")");

    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private String cookie() {
        return site.cookies.getCookieStore().getCookies().get(0).getValue();
    }

    @Test
    void aFormWithoutOrWithAForgedTokenDoesNothing() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        for (var token : new String[] {"", "forged", "x".repeat(43)}) {
            var page = site.submit(check, Map.of("pay", MemorySite.PIN, "csrf", token));
            assertEquals(403, page.status());
            assertTrue(page.h1().contains("没有办理"), page.html().text());
        }
        assertFalse(site.service.done.contains("withdraw"));
    }

    @Test
    void aFormFromAnotherSiteDoesNothing() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        var form = check.html().select("main form").last();
        var body = SiteFixture.body(SiteFixture.fields(form, Map.of("pay", MemorySite.PIN)));

        var page = site.send(HttpRequest.newBuilder(site.at(form.attr("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());

        assertEquals(403, page.status());
        assertFalse(site.service.done.contains("withdraw"));
    }

    @Test
    void theCookieOfBeforeTheLoginIsWorthNothingAfterwards() {
        var login = site.get("/login");
        var before = cookie();
        site.follow(login, Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        assertNotEquals(before, cookie());

        site.cookies.getCookieStore().removeAll();
        var planted = site.send(HttpRequest.newBuilder(site.at("/history"))
                .header("Cookie", "smspay=" + before)
                .build());

        assertEquals("/login?over=1&back=/history", planted.location());
    }

    @Test
    void aSessionThatEndsInTheMiddleOfAPaymentDoesNothingAndLeadsBack() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.clock.turn(Duration.ofMinutes(11));

        var page = site.submit(check, Map.of("pay", MemorySite.PIN));

        assertEquals("/login?over=1&back=/withdraw/check", page.location());
        assertFalse(site.service.done.contains("withdraw"));
        var login = site.get(page.location());
        assertTrue(
                login.html().text().contains("您已10分钟没有操作，为了安全已退出"), login.html().text());
        var back = site.follow(login, Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        assertEquals("核对提现", back.h1(), back.html().text());
        assertEquals("", back.html().select("input[name=pay]").val());

        site.submit(back, Map.of("pay", MemorySite.PIN));
        site.submit(check, Map.of("pay", MemorySite.PIN));

        assertEquals(1, site.service.done.stream().filter("withdraw"::equals).count());
    }

    @Test
    void aPaymentThatARestartInterruptedGoesOnUnderItsKey() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.submit(check, Map.of("pay", MemorySite.PIN));
        site.restart();

        var login = site.follow(site.submit(check, Map.of("pay", MemorySite.PIN)));
        assertTrue(login.html().text().contains("请重新登录"), login.html().text());
        var back = site.follow(login, Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        site.submit(back, Map.of("pay", MemorySite.PIN));

        assertEquals(1, site.service.done.stream().filter("withdraw"::equals).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"t.payee=abc", "t.amount=%00", "d=short", "n=x", "t.amount=1e9"})
    void whatASessionThatEndedBringsAlongIsReadWithCare(String extra) {
        site.loggedIn();
        var check = site.follow(site.get("/bill"), Map.of("whose", "own", "amount", "5"));
        site.restart();
        var pair = extra.split("=");
        var login = site.follow(site.submit(
                check,
                Map.of("pay", MemorySite.PIN, pair[0], java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8))));

        var page = site.follow(login, Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));

        assertTrue(page.status() < 500, page.html().text());
        SitePagesTest.isWellMade(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "/%2F/evil",
                "javascript:alert(1)",
                "/a b",
                "/\r\nLocation: x",
                "\\\\evil"
            })
    void nobodyIsSentElsewhereAfterTheLogin(String back) {
        var login = site.get("/login");
        var page = site.submit(login, Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN, "back", back));
        assertEquals("/", page.location());
    }

    @Test
    void namesAndSubjectsOfOthersAreText() {
        site.loggedIn();
        for (var hostile : HOSTILE) {
            site.service.merchant = hostile;
            site.service.subject = hostile;
            site.service.alias = hostile;
            for (var path : List.of("/pay/tok-128", "/history", "/security", "/history/20261128000019")) {
                isHarmless(site.get(path), hostile);
            }
        }
    }

    private static void isHarmless(Page page, String hostile) {
        SitePagesTest.isWellMade(page);
        assertEquals(
                0,
                page.html()
                        .select("main svg[onload], main img, main a[href^=javascript]")
                        .size(),
                hostile);
        assertFalse(page.answer().headers().map().containsKey("x"), hostile);
    }

    @Test
    void whatIsTypedIntoAnyFieldOfAnyFormIsText() {
        site.loggedIn();
        for (var path : List.of(
                "/withdraw",
                "/bill",
                "/topup/card",
                "/topup/bank",
                "/bank-card",
                "/bank-card/bind",
                "/real-name",
                "/real-name/code",
                "/security/alias",
                "/security/question",
                "/security/login-password",
                "/security/pay-password",
                "/reset/login",
                "/reset/pay",
                "/register",
                "/pay/tok-128",
                "/close")) {
            for (var form : site.get(path).html().select("main form[method=post]")) {
                for (var hostile : HOSTILE) {
                    var typed = new java.util.HashMap<String, String>();
                    form.select("input:not([type=hidden]), select")
                            .forEach(input -> typed.put(input.attr("name"), hostile));
                    var page = site.post(form.attr("action"), SiteFixture.fields(form, typed));
                    isHarmless(page.status() == 303 ? site.get(page.location()) : page, hostile);
                }
            }
        }
        for (var hostile : HOSTILE) {
            isHarmless(site.get("/history?" + SiteFixture.body(Map.of("from", hostile, "to", hostile))), hostile);
        }
    }

    @Test
    void whatIsTypedIntoTheLoginIsText() {
        for (var hostile : HOSTILE) {
            isHarmless(site.submit(site.get("/login"), Map.of("name", hostile, "password", hostile)), hostile);
            isHarmless(site.get("/login?" + SiteFixture.body(Map.of("back", hostile, "over", hostile))), hostile);
        }
    }

    @Test
    void aFileForASpreadsheetRunsNothing() {
        site.loggedIn();
        site.service.merchant = "=HYPERLINK(\"http://evil\")";
        var csv = site.get("/history.csv").answer().body();
        assertTrue(csv.contains("\"购物，=HYPERLINK"), csv);
        csv.lines().forEach(line -> {
            for (var cell : line.split("\",\"")) {
                assertFalse(cell.replace("\"", "").matches("^[=+@].*"), line);
            }
        });
    }

    @Test
    void tenMegabytesAreNotTaken() throws IOException {
        try (var socket = new Socket("127.0.0.1", site.door.port())) {
            var out = socket.getOutputStream();
            out.write(("POST /login HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: 10485760\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 413", answer);
        }
    }

    @Test
    void anotherHostIsNotServed() throws IOException {
        try (var socket = new Socket("127.0.0.1", site.door.port())) {
            socket.getOutputStream()
                    .write("GET /login HTTP/1.1\r\nHost: evil.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 421", answer);
        }
    }

    @Test
    void noPageMayBeFramedOrKept() {
        site.loggedIn();
        var headers = site.get("/").answer().headers();
        assertTrue(headers.firstValue("Content-Security-Policy").orElse("").contains("frame-ancestors 'none'"));
        assertTrue(headers.firstValue("Content-Security-Policy").orElse("").startsWith("default-src 'none'"));
        assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""));
    }

    @Test
    void onlyThePageThatGoesToABankMayPostThere() {
        site.loggedIn();
        assertTrue(site.get("/topup/bank/20261130000021")
                .answer()
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .contains("form-action 'self' https://bank.example.cn"));
        assertFalse(site.get("/topup/bank")
                .answer()
                .headers()
                .firstValue("Content-Security-Policy")
                .orElse("")
                .contains("bank.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/withdraw/check", "/withdraw/check?d=nothing", "/withdraw/done", "/bill/check?d=x", "/pay/none"
            })
    void whatWasNeverBegunIsSaidSo(String path) {
        site.loggedIn();
        var page = site.get(path);
        assertTrue(page.status() == 200 || page.status() == 404, path);
        SitePagesTest.isWellMade(page);
    }

    @Test
    void anOlderAttemptCannotBeMadeANewOne() {
        site.loggedIn();
        var check = site.follow(site.get("/withdraw"), Map.of("amount", "100"));
        site.submit(check, Map.of("pay", "000000"));
        var done = site.submit(check, Map.of("pay", MemorySite.PIN, "n", "99"));
        site.submit(check, Map.of("pay", MemorySite.PIN, "n", "3"));
        assertEquals(303, done.status());
        assertEquals(1, site.service.done.stream().filter("withdraw"::equals).count());
    }
}

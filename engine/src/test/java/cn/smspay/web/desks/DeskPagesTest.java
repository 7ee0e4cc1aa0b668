package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is true of every page of the desks, whoever looks and whatever is typed. Holds {@code Notice} to its rules.
 */
final class DeskPagesTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "' onmouseover='alert(1)",
            "{{7*7}}${7*7}",
            "a\r\nSet-Cookie: x=y",
            "\u202Eevil\u0000",
            "=HYPERLINK(\"http://evil\")",
            "9".repeat(400),
            "-1",
            "");

    @TempDir
    Path folder;

    private DeskFixture at;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
    }

    @AfterEach
    void close() {
        at.close();
    }

    /** Something of everything that pages show. */
    private void fill() {
        var who = at.world.realNameCustomer(DeskFixture.NUMBER, "500.00");
        at.pay(who, at.order("book", "XH-1"));
        at.order("book", "<u>XH-2</u>");
        var operator = Caller.operator("maker");
        at.world
                .desks()
                .cards()
                .issue(operator, Key.of(operator, "i", ""), 10, new Fen(50_00), LocalDate.of(2012, 12, 31), "<u>新卡</u>")
                .join();
        at.world
                .desks()
                .customers()
                .freeze(
                        new Caller(cn.smspay.base.Channel.AGENT, "agent9", java.util.Set.of(Role.AGENT), "local", null),
                        new Key("a", "f", "h"),
                        cn.smspay.counter.Subject.number(new cn.smspay.base.Msisdn(DeskFixture.NUMBER)),
                        "test")
                .join();
        var till = new cn.smspay.accounts.payments.Till(cn.smspay.accounts.customers.Province.HUNAN, "9");
        var clerk = new Caller(cn.smspay.base.Channel.HALL, "clerk9", java.util.Set.of(Role.CLERK), "local", till);
        at.world
                .desks()
                .tills()
                .open(clerk, new Key("c", "o", "h"), till, new Fen(100))
                .join();
        at.world
                .desks()
                .tills()
                .close(clerk, new Key("c", "p", "h"), till, new Fen(90))
                .join();
    }

    /** Everybody, with what he can reach. */
    private Map<PageClient, List<String>> everybody() {
        var people = new HashMap<PageClient, List<String>>();
        var clerk = at.staff("clerk", Role.CLERK, null);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        DeskFixture.look(clerk);
        people.put(clerk, List.of("/customer", "/till", "/approvals"));
        var agent = at.staff("agent", Role.AGENT, null);
        DeskFixture.look(agent);
        people.put(agent, List.of("/customer", "/approvals", "/cases", "/cases/1", "/cards", "/waivers"));
        people.put(
                at.staff("shop", Role.MERCHANT_USER, "book"),
                List.of("/orders", "/bills/2009-11-29", "/bills", "/settlements", "/notifications", "/keys"));
        people.put(
                at.staff("admin", Role.OPERATOR, null),
                List.of(
                        "/customer",
                        "/approvals",
                        "/cases",
                        "/cases/1",
                        "/merchants",
                        "/merchants/book",
                        "/waivers",
                        "/cards",
                        "/people",
                        "/audit"));
        people.put(
                at.staff("auditor", Role.AUDITOR, null),
                List.of("/customer", "/cases", "/cards", "/waivers", "/audit"));
        return people;
    }

    private static void isWellMade(Page page) {
        var html = page.html();
        var at = page.url() + ": ";
        assertTrue(page.status() < 500, at + page.status());
        assertEquals(1, html.select("h1").size(), at + html.select("h1"));
        assertEquals(1, html.select("html[lang]").size(), at);
        assertFalse(html.title().isBlank(), at);
        assertEquals(
                0,
                html.select("script, style, [style], iframe, img, main svg:not(.mk), main u")
                        .size(),
                at);
        html.getAllElements()
                .forEach(element -> element.attributes()
                        .forEach(attribute -> assertFalse(attribute.getKey().startsWith("on"), at + attribute)));
        html.select("input:not([type=hidden]), select")
                .forEach(input -> assertFalse(
                        html.select("label[for=" + input.id() + "]").isEmpty(), at + "no label for " + input.id()));
        assertEquals(
                html.select("[id]").size(),
                html.select("[id]").eachAttr("id").stream().distinct().count(),
                at + "an id twice: " + html.select("[id]").eachAttr("id"));
        html.select("form[method=post]")
                .forEach(form -> assertFalse(form.select("input[name=csrf]").isEmpty(), at + "a form without token"));
        var headers = page.answer().headers();
        var policy = headers.firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.startsWith("default-src 'none'") && policy.contains("frame-ancestors 'none'"), at + policy);
        assertEquals("no-store", headers.firstValue("Cache-Control").orElse(""), at);
        int whole = html.outerHtml().indexOf(DeskFixture.NUMBER);
        assertEquals(-1, whole, () -> at + "a whole number: " + html.outerHtml().substring(whole - 200, whole + 20));
        assertFalse(html.outerHtml().contains(World.ID_NUMBER), at + "a whole document");
        assertFalse(html.outerHtml().contains(World.BANK_CARD), at + "a whole card");
    }

    @Test
    void everyPageIsWellMadeInBothLanguagesForWhoeverMaySeeIt() {
        fill();
        everybody()
                .forEach((client, paths) -> paths.forEach(path -> {
                    var page = client.get(path);
                    isWellMade(page.status() == 303 ? client.get(page.location()) : page);
                    var english = client.get("/en" + path);
                    isWellMade(english.status() == 303 ? client.get(english.location()) : english);
                }));
    }

    @Test
    void whateverIsTypedIntoAnyFieldIsTextAndNothingBreaks() {
        fill();
        var sent = new AtomicInteger();
        everybody()
                .forEach((client, paths) -> paths.forEach(path -> {
                    var page = client.get(path);
                    for (var form : page.html().select("main form[method=post]")) {
                        for (var hostile : HOSTILE) {
                            var typed = new HashMap<String, String>();
                            form.select("input:not([type=hidden]), select")
                                    .forEach(input -> typed.put(input.attr("name"), hostile));
                            if (typed.isEmpty()) {
                                continue;
                            }
                            sent.incrementAndGet();
                            var answer = client.post(form.attr("action"), PageClient.fields(form, typed));
                            if (answer.status() == 303) {
                                answer = client.get(answer.location());
                            }
                            isWellMade(answer);
                            assertFalse(answer.answer().headers().map().containsKey("x"), hostile);
                        }
                    }
                }));
        assertTrue(sent.get() >= 10 * HOSTILE.size(), "only " + sent + " forms were sent");
    }

    @Test
    void nothingIsThereForAnotherRole() {
        var paths = List.of(
                "/till",
                "/cases",
                "/orders",
                "/bills",
                "/settlements",
                "/notifications",
                "/keys",
                "/waivers",
                "/merchants",
                "/cards",
                "/people",
                "/audit");
        var allowed = Map.of(
                Role.CLERK, List.of("/till"),
                Role.AGENT, List.of("/cases", "/waivers", "/cards"),
                Role.SUPERVISOR, List.of("/cases", "/waivers", "/cards", "/audit"),
                Role.MERCHANT_USER, List.of("/orders", "/bills", "/settlements", "/notifications", "/keys"),
                Role.AUDITOR, List.of("/cases", "/waivers", "/merchants", "/cards", "/audit"),
                Role.OPERATOR, List.of("/cases", "/waivers", "/merchants", "/cards", "/people", "/audit"));
        at.order("book", "XH-1");
        allowed.forEach((role, mine) -> {
            var client = at.staff("p" + role.ordinal(), role, role == Role.MERCHANT_USER ? "book" : null);
            paths.forEach(
                    path -> assertEquals(!mine.contains(path), client.get(path).status() == 404, role + " " + path));
        });
    }

    @Test
    void anAddressThatMeansNothingLeadsSomewhere() {
        fill();
        var admin = at.staff("admin", Role.OPERATOR, null);
        for (var path :
                List.of("/cases/x", "/cases/99999", "/merchants/none", "/merchants/%3Cb%3E", "/audit?before=x")) {
            assertTrue(admin.get(path).status() < 500, path);
        }
        var shop = at.staff("shop", Role.MERCHANT_USER, "book");
        for (var path : List.of(
                "/orders/none",
                "/orders/1?before=x",
                "/bills/nonsense",
                "/bills/2099-01-01",
                "/bills/x/trades.csv",
                "/notifications/x",
                "/notifications/7",
                "/orders?before=x")) {
            assertTrue(shop.get(path).status() < 500, path);
        }
    }

    @Test
    void aFormWithoutOrWithAForgedTokenDoesNothing() {
        fill();
        var clerk = at.staff("clerk", Role.CLERK, null);
        clerk.follow(clerk.get("/till"), Map.of("province", "HUNAN", "till", "3", "counted", "200"));
        var check = clerk.follow(DeskFixture.look(clerk), "/customer/cash", Map.of("amount", "100"));
        var before = at.world.in(tx -> at.world
                .accounts
                .subscribers()
                .find(tx, new cn.smspay.base.Msisdn(DeskFixture.NUMBER))
                .orElseThrow()
                .id());
        var cash = at.world.cash(before);
        for (var token : List.of("", "forged", "x".repeat(43))) {
            assertEquals(403, clerk.submit(check, Map.of("csrf", token)).status(), token);
        }
        var foreign = clerk.send(HttpRequest.newBuilder(clerk.at("/cash/check"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.ofString(PageClient.body(PageClient.fields(
                        check.html().select("main form[action=/cash/check]").first(), Map.of()))))
                .build());
        assertEquals(403, foreign.status());
        assertEquals(cash, at.world.cash(before));

        clerk.submit(check, Map.of());
        clerk.submit(check, Map.of());
        assertEquals(cash.plus(new Fen(100_00)), at.world.cash(before));
    }

    @ParameterizedTest
    @CsvSource({
        "POST /login,127.0.0.1,10485760,HTTP/1.1 413",
        "GET /login,evil.example,0,HTTP/1.1 421",
        "GET /customer,127.0.0.1,0,HTTP/1.1 303"
    })
    void strangersAtTheDoorAreAnsweredShortly(String line, String host, int octets, String answer) throws IOException {
        try (var socket = new Socket("127.0.0.1", at.door.port())) {
            socket.getOutputStream()
                    .write((line + " HTTP/1.1\r\nHost: " + host
                                    + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + octets
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            assertEquals(answer, new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void theCookieOfBeforeTheLoginIsWorthNothingAfterwards() {
        at.staff("clerk", Role.CLERK, null);
        var client = new PageClient(at.door.port());
        var login = client.get("/login");
        var before = client.cookies.getCookieStore().getCookies().get(0).getValue();
        client.follow(login, Map.of("name", "clerk", "password", DeskFixture.PASSWORD, "code", at.totp("clerk")));
        assertEquals(200, client.get("/customer").status());

        client.cookies.getCookieStore().removeAll();
        var planted = client.send(HttpRequest.newBuilder(client.at("/customer"))
                .header("Cookie", "smspay=" + before)
                .build());

        assertEquals("/login?over=1", planted.location());
    }

    @Test
    void afterTenIdleMinutesTheStaffIsAskedToLogInAgain() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        at.world.clock.turn(java.time.Duration.ofMinutes(11));

        var page = clerk.follow(clerk.get("/till"));

        assertTrue(page.html().text().contains("请重新登录"), page.html().text());
        var list = new ArrayList<String>();
        clerk.cookies.getCookieStore().getCookies().forEach(cookie -> list.add(cookie.getValue()));
        assertFalse(list.isEmpty());
    }
}

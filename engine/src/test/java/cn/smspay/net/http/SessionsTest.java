package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Ticker;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionsTest {
    private final TestClock clock = new TestClock();
    private final Sessions sessions = new Sessions(
            new SessionSettings(Duration.ofMinutes(10), Duration.ofHours(8), 20), Ticker.of(clock), new SecureRandom());
    private Routes routes = routes(sessions);
    private HttpServer server = open(List.of());

    private static Routes routes(Sessions sessions) {
        return new Routes()
                .get(
                        "/plain",
                        sessions.page((request, session) ->
                                WebResponse.text(200, session.owner().orElse("nobody"))))
                .get("/login", sessions.page((request, session) -> WebResponse.text(200, session.csrf())))
                .post("/login", sessions.page((request, session) -> {
                    session.login(request.form().text("name"));
                    return WebResponse.text(200, session.csrf());
                }))
                .post(
                        "/pay",
                        sessions.page((request, session) -> WebResponse.text(
                                200, "paid by " + session.owner().orElse("nobody"))))
                .post("/logout", sessions.page((request, session) -> {
                    session.end();
                    return WebResponse.seeOther("/plain");
                }));
    }

    private HttpServer open(List<AddressBlock> proxies) {
        var usual = HttpSettings.loopback("test", 0);
        try {
            return HttpServer.open(
                    new HttpSettings("test", "127.0.0.1", 0, usual.hosts(), Optional.empty(), proxies, usual.limits()),
                    routes,
                    Ticker.of(clock));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** Remembers logins and nothing else, as a database would. */
    private static final class Memory implements SessionKeeper {
        private final Map<String, Login> logins = new LinkedHashMap<>();

        @Override
        public List<Login> kept() {
            return List.copyOf(logins.values());
        }

        @Override
        public CompletionStage<?> keep(Login login) {
            logins.put(login.hash(), login);
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> used(Login login) {
            logins.computeIfPresent(login.hash(), (hash, before) -> login);
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> drop(String hash) {
            logins.remove(hash);
            return CompletableFuture.completedFuture(true);
        }
    }

    private Sessions restarted(Memory memory) {
        server.close();
        var fresh = new Sessions(SessionSettings.USUAL, clock, new SecureRandom(), memory);
        routes = routes(fresh);
        server = open(List.of());
        return fresh;
    }

    @Test
    void aLoginOutlivesARestartWithItsTokenAndItsEnd() throws Exception {
        var memory = new Memory();
        restarted(memory);
        var browser = new Browser();
        var token = browser.login("ann");
        assertFalse(memory.logins.toString().contains(browser.cookie.substring("smspay=".length())));
        assertFalse(memory.logins.toString().contains(token));

        restarted(memory);
        assertEquals(
                "paid by ann", browser.send("POST", "/pay", "csrf=" + token).body());
        assertEquals(403, browser.send("POST", "/pay", "csrf=guess").statusCode());

        for (int i = 0; i < 8 * 60 / 5 - 1; i++) {
            clock.turn(Duration.ofMinutes(5));
            assertEquals("ann", browser.send("GET", "/plain", "").body());
        }
        restarted(memory);
        assertEquals("ann", browser.send("GET", "/plain", "").body());
        clock.turn(Duration.ofMinutes(5));
        restarted(memory);
        assertEquals("nobody", browser.send("GET", "/plain", "").body());
        assertEquals(Map.of(), memory.logins);
    }

    @Test
    void whatHasEndedStaysSoAfterARestart() throws Exception {
        var memory = new Memory();
        var sessions = restarted(memory);
        var here = new Browser();
        var there = new Browser();
        var token = here.login("ann");
        there.login("ann");
        new Browser().send("GET", "/login", "");
        assertEquals(2, memory.logins.size());

        here.send("POST", "/logout", "csrf=" + token);
        sessions = restarted(memory);
        assertEquals("nobody", here.send("GET", "/plain", "").body());
        assertEquals("ann", there.send("GET", "/plain", "").body());
        sessions.endAll("ann");
        restarted(memory);
        assertEquals("nobody", there.send("GET", "/plain", "").body());
        there.login("bob");
        clock.turn(Duration.ofMinutes(11));
        assertEquals("nobody", there.send("GET", "/plain", "").body());
        assertEquals(Map.of(), memory.logins);
    }

    /** A browser with at most one cookie. */
    private final class Browser {
        private String cookie = "";

        HttpResponse<String> send(String method, String path, String form, String... headers) throws Exception {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .method(method, HttpRequest.BodyPublishers.ofString(form));
            if (headers.length > 0) {
                request.headers(headers);
            }
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            var response = HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().firstValue("Set-Cookie").ifPresent(set -> cookie = set.split(";")[0]);
            return response;
        }

        String login(String name) throws Exception {
            var token = send("GET", "/login", "").body();
            return send("POST", "/login", "csrf=" + token + "&name=" + name).body();
        }
    }

    @Test
    void aPageThatRemembersNothingSetsNoCookie() throws Exception {
        var response = new Browser().send("GET", "/plain", "");

        assertEquals(List.of(), response.headers().allValues("Set-Cookie"));
        assertEquals("nobody", response.body());
    }

    @Test
    void theCookieIsForThisDoorOnly() throws Exception {
        var set = new Browser()
                .send("GET", "/login", "")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();

        assertTrue(set.matches("smspay=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax"), set);
        server.close();
        server = open(List.of(AddressBlock.read("127.0.0.1").orElseThrow()));
        var secure = new Browser()
                .send("GET", "/login", "")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertTrue(secure.matches("__Host-smspay=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Lax; Secure"), secure);
    }

    @Test
    void loginChangesCookieAndTokenAndTheOldOnesAreWorthNothing() throws Exception {
        var browser = new Browser();
        var oldToken = browser.send("GET", "/login", "").body();
        var oldCookie = browser.cookie;
        var token =
                browser.send("POST", "/login", "csrf=" + oldToken + "&name=ann").body();

        assertNotEquals(oldCookie, browser.cookie);
        assertEquals(403, browser.send("POST", "/pay", "csrf=" + oldToken).statusCode());
        assertEquals(
                "paid by ann", browser.send("POST", "/pay", "csrf=" + token).body());
        browser.cookie = oldCookie;
        assertEquals("nobody", browser.send("GET", "/plain", "").body());
    }

    @Test
    void aPostComesFromAPageOfOurs() throws Exception {
        var browser = new Browser();
        var token = browser.login("ann");
        var ours = "http://127.0.0.1:" + server.port();

        assertEquals(
                200,
                browser.send("POST", "/pay", "csrf=" + token, "Origin", ours).statusCode());
        assertEquals(
                200,
                browser.send("POST", "/pay", "csrf=" + token, "Referer", ours + "/login")
                        .statusCode());
        assertEquals(
                403,
                browser.send("POST", "/pay", "csrf=" + token, "Origin", "http://evil.example")
                        .statusCode());
        assertEquals(
                403,
                browser.send("POST", "/pay", "csrf=" + token, "Origin", "null").statusCode());
        assertEquals(
                403,
                browser.send("POST", "/pay", "csrf=" + token, "Referer", ours + ".evil.example/")
                        .statusCode());
        assertEquals(403, browser.send("POST", "/pay", "csrf=guess").statusCode());
        assertEquals(403, browser.send("POST", "/pay", "").statusCode());
        assertTrue(browser.send("POST", "/pay", "").body().contains("not-from-our-page"));
        assertTrue(new Browser().send("POST", "/pay", "csrf=" + token).body().contains("session-over"));
    }

    @Test
    void aSessionEndsWhenNobodyUsesItAndAtTheLatestAfterADay() throws Exception {
        var browser = new Browser();
        browser.login("ann");

        clock.turn(Duration.ofMinutes(9));
        assertEquals("ann", browser.send("GET", "/plain", "").body());
        clock.turn(Duration.ofMinutes(10));
        assertEquals("nobody", browser.send("GET", "/plain", "").body());

        browser.login("ann");
        for (int i = 0; i < 8 * 60 / 5 - 1; i++) {
            clock.turn(Duration.ofMinutes(5));
            assertEquals("ann", browser.send("GET", "/plain", "").body());
        }
        clock.turn(Duration.ofMinutes(5));
        assertEquals("nobody", browser.send("GET", "/plain", "").body());
    }

    @Test
    void endsWhereItIsToldTo() throws Exception {
        var here = new Browser();
        var there = new Browser();
        var token = here.login("ann");
        there.login("ann");
        assertEquals(2, sessions.count("ann"));

        here.send("POST", "/logout", "csrf=" + token);
        assertEquals("nobody", here.send("GET", "/plain", "").body());
        assertEquals("ann", there.send("GET", "/plain", "").body());
        sessions.endAll("ann");
        assertEquals("nobody", there.send("GET", "/plain", "").body());
    }

    @Test
    void strangersDoNotPushOutWhoHasLoggedIn() throws Exception {
        var browser = new Browser();
        browser.login("ann");
        for (int i = 0; i < 40; i++) {
            new Browser().send("GET", "/login", "");
        }

        assertEquals("ann", browser.send("GET", "/plain", "").body());
        assertFalse(browser.cookie.isEmpty());
    }
}

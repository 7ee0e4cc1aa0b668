package cn.smspay.web.site;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.SessionKeeper;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** The site on a real socket, and a browser that fills in forms as they came. */
final class SiteFixture implements AutoCloseable {
    final TestClock clock;
    final MemorySite service;
    SiteDoor door;
    final CookieManager cookies;
    private final PageClient client;
    private final Optional<SiteService> real;
    private final SessionKeeper keeper;

    SiteFixture() {
        this(new TestClock("2026-11-30T10:32:05"), Optional.empty(), SessionKeeper.NONE);
    }

    /** The site on the real counter. */
    SiteFixture(World world) {
        this(world.clock, Optional.of(new CounterSite(world.desks())), CounterSite.sessions(world.desks()));
    }

    private SiteFixture(TestClock clock, Optional<SiteService> real, SessionKeeper keeper) {
        this.keeper = keeper;
        this.clock = clock;
        service = new MemorySite(clock);
        this.real = real;
        door = open(0);
        client = new PageClient(door.port());
        cookies = client.cookies;
    }

    private SiteDoor open(int port) {
        try {
            return new SiteDoor(
                    HttpSettings.loopback("site", port).with(HttpLimits.USUAL.requests(100_000, 100_000)),
                    real.orElse(service),
                    keeper,
                    clock,
                    new SecureRandom(),
                    true,
                    "pay.example.cn",
                    real.isPresent() ? AccountSettings.defaults().agreement() : "2026-11");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The site is started again: what was in memory is gone, the address is the same; logins are where the keeper has them. */
    void restart() {
        int port = door.port();
        door.close();
        door = open(port);
    }

    URI at(String path) {
        return client.at(path);
    }

    Page send(HttpRequest request) {
        return client.send(request);
    }

    Page get(String path) {
        return client.get(path);
    }

    Page post(String path, Map<String, String> fields) {
        return client.post(path, fields);
    }

    static String body(Map<String, String> fields) {
        return PageClient.body(fields);
    }

    static Map<String, String> fields(Element form, Map<String, String> typed) {
        return PageClient.fields(form, typed);
    }

    Page submit(Page page, Map<String, String> typed) {
        return client.submit(page, typed);
    }

    Page follow(Page page, Map<String, String> typed) {
        return client.follow(page, typed);
    }

    Page follow(Page answer) {
        return client.follow(answer);
    }

    /** The fields that have to be corrected. */
    static List<String> wrong(Page page) {
        return page.html().select(".errors a").eachAttr("href");
    }

    /** Where the page leads. */
    static List<String> links(Page page) {
        return page.html().select("main a").eachAttr("href");
    }

    SiteFixture loggedIn() {
        var home = follow(get("/login"), Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        if (home.status() != 200) {
            throw new AssertionError(home.html().text());
        }
        return this;
    }

    @Override
    public void close() {
        door.close();
    }
}

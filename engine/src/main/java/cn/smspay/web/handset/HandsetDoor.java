package cn.smspay.web.handset;

import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.SessionSettings;
import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.FormTokens;
import cn.smspay.web.page.PageServer;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.Pages;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/** The demo's telephones in a browser, listening. For a demonstration only: whoever reaches it may act for every number. Thread-safe. */
public final class HandsetDoor implements AutoCloseable {
    /** Acts that wait for the one before them. */
    private static final int ACTS_MOST = 100;

    private final PageServer server;

    /**
     * Opens it.
     *
     * @param random for sessions and forms
     * @throws IOException if it cannot listen there
     */
    public HandsetDoor(HttpSettings http, DemoPhones phones, Clock clock, SecureRandom random) throws IOException {
        if (!HttpSettings.LOOPBACK.contains(http.host())) {
            throw new IllegalArgumentException("the demo's telephones are for this machine alone, not " + http.host());
        }
        var ticker = Ticker.of(clock);
        var sessions = new Sessions(SessionSettings.USUAL, ticker, random);
        var words = PageWords.inEveryLanguage(List.of("frame", "handset"));
        server = new PageServer(
                "handset",
                1,
                ACTS_MOST,
                http,
                ticker,
                acts -> HandsetRoutes.of(
                        new HandsetSite(phones, new Pages(), words, sessions, clock, acts, new FormTokens(random))));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}

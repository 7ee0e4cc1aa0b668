package cn.smspay.web.desks;

import cn.smspay.base.Ticker;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.SessionDesk;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.SessionSettings;
import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.FormTokens;
import cn.smspay.web.page.KeptSessions;
import cn.smspay.web.page.PageServer;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.Pages;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/** The desks of the staff, listening. Thread-safe. */
public final class StaffDoor implements AutoCloseable {
    /** Replies that wait to be shown. */
    private static final int REPLIES_MOST = 2_000;

    private final PageServer server;

    /**
     * Opens the desks.
     *
     * @param random for sessions and forms
     * @param demo whether every page says that nothing is real
     * @throws IOException if it cannot listen there
     */
    public StaffDoor(HttpSettings http, Desks desks, Clock clock, SecureRandom random, boolean demo)
            throws IOException {
        var sessions = new Sessions(
                SessionSettings.USUAL, clock, random, new KeptSessions(desks.sessions(), SessionDesk.STAFF));
        server = new PageServer(
                "staff-pages",
                1,
                REPLIES_MOST,
                http,
                Ticker.of(clock),
                render -> DeskRoutes.of(new DeskSite(
                        desks,
                        new Pages(),
                        PageWords.inEveryLanguage(DeskSite.BOOKS),
                        sessions,
                        clock,
                        demo,
                        render,
                        new FormTokens(random))));
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}

package cn.smspay.web.site;

import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.SessionKeeper;
import cn.smspay.net.http.SessionSettings;
import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.FormTokens;
import cn.smspay.web.page.PageServer;
import cn.smspay.web.page.PageWords;
import cn.smspay.web.page.Pages;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;

/** The customer's site, listening. Thread-safe. */
public final class SiteDoor implements AutoCloseable {
    /** Pages are made of what the lane has answered: one thread makes some thousand a second. */
    private static final int RENDERERS = 2;

    /** Replies that wait to be shown; each belongs to a request that the door has let in. */
    private static final int REPLIES_MOST = 10_000;

    private final PageServer server;

    /**
     * Opens the site.
     *
     * @param keeper where logins outlive the program
     * @param random for sessions and forms
     * @param demo whether every page says that nothing is real
     * @param name under which customers know it
     * @param agreement version of the agreement in force
     * @throws IOException if it cannot listen there
     */
    public SiteDoor(
            HttpSettings http,
            SiteService service,
            SessionKeeper keeper,
            Clock clock,
            SecureRandom random,
            boolean demo,
            String name,
            String agreement)
            throws IOException {
        server = new PageServer(
                "site-pages",
                RENDERERS,
                REPLIES_MOST,
                http,
                Ticker.of(clock),
                render -> SiteRoutes.of(new Site(
                        service,
                        new Pages(),
                        PageWords.inEveryLanguage(Site.BOOKS),
                        new Sessions(SessionSettings.USUAL, clock, random, keeper),
                        clock,
                        demo,
                        name,
                        agreement,
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

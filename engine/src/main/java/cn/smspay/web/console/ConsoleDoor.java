package cn.smspay.web.console;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.SessionSettings;
import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.PageServer;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.function.Function;

/** The operator's page, listening on loopback; whoever has the token may look. Thread-safe. */
public final class ConsoleDoor implements AutoCloseable {
    /** Looks that wait to be shown. */
    private static final int LOOKS_MOST = 100;

    private final PageServer server;

    /**
     * Opens it.
     *
     * @param port 0 to let the system choose
     * @param json writes what is seen for programs
     * @param demo whether every page says that nothing is real
     * @param random for sessions
     * @throws IOException if it cannot listen there
     */
    public ConsoleDoor(
            int port,
            EngineView truth,
            Function<Object, String> json,
            Secret token,
            boolean demo,
            Ticker ticker,
            SecureRandom random)
            throws IOException {
        var sessions = new Sessions(SessionSettings.USUAL, ticker, random);
        var key = new ConsoleKey(token);
        server = new PageServer("console", 1, LOOKS_MOST, HttpSettings.loopback("console", port), ticker, render -> {
            var routes = new Routes();
            for (var lang : Lang.values()) {
                new ConsolePages(lang, truth, key, demo, sessions, render).serve(routes);
            }
            new ConsoleJson(truth, json, key, render).serve(routes);
            return routes;
        });
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}

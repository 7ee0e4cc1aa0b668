package cn.smspay.web.console;

import cn.smspay.base.Secret;
import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.SessionSettings;
import cn.smspay.net.http.Sessions;
import cn.smspay.web.page.Lang;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The operator's page, listening on loopback; whoever has the token may look. Thread-safe. */
public final class ConsoleDoor implements AutoCloseable {
    /** Looks that wait to be shown. */
    private static final int LOOKS_MOST = 100;

    private final ThreadPoolExecutor render;
    private final HttpServer server;

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
        render = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(LOOKS_MOST), Threads.named("console"));
        var sessions = new Sessions(SessionSettings.USUAL, ticker, random);
        var key = new ConsoleKey(token);
        var routes = new Routes();
        for (var lang : Lang.values()) {
            new ConsolePages(lang, truth, key, demo, sessions, render).serve(routes);
        }
        new ConsoleJson(truth, json, key, render).serve(routes);
        server = HttpServer.open(HttpSettings.loopback("console", port), routes, ticker);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        render.shutdown();
    }
}

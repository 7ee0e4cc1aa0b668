package cn.smspay.web.page;

import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Pages that are served: the threads that make them, as many as may wait, and the server before them. Thread-safe. */
public final class PageServer implements AutoCloseable {
    private final ThreadPoolExecutor makers;
    private final HttpServer server;

    /**
     * Listens.
     *
     * @param name of the threads
     * @param waitingMost so many wait for a thread; more are refused by the door
     * @param pages what is served, made on these threads
     * @throws IOException if it cannot listen there
     */
    public PageServer(
            String name,
            int threads,
            int waitingMost,
            HttpSettings http,
            Ticker ticker,
            Function<ThreadPoolExecutor, Routes> pages)
            throws IOException {
        makers = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(waitingMost), Threads.named(name));
        server = HttpServer.open(http, pages.apply(makers), ticker);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        makers.shutdown();
    }
}

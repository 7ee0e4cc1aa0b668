package cn.smspay.net.http;

import cn.smspay.base.Threads;
import cn.smspay.base.Ticker;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One door: a listener with its routes. HTTP/1.1, with TLS where there is a keystore. One event loop reads and writes and never
 * waits; handlers run on a few threads beside it, and when all of those are taken and the queue is full the answer is 503.
 * Thread-safe.
 */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");
    /** Requests under way get their answer within this time when the door closes. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Opening a socket and reading a keystore take no longer. */
    private static final Duration LISTENING = Duration.ofSeconds(30);

    private static final int BACKLOG = 512;

    private final Vertx vertx;
    private final ThreadPoolExecutor answers;
    private final io.vertx.core.http.HttpServer listener;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final HttpFigures figures = new HttpFigures();

    /**
     * Opens the door.
     *
     * @param ticker by which clients are held to their limits
     * @throws IOException if the address cannot be listened on or the keystore cannot be used
     */
    public static HttpServer open(HttpSettings settings, Routes routes, Ticker ticker) throws IOException {
        return new HttpServer(settings, routes, ticker);
    }

    private HttpServer(HttpSettings settings, Routes routes, Ticker ticker) throws IOException {
        var limits = settings.limits();
        answers = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(limits.waiting()),
                Threads.named(settings.name()));
        answers.allowCoreThreadTimeOut(true);
        vertx = vertx();
        listener = vertx.createHttpServer(options(settings));
        var exchange = new Exchanges(vertx, settings, routes, new Exchanges.Aids(answers, ticker, figures));
        try {
            listener.connectionHandler(exchange::opened)
                    .requestHandler(exchange::begin)
                    .invalidRequestHandler(exchange::invalid)
                    .exceptionHandler(exchange::broken)
                    .listen()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(LISTENING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            close();
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted", e);
        }
    }

    private static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    private static HttpServerOptions options(HttpSettings settings) {
        var limits = settings.limits();
        var options = new HttpServerOptions()
                .setHost(settings.host())
                .setPort(settings.port())
                .setAcceptBacklog(BACKLOG)
                .setMaxInitialLineLength(limits.lineOctets())
                .setMaxHeaderSize(limits.headerOctets())
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout((int) limits.headerWithin()
                        .plus(limits.bodyWithin())
                        .plus(limits.answerWithin())
                        .toMillis());
        settings.tls().ifPresent(tls -> options.setSsl(true)
                .setEnabledSecureTransportProtocols(PROTOCOLS)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setSslHandshakeTimeout(limits.headerWithin().toMillis())
                .setKeyCertOptions(new PfxOptions()
                        .setPath(tls.keystore().toString())
                        .setPassword(tls.password().reveal())));
        return options;
    }

    /** Where it listens. */
    public int port() {
        return listener.actualPort();
    }

    /** What has happened at this door. */
    public HttpFigures figures() {
        return figures;
    }

    /** Takes nothing new, and waits a little for the answers that are under way. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        await("closing a door", listener.shutdown(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).toCompletionStage()
                .toCompletableFuture());
        answers.shutdown();
        await("ending the threads of a door", vertx.close().toCompletionStage().toCompletableFuture());
    }

    private static void await(String what, java.util.concurrent.Future<Void> end) {
        try {
            end.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} failed", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package cn.smspay.net.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library, set up alike for those who listen and those who call: one loop each, nothing in the file system. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);
    /** What is under way has ended by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Doors() {}

    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
    }

    static void await(String what, Future<Void> ending) {
        try {
            ending.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} failed", what, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

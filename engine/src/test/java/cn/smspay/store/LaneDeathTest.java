package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An error is the end of the lane's threads, and the process hears of it. */
final class LaneDeathTest {
    private static final Task<Integer> NO_MEMORY = () -> {
        throw new OutOfMemoryError("hashing");
    };

    @TempDir
    private Path folder;

    private final Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final CompletableFuture<Throwable> told = new CompletableFuture<>();
    private Store store;

    /** Its threads are daemons. */
    @SuppressWarnings("resource")
    private Lane lane;

    @BeforeEach
    void open() {
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> told.complete(fault));
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
        lane = new Lane(store, 100, 1);
    }

    @AfterEach
    void close() {
        Thread.setDefaultUncaughtExceptionHandler(before);
        // The lane is not closed: it would wait for what its dead threads never finish.
        store.close();
    }

    private Throwable heard() throws Exception {
        return told.get(10, TimeUnit.SECONDS);
    }

    @Test
    void anErrorInAnInputIsHeardByItsCallerAndByTheProcess() throws Exception {
        var error = new StackOverflowError("in an input");

        var result = lane.submit(Job.of("x", tx -> {
            throw error;
        }));

        assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
        assertSame(error, heard());
    }

    @Test
    void anErrorInWhatFollowsATransactionIsHeardByTheProcess() throws Exception {
        var error = new OutOfMemoryError("in a follow-up");

        lane.submit(Job.of("x", tx -> {
            tx.afterCommit(() -> {
                throw error;
            });
            return 0;
        }));

        assertSame(error, heard());
    }

    @Test
    void anErrorInSlowWorkIsHeardByTheProcess() throws Exception {
        lane.submit(Job.of("x", tx -> tx.slow(NO_MEMORY)));

        assertSame(OutOfMemoryError.class, heard().getClass());
    }
}

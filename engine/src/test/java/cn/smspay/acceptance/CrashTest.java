package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.acceptance.CrashLoop.Moment;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short slice of {@link CrashLoop}; {@code -Dsmspay.crashes=200} makes it a long one, and {@code -Dsmspay.server.crashes=100}
 * that of the database's server.
 */
@Timeout(3_600)
final class CrashTest {
    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingWhenItIsKilled() throws Exception {
        int kills = Integer.getInteger("smspay.crashes", 4);

        CrashLoop.run(folder, kills, 30, seed(), Moment.OF_ENGINE);

        assertTrue(Store.exists(folder.resolve(StoreSettings.FILE)));
    }

    @Test
    void losesAndDoublesNothingWhenItsDatabasesServerIsKilled() throws Exception {
        Assumptions.assumeTrue(TestPostgres.isWanted(), "no server is killed beside other tests");

        CrashLoop.run(folder, Integer.getInteger("smspay.server.crashes", 3), 30, seed(), Moment.SERVER);
    }

    private static long seed() {
        return Long.getLong("smspay.seed", System.nanoTime());
    }
}

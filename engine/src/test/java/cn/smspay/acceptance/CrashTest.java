package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.acceptance.CrashLoop.Moment;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short slice of {@link CrashLoop}; {@code -Dsmspay.crashes=200} makes it a long one, and {@code -Dsmspay.server.crashes=100}
 * that of the database's server; {@code -Dsmspay.crash.people=8} so many people write in each life rather than 30.
 */
@Timeout(3_600)
final class CrashTest {
    private static final int PEOPLE = Integer.getInteger("smspay.crash.people", 30);

    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingWhenItIsKilled() throws Exception {
        int kills = Integer.getInteger("smspay.crashes", 4);

        CrashLoop.run(folder, kills, PEOPLE, seed(), Moment.OF_ENGINE);

        assertTrue(DatabaseFile.exists(folder.resolve(StoreSettings.FILE)));
    }

    @Test
    void losesAndDoublesNothingWhenItsDatabasesServerIsKilled() throws Exception {
        Assumptions.assumeTrue(TestPostgres.isWanted(), "no server is killed beside other tests");

        CrashLoop.run(folder, Integer.getInteger("smspay.server.crashes", 3), PEOPLE, seed(), Moment.SERVER);
    }

    private static long seed() {
        return Long.getLong("smspay.seed", System.nanoTime());
    }
}

package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.acceptance.CrashLoop.Moment;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short slice of {@link CrashLoop}; {@code -Dsmspay.crashes=200} makes it a long one. */
@Timeout(3_600)
final class CrashTest {
    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingWhenItIsKilled() throws Exception {
        int kills = Integer.getInteger("smspay.crashes", 4);

        CrashLoop.run(folder, kills, 30, Long.getLong("smspay.seed", System.nanoTime()), Moment.values());

        assertTrue(Store.exists(folder.resolve(StoreSettings.FILE)));
    }
}

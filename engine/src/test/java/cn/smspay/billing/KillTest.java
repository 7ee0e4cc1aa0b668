package cn.smspay.billing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short slice of {@link KillLoop}. */
final class KillTest {
    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingWhenItsProcessIsKilled() throws Exception {
        KillLoop.run(folder, 2, 42);

        assertTrue(Files.exists(folder.resolve("smspay.db")));
    }
}

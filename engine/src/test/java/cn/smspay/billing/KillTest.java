package cn.smspay.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short slice of {@link KillLoop}. */
final class KillTest {
    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingWhenItsProcessDies() throws Exception {
        assertEquals(
                "6 deaths survived, seed 42: {KILLED_ANYWHERE=3, KILLED_AT_A_POINT=1, HALTED_AT_A_POINT=2}",
                KillLoop.run(folder, 6, 42));
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short slice of {@link KillLoop}, with every kind of death in it. */
final class KillTest {
    @TempDir
    private Path folder;

    @Test
    void losesAndDoublesNothingWhenItsProcessDies() throws Exception {
        var survived = KillLoop.run(folder, 3, 16);

        for (var death : KillLoop.Death.values()) {
            assertTrue(survived.contains(death.name()), survived);
        }
    }
}

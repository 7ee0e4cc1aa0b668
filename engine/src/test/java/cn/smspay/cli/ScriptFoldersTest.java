package cn.smspay.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a command of authors may write. */
final class ScriptFoldersTest {
    @TempDir
    Path folder;

    @Test
    void whoHasNoFoldersIsToldHowToMakeThem() {
        var refused = assertThrows(Exit.Refused.class, () -> ScriptFolders.mustBeOwn(folder));

        assertTrue(String.valueOf(refused.getMessage()).contains("smspay init DIR"), refused.toString());
    }

    @Test
    void whoHasThemMayWrite() throws IOException {
        Files.createDirectories(folder.resolve("dialogs"));
        Files.createDirectories(folder.resolve("ivr-scripts"));

        assertDoesNotThrow(() -> ScriptFolders.mustBeOwn(folder));
    }
}

package cn.smspay.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite's native part is unpacked. */
final class NativeLibraryTest {
    private static final String TEMPORARY = "java.io.tmpdir";

    @TempDir
    private Path folder;

    private final @Nullable String named = System.getProperty(NativeLibrary.PROPERTY);
    private final String temporary = System.getProperty(TEMPORARY);

    @BeforeEach
    void nothingIsNamed() {
        System.clearProperty(NativeLibrary.PROPERTY);
    }

    @AfterEach
    void putBack() {
        System.setProperty(TEMPORARY, temporary);
        if (named == null) {
            System.clearProperty(NativeLibrary.PROPERTY);
        } else {
            System.setProperty(NativeLibrary.PROPERTY, named);
        }
    }

    @Test
    void itIsUnpackedBesideTheDatabaseWhateverBecomesOfTheTemporaryFolder() throws IOException {
        System.setProperty(TEMPORARY, "/nowhere");

        NativeLibrary.unpackInto(folder, true);

        assertEquals(folder.resolve("native").toString(), System.getProperty(NativeLibrary.PROPERTY));
    }

    @Test
    void whatKilledProcessesLeftThereIsRemovedByTheEngineOnly() throws IOException {
        var left = Files.createDirectories(folder.resolve("native")).resolve("sqlite-old.so");
        Files.writeString(left, "x");

        NativeLibrary.unpackInto(folder, false);
        assertTrue(Files.exists(left));
        System.clearProperty(NativeLibrary.PROPERTY);
        NativeLibrary.unpackInto(folder, true);
        assertFalse(Files.exists(left));
    }

    @Test
    void theOperatorsOwnFolderIsLeftAlone() throws IOException {
        System.setProperty(NativeLibrary.PROPERTY, "/opt/lib");

        NativeLibrary.unpackInto(folder, true);

        assertEquals("/opt/lib", System.getProperty(NativeLibrary.PROPERTY));
        assertFalse(Files.exists(folder.resolve("native")));
    }

    @Test
    void aDiskThatRunsNoProgramsIsPassedOverAndNamedIfThereIsNoOther() throws Exception {
        assumeTrue(mount("-t", "tmpfs", "-o", "noexec,size=1m", "tmpfs", folder.toString()), "only root may mount");
        try {
            NativeLibrary.unpackInto(folder, true);
            assertEquals(null, System.getProperty(NativeLibrary.PROPERTY), "the temporary folder serves");

            System.setProperty(TEMPORARY, folder.toString());
            var refusal = assertThrows(IOException.class, () -> NativeLibrary.unpackInto(folder, true));
            assertTrue(refusal.getMessage().contains("noexec"), refusal.getMessage());
        } finally {
            new ProcessBuilder("umount", "-l", folder.toString()).start().waitFor();
        }
    }

    private static boolean mount(String... arguments) throws InterruptedException {
        var command = new java.util.ArrayList<>(java.util.List.of("mount"));
        command.addAll(java.util.List.of(arguments));
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

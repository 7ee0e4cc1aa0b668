package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.acceptance.EngineProcess;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShortRunTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "chat, true",
        "chat dialogs/kt.chat, true",
        "check --only=dialogs/kt.yaml, true",
        "chat --mutate, false",
        "chat --smpp, false",
        "check --watch, false",
        "run, false",
        "demo, false",
        "bench sms, false",
        "'', false"
    })
    void isWhatEndsInSeconds(String line, boolean expected) {
        assertEquals(expected, ShortRun.is(line.isEmpty() ? new String[0] : line.split(" ")));
    }

    /** In a process of its own: what is told to a virtual machine holds for all of its tests. */
    @Test
    void theThoroughCompilerIsLeftOut() throws Exception {
        var process = new ProcessBuilder(EngineProcess.java(Child.class.getName()))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("Exclude:true"), said);
    }

    @Test
    void aCommandThatIsOverAtOnceLeavesNoFile() throws Exception {
        var words = new ArrayList<>(EngineProcess.java(Hasty.class.getName()));
        words.add(1, "-Djava.io.tmpdir=" + folder);
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, process.waitFor(), said);
        assertEquals("", said);
        try (var left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    static final class Hasty {
        private Hasty() {}

        public static void main(String[] words) {
            ShortRun.begin();
            var folder = Path.of(System.getProperty("java.io.tmpdir")).toFile();
            while (Objects.requireNonNull(folder.list()).length == 0) {
                Thread.onSpinWait();
            }
            System.exit(0);
        }
    }

    static final class Child {
        private Child() {}

        public static void main(String[] words) throws Exception {
            ShortRun.begin();
            var commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            String said;
            do {
                Thread.onSpinWait();
                said = String.valueOf(ManagementFactory.getPlatformMBeanServer()
                        .invoke(commands, "compilerDirectivesPrint", new Object[0], new String[0]));
            } while (!said.contains("Exclude:true"));
            System.out.println(said);
        }
    }
}

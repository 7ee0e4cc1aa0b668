package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.acceptance.EngineProcess;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShortRunTest {
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

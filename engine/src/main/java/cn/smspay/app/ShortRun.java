package cn.smspay.app;

import cn.smspay.base.Threads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the virtual machine from compiling for a command of seconds as thoroughly as for an engine of months: that takes half of
 * the processor time of playing all transcripts. A jar cannot choose its compilers; a process can tell its own (JEP 165).
 */
final class ShortRun {
    private static final Logger LOG = LoggerFactory.getLogger(ShortRun.class);
    private static final String QUICK_ONLY = "[{match: \"*.*\", c2: {Exclude: true}}]";
    private static final List<String> COMMANDS = List.of("chat", "check");
    /** What makes them run for long. */
    private static final List<String> LONG = List.of("--mutate", "--watch", "--smpp");

    private ShortRun() {}

    /** Whether these words of a command line ask for what will be over before thorough compiling would pay. */
    static boolean is(String... words) {
        var all = List.of(words);
        return !all.isEmpty() && COMMANDS.contains(all.get(0)) && all.stream().noneMatch(LONG::contains);
    }

    /** From about now on, in this process, until it ends. Returns at once; a machine that cannot do it is only slower. */
    static void begin() {
        try {
            var directives = Files.createTempFile("smspay", ".json");
            // Not by the thread below: a command may be over before it is, and would leave the file.
            directives.toFile().deleteOnExit();
            Files.writeString(directives, QUICK_ONLY);
            Threads.daemon("compilers", () -> tell(directives)).start();
        } catch (IOException e) {
            LOG.debug("the virtual machine cannot be told", e);
        }
    }

    private static void tell(Path directives) {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "compilerDirectivesAdd",
                            new Object[] {new String[] {directives.toString()}},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            LOG.debug("this virtual machine chooses its compilers itself", e);
        }
    }
}

package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import cn.smspay.app.Main;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.testing.RunHome;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A part that dies takes the process with it, which ends with 3 for somebody to start it again. */
@Timeout(120)
final class DeathTest {
    private static final String ERROR_AT = "error at ";

    @TempDir
    private Path home;

    /** The production start, with somebody in it who kills the thread of a name once the engine serves. */
    static final class Doomed {
        private Doomed() {}

        public static void main(String[] args) {
            var killer = new Thread(() -> kill(args[0]), "killer");
            killer.setDaemon(true);
            killer.start();
            Main.main(List.of(args).subList(1, args.length).toArray(String[]::new));
        }

        private static void kill(String name) {
            try {
                // Its end asks for the death: the test has seen that the engine serves.
                while (System.in.read() >= 0) {}
                if (name.startsWith(ERROR_AT)) {
                    errorAt(Integer.parseInt(name.substring(ERROR_AT.length())));
                    return;
                }
                var victim = Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith(name))
                        .findFirst()
                        .orElseThrow();
                // Again and again: a death inside a lock comes out of it as an exception of the lock.
                while (victim.isAlive()) {
                    Thread.class.getMethod("stop").invoke(victim);
                    victim.join(50);
                }
            } catch (IOException | ReflectiveOperationException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** An error of the machine, of which the tests choose the moment by a line that the loop writes then. */
    private static void errorAt(int line) {
        var lines = new AtomicInteger();
        var thrower = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                if (event.getThreadName().startsWith("smpp")
                        && event.getFormattedMessage().contains(": down")
                        && lines.incrementAndGet() == line) {
                    throw new StackOverflowError("by the test");
                }
            }
        };
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        thrower.setContext(root.getLoggerContext());
        thrower.start();
        root.addAppender(thrower);
        // A bind that stays down says so aloud only now and then.
        ((Logger) LoggerFactory.getLogger("cn.smspay.sms.smpp")).setLevel(Level.DEBUG);
        System.out.println("ready");
    }

    /** The first loss of a link is noticed by a handler of the loop, the second by a task of it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anErrorInsideTheLoopOfTheLinkEndsTheProcess(int line) throws Exception {
        var err = home.resolve("err");
        Process process;
        // Its end is the loss of the link.
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI))) {
            configure(smsc.port());
            process = start(err, ERROR_AT + line);
            say(smsc, process, err, "KT");
            process.getOutputStream().close();
            assertEquals('r', process.getInputStream().read(), () -> said(err));
        }
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> "a zombie: " + said(err));
            assertEquals(3, process.exitValue(), () -> said(err));
            assertTrue(said(err).contains("the thread smpp"), said(err));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"durable", "checkpoint", "timer", "answers", "media", "smpp"})
    void anyThreadThatEndsEndsTheProcess(String name) throws Exception {
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI))) {
            configure(smsc.port());
            var err = home.resolve("err");
            var process = start(err, name);
            try {
                // An account is opened: then every thread has had something to do, the pool that hashes too.
                say(smsc, process, err, "KT");
                say(smsc, process, err, "A");

                process.getOutputStream().close();

                assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> "a zombie: " + said(err));
                assertEquals(3, process.exitValue(), () -> said(err));
                assertTrue(said(err).contains("the thread " + name), said(err));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aDatabaseThatIsTakenAwayEndsTheProcess() throws Exception {
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI))) {
            configure(smsc.port());
            var err = home.resolve("err");
            var process = start(err, "nobody");
            try {
                say(smsc, process, err, "KT");

                Files.move(home.resolve("var/smspay.db"), home.resolve("elsewhere"));

                assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it goes on without its database");
                assertEquals(3, process.exitValue(), () -> said(err));
                assertTrue(said(err).contains("removed under the engine"), said(err));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static void say(SmscSimulator smsc, Process process, Path err, String text) throws Exception {
        var taken = smsc.deliver("13907319999", Service.NUMBER, text);
        CompletableFuture.anyOf(taken, process.onExit()).get(60, TimeUnit.SECONDS);
        assertTrue(taken.isDone(), () -> "it ended: " + said(err));
        assertEquals(0, taken.get());
    }

    private Process start(Path err, String victim) throws IOException {
        return new ProcessBuilder(EngineProcess.java(
                        Doomed.class.getName(),
                        victim,
                        "run",
                        "--conf",
                        home.resolve("conf/smspay.yaml").toString()))
                .redirectError(err.toFile())
                .start();
    }

    private static String said(Path err) {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void configure(int port) throws IOException {
        RunHome.write(home, port, """
                voice:
                  numbers: ["12588"]
                  sip: {host: 127.0.0.1, advertised: 127.0.0.1, udp_port: 0, tcp: false, trunks: [{name: t, networks: [127.0.0.1]}],
                        agents: {"10086": "sip:10086@127.0.0.1"}}
                """);
    }
}

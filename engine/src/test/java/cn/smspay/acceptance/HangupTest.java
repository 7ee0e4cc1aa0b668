package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.app.Main;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process is told by SIGHUP to read its files again while messages come in. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HangupTest {
    private static final String NUMBER = "13911112222";
    private static final int LOAD = 400;

    @TempDir
    Path home;

    private void secret(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
        Files.setPosixFilePermissions(home.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }

    private void settings(int port, int window, String level) throws IOException {
        Files.writeString(home.resolve("conf/smspay.yaml"), """
                keys: {master_file: conf/master.key}
                ivr_scripts: "%s/ivr-scripts"
                services: ["10658888"]
                site: www.example.com
                smsc:
                  - {name: main, host: 127.0.0.1, port: %d, system_id: local, password_file: conf/password, window: %d}
                rules: {adopt_unknown_numbers: true}
                outside: {bill_system: simulated, bank: simulated, registry: simulated}
                log: {levels: {sms: %s}}
                """.formatted(Service.HOME, port, window, level));
    }

    private void sentence(String mark) throws IOException {
        var file = home.resolve("dialogs/_common.yaml");
        var text = Files.readString(file);
        Files.writeString(file, text + "# " + mark + "\n");
    }

    /** Waits until the log has said each of these, in whatever order. */
    private static void await(BufferedReader log, String... words) throws IOException {
        var missing = new ArrayList<>(List.of(words));
        while (!missing.isEmpty()) {
            var line = log.readLine();
            if (line == null) {
                throw new AssertionError("the engine ended without saying: " + missing);
            }
            missing.removeIf(line::contains);
        }
    }

    @Test
    void aChangedDialogueAndAChangedBindAtLoadLoseNothing() throws Exception {
        Files.createDirectory(home.resolve("conf"));
        Files.createDirectory(home.resolve("dialogs"));
        secret("conf/master.key", World.KEY);
        secret("conf/password", "local");
        try (var files = Files.list(Service.HOME.resolve("dialogs"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, home.resolve("dialogs").resolve(file.getFileName()));
            }
        }
        try (var smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI))) {
            settings(smsc.port(), 50, "info");
            var engine = new ProcessBuilder(
                            // Whoever runs the tests may ignore the signal, and children inherit that.
                            "env",
                            "--default-signal=HUP",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx300m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            EngineProcess.classpath(),
                            Main.class.getName(),
                            "run",
                            "--conf",
                            home.resolve("conf/smspay.yaml").toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (var log = engine.errorReader()) {
                await(log, "serving ");
                var sent = new ArrayList<CompletableFuture<Integer>>();
                for (int i = 0; i < LOAD; i++) {
                    sent.add(smsc.handset("139%08d".formatted(i)).send("10658888", "CX"));
                    if (i == LOAD / 2) {
                        settings(smsc.port(), 20, "debug");
                        sentence("another remark");
                        new ProcessBuilder("kill", "-HUP", Long.toString(engine.pid()))
                                .start()
                                .waitFor();
                    }
                }
                await(log, "_common.yaml counts for new conversations", "bind main: window 50 -> 20; ");
                for (var each : sent) {
                    assertEquals(0, each.get(60, TimeUnit.SECONDS));
                }
                Files.writeString(home.resolve("dialogs/broken.yaml"), "steps: [");
                new ProcessBuilder("kill", "-HUP", Long.toString(engine.pid()))
                        .start()
                        .waitFor();
                await(log, "nothing was changed");
                assertEquals(0, smsc.handset(NUMBER).send("10658888", "CX").get(60, TimeUnit.SECONDS));
                engine.destroy();
                assertTrue(engine.waitFor(60, TimeUnit.SECONDS));
                assertEquals(0, engine.exitValue());
            } finally {
                engine.destroyForcibly();
            }
            assertEquals(List.of((long) LOAD + 1), charges());
        }
    }

    private List<Long> charges() {
        try (var store = Store.open(StoreSettings.tool(home.resolve("var/smspay.db")))) {
            assertEquals(List.of(), Commands.verify(store));
            return store.read(sql -> sql.createQuery("select count(*) from charge")
                    .mapTo(Long.class)
                    .list());
        }
    }
}

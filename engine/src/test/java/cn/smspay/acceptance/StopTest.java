package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.engine.KeyRing;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.RunHome;
import cn.smspay.testing.Service;
import cn.smspay.testing.SmallDisk;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code run} in a process of its own: how it ends, and how it refuses to begin. */
@Timeout(180)
final class StopTest {
    @TempDir
    private Path home;

    private final SmscSimulator smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI));
    private final List<Run> runs = new ArrayList<>();

    /** One start of the program. */
    private final class Run {
        private final Process process;
        private final Path err;

        Run(Path data, String... more) throws IOException {
            err = Files.createTempFile(home, "run", ".err");
            var arguments = new ArrayList<>(List.of("run", "--conf", conf().toString(), "--set", "data=" + data));
            arguments.addAll(List.of(more));
            process = new ProcessBuilder(EngineProcess.java("cn.smspay.app.Main", arguments.toArray(String[]::new)))
                    .redirectError(err.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            runs.add(this);
        }

        int exitCode() throws InterruptedException {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
            return process.exitValue();
        }

        String said() throws IOException {
            return Files.readString(err, StandardCharsets.UTF_8);
        }

        /** Until it has accepted a message, which the SMSC keeps for it while it is not bound. */
        Run serving() throws Exception {
            var answer = smsc.deliver("13907319999", Service.NUMBER, "CX" + " ".repeat(runs.size()));
            var first = CompletableFuture.anyOf(answer, process.onExit());
            first.get(60, TimeUnit.SECONDS);
            assertTrue(answer.isDone(), () -> "it ended: " + quietly());
            assertEquals(0, answer.get());
            return this;
        }

        private String quietly() {
            try {
                return said();
            } catch (IOException e) {
                return e.toString();
            }
        }
    }

    private Path conf() {
        return home.resolve("conf/smspay.yaml");
    }

    @BeforeEach
    void configure() throws IOException {
        RunHome.write(home, smsc.port(), "");
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Run run : runs) {
            run.process.destroyForcibly();
            run.process.waitFor();
        }
        smsc.close();
    }

    @Test
    void aTermSignalLetsItFinishWhatItAcceptedAndEndWithZero() throws Exception {
        var run = new Run(home.resolve("var")).serving();
        var answers = new AtomicInteger();
        var statuses = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < 300; i++) {
            var handset = smsc.handset("1390733%04d".formatted(i));
            handset.onText(text -> answers.incrementAndGet());
            statuses.add(handset.send(Service.NUMBER, "KT"));
        }
        statuses.get(0).get(30, TimeUnit.SECONDS);

        run.process.destroy();

        assertEquals(0, run.exitCode());
        CompletableFuture.allOf(statuses.toArray(CompletableFuture<?>[]::new)).get(5, TimeUnit.SECONDS);
        long accepted = statuses.stream().filter(status -> status.join() == 0).count();
        assertTrue(accepted > 0);
        assertEquals(accepted, answers.get(), "answers to accepted messages");
        assertTrue(run.said().contains("stopped"), run.said());
        try (var store = Store.open(StoreSettings.tool(home.resolve("var/smspay.db")))) {
            assertEquals(accepted + 1, number(store, "select count(*) from uplink"));
            assertEquals(0, number(store, "select count(*) from downlink where state = 'QUEUED'"));
            assertEquals(List.of(), Commands.verify(store));
        }
    }

    @Test
    void aSecondEngineOnTheSameDataIsRefused() throws Exception {
        new Run(home.resolve("var")).serving();

        var second = new Run(home.resolve("var"));

        assertEquals(3, second.exitCode());
        assertTrue(second.said().contains("another engine is running on it"), second.said());
        assertFalse(second.said().contains("\tat "), second.said());
    }

    @Test
    void wrongSettingsAreListedWithTheirLines() throws Exception {
        Files.writeString(
                conf(), Files.readString(conf()).replace("site:", "sight:").replace("port: ", "port: x"));
        Files.delete(home.resolve("conf/local.password"));

        var run = new Run(home.resolve("var"));

        assertEquals(2, run.exitCode());
        assertTrue(run.said().contains(conf() + ":5: unknown key \"sight\""), run.said());
        assertTrue(run.said().contains(conf() + ":9: \"port\" must be a whole number"), run.said());
        assertTrue(run.said().contains(conf() + ":11: \"password_file\" cannot be read"), run.said());
        assertFalse(run.said().contains("\tat "), run.said());
        assertFalse(Files.exists(home.resolve("var")), "it began although it must not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "r--r--r--", "short", "another"})
    void aMasterKeyThatCannotBeUsedIsRefusedWithTwo(String fault) throws Exception {
        var key = home.resolve("conf/master.key");
        Files.createDirectories(home.resolve("var"));
        try (var store = Store.open(StoreSettings.engine(home.resolve("var/smspay.db")))) {
            KeyRing.open(store, MasterKey.of(World.KEY), Instant.EPOCH);
        }
        Files.delete(key);
        if (!fault.equals("missing")) {
            Files.writeString(
                    key,
                    switch (fault) {
                        case "short" -> "00ff";
                        case "another" -> "0e".repeat(32);
                        default -> World.KEY;
                    });
            Files.setPosixFilePermissions(
                    key, PosixFilePermissions.fromString(fault.startsWith("r") ? fault : "r--------"));
        }

        var run = new Run(home.resolve("var"));

        assertEquals(2, run.exitCode(), run.said());
        assertTrue(run.said().contains("master"), run.said());
        assertFalse(run.said().contains("\tat "), run.said());
    }

    @Test
    void aDatabaseOfANewerProgramIsRefused() throws Exception {
        Files.createDirectories(home.resolve("var"));
        try (var store = Store.open(StoreSettings.engine(home.resolve("var/smspay.db")))) {
            store.write(tx ->
                    tx.query(sql -> sql.execute("insert into schema_version values (999, '999-future', 'x', 0)")));
        }

        var run = new Run(home.resolve("var"));

        assertEquals(2, run.exitCode());
        assertTrue(run.said().contains("use the program that wrote it, or a newer one"), run.said());
    }

    @Test
    void whatIsNoDatabaseIsRefused() throws Exception {
        Files.createDirectories(home.resolve("var"));
        Files.writeString(home.resolve("var/smspay.db"), "this is not a database ".repeat(1_000));

        var run = new Run(home.resolve("var"));

        assertEquals(3, run.exitCode());
        assertTrue(run.said().contains("cannot open the database"), run.said());
        assertFalse(run.said().contains("\tat "), run.said());
    }

    @Test
    void aReadOnlyFolderIsRefused() throws Exception {
        try (var disk = new SmallDisk(home.resolve("disk"), 8_192)) {
            Store.open(StoreSettings.engine(disk.folder().resolve(StoreSettings.FILE)))
                    .close();
            disk.readOnly();

            var run = new Run(disk.folder());

            assertEquals(3, run.exitCode());
            assertTrue(run.said().contains("may not write to the folder"), run.said());
            assertFalse(run.said().contains("\tat "), run.said());
        }
    }

    @Test
    void onAFullDiskNothingIsAcknowledgedThatWasNotStored() throws Exception {
        try (var disk = new SmallDisk(home.resolve("disk"), 3_072)) {
            var run = new Run(disk.folder()).serving();
            var statuses = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 9_000; i++) {
                statuses.add(smsc.deliver("1390%07d".formatted(7_000_000 + i), Service.NUMBER, "KT"));
            }

            assertEquals(3, run.exitCode());
            assertTrue(run.said().contains("the database can no longer be trusted to write"), run.said());
            long accepted = 1
                    + statuses.stream()
                            .filter(status -> status.isDone() && status.join() == 0)
                            .count();
            disk.grow(64);
            try (var store = Store.open(StoreSettings.tool(disk.folder().resolve(StoreSettings.FILE)))) {
                long stored = number(store, "select count(*) from uplink");
                assertTrue(accepted > 1 && accepted <= stored, accepted + " accepted, " + stored + " stored");
                assertEquals(List.of(), Commands.verify(store));
            }
            var next = new Run(disk.folder()).serving();
            CompletableFuture.allOf(statuses.toArray(CompletableFuture<?>[]::new))
                    .get(60, TimeUnit.SECONDS);
            next.process.destroy();
            assertEquals(0, next.exitCode());
        }
    }

    private static long number(Store store, String sql) {
        return store.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}

package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.config.ConfigFault;
import cn.smspay.config.ConfigReader;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings and dialogues are read again while the engine serves. */
final class ReloadTest {
    private static final String NUMBER = "13911112222";
    private static final int LOAD = 500;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    @TempDir
    Path home;

    private final TestClock clock = new TestClock();
    private SmscSimulator smsc;
    private Engine engine;
    private Reload reload;

    @BeforeEach
    void start() throws IOException {
        smsc = SmscSimulator.start(LocalConfig.smsc(), clock);
        Files.createDirectory(home.resolve("conf"));
        secret("conf/master.key", World.KEY);
        secret("conf/password", "local");
        copy("dialogs");
        settings("");
        engine = new Engine(ConfigReader.read(home.resolve("conf/smspay.yaml"), List.of(), Map.of()), clock);
        reload = engine.reloadFrom(() -> ConfigReader.read(home.resolve("conf/smspay.yaml"), List.of(), Map.of()));
        engine.start();
        Service.get(engine.link().allBound());
    }

    @AfterEach
    void stop() {
        try {
            assertEquals(List.of(), Books.verify(engine.store()));
        } finally {
            engine.close();
            smsc.close();
        }
    }

    private void secret(String name, String text) throws IOException {
        Files.writeString(home.resolve(name), text);
        Files.setPosixFilePermissions(home.resolve(name), PosixFilePermissions.fromString("rw-------"));
    }

    private void copy(String folder) throws IOException {
        Files.createDirectory(home.resolve(folder));
        try (var files = Files.list(Service.HOME.resolve(folder))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, home.resolve(folder).resolve(file.getFileName()));
            }
        }
    }

    private void settings(String more, String... binds) throws IOException {
        var all = new StringBuilder();
        for (String bind : binds.length == 0 ? new String[] {"window: 100"} : binds) {
            var name = all.isEmpty() ? "b1" : "b2";
            all.append("  - {name: ")
                    .append(name)
                    .append(", host: 127.0.0.1, port: ")
                    .append(smsc.port())
                    .append(", system_id: local, password_file: conf/password, proof_millis: 0, ")
                    .append(bind)
                    .append("}\n");
        }
        Files.writeString(home.resolve("conf/smspay.yaml"), """
                keys: {master_file: conf/master.key}
                ivr_scripts: "%s/ivr-scripts"
                services: ["10658888"]
                site: www.example.com
                smsc:
                %soutside: {bill_system: simulated, bank: simulated, registry: simulated}
                %s
                """.formatted(Service.HOME, all, more));
    }

    private void say(String file, String old, String fresh) throws IOException {
        var path = home.resolve("dialogs").resolve(file);
        var text = Files.readString(path);
        assertTrue(text.contains(old), path + " has no " + old);
        Files.writeString(path, text.replace(old, fresh));
    }

    private String answer(String text) {
        var handset = smsc.handset(NUMBER);
        int before = handset.texts().size();
        assertEquals(0, Service.get(handset.send("10658888", text)));
        settle();
        return handset.texts().get(before).text();
    }

    private void settle() {
        int quiet = 0;
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (quiet < 3) {
            assertTrue(System.nanoTime() < end, "the engine does not come to rest");
            quiet = engine.isQuiet() ? quiet + 1 : 0;
            Service.moment();
        }
    }

    private long count(String what) {
        return engine.store()
                .read(sql -> sql.createQuery("select count(*) from " + what)
                        .mapTo(Long.class)
                        .one());
    }

    @Test
    void aChangedSentenceCountsForNewConversationsAndAWrongFileChangesNothing() throws Exception {
        var before = answer("XYZ");
        var line = before.substring(0, 4);
        Files.writeString(home.resolve("dialogs/broken.yaml"), "steps: [");
        assertThrows(FaultyScripts.class, reload::again);
        assertEquals(before, answer("XYZ"));

        Files.delete(home.resolve("dialogs/broken.yaml"));
        sentence(line);
        var outcome = reload.again();

        assertTrue(outcome.done().get(0).startsWith("dialogues: "), outcome.toString());
        assertTrue(answer("XYZ").startsWith("变了"), "a changed sentence is said");
        assertEquals(List.of("nothing has changed"), reload.again().done());
    }

    /** Puts two characters before the sentence that begins so, wherever it stands. */
    private void sentence(String beginning) throws IOException {
        try (var files = Files.list(home.resolve("dialogs"))) {
            for (var file : files.toList()) {
                var text = Files.readString(file);
                Files.writeString(
                        file,
                        text.replace(": " + beginning, ": 变了" + beginning)
                                .replace(": \"" + beginning, ": \"变了" + beginning));
            }
        }
    }

    @Test
    void settingsThatAreWrongChangeNothingAndEveryFaultIsTold() throws Exception {
        settings("rules: {nonsense: 1}\nlog: {levels: {sms: loud}}", "window: 0");
        var fault = assertThrows(ConfigFault.class, reload::again);

        assertTrue(fault.getMessage().contains("nonsense"), fault.getMessage());
        assertTrue(fault.getMessage().contains("loud"), fault.getMessage());
        assertEquals(1, engine.link().status().size());
        assertTrue(answer("KT").length() > 0);
    }

    @Test
    void whatTakesARestartIsNamedAndTheRestIsDone() throws Exception {
        settings(
                "rules: {bill_per_day: 100.00}\nkeep: {calls: 10d}\nbilling: {tariffs: [{id: uplink, li: 200, from: 2009-11-01}]}");
        var outcome = reload.again();

        assertEquals(List.of("rules", "keep"), outcome.restart());
        assertEquals(1, outcome.done().size(), outcome.toString());
        answer("CX");
        assertEquals(1, count("charge where amount_li = 200"));
        settings("");
        reload.again();
        answer("CX");
        assertEquals(1, count("charge where amount_li = 100"));
    }

    @Test
    void aChangedAndANewBindAtLoadLoseNothing() throws Exception {
        var sent = new ArrayList<CompletableFuture<Integer>>();
        for (int i = 0; i < LOAD; i++) {
            sent.add(smsc.handset("139%08d".formatted(i)).send("10658888", "CX"));
            if (i == LOAD / 4) {
                settings("", "window: 7", "window: 9");
                var outcome = reload.again();
                assertTrue(outcome.done().get(0).startsWith("bind b1: window 100 -> 7; "), outcome.toString());
                assertEquals("bind b2: added; 1 of 1 connections bound", outcome.done().get(1));
            } else if (i == LOAD / 2) {
                say("_common.yaml", "zh:", "zh: ");
                assertEquals(1, reload.again().done().size());
            } else if (i == 3 * LOAD / 4) {
                settings("", "window: 7");
                assertEquals(List.of("bind b2: removed"), reload.again().done());
            }
        }
        for (var each : sent) {
            assertEquals(0, Service.get(each));
        }
        settle();

        assertEquals(LOAD, count("charge"));
        assertEquals(0, count("downlink where state in ('UNKNOWN', 'GIVEN_UP', 'REFUSED')"));
        assertEquals(
                7,
                engine.link().status().stream()
                        .filter(bind -> bind.state() == BindStatus.State.BOUND)
                        .findFirst()
                        .orElseThrow()
                        .window());
        assertFalse(engine.binds().isStopped("b1"));
    }
}

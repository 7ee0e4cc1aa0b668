package cn.smspay.ops.errand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.acceptance.EngineProcess;
import cn.smspay.app.Commands;
import cn.smspay.cli.Exit;
import cn.smspay.engine.LocalConfig;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.RunHome;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine whose process is stopped by a signal takes no work, and does what it had been handed once when it goes on. */
@Timeout(180)
final class StoppedEngineTest {
    private static final int CARDS = 20_000;

    @TempDir
    private Path home;

    private final SmscSimulator smsc = SmscSimulator.start(LocalConfig.smsc(), Clock.system(TestClock.SHANGHAI));
    private Path data;
    private Process engine;

    @BeforeEach
    void start() throws Exception {
        data = home.resolve("var");
        RunHome.write(home, smsc.port(), "");
        engine = new ProcessBuilder(EngineProcess.java(
                        "cn.smspay.app.Main",
                        "run",
                        "--conf",
                        home.resolve("conf/smspay.yaml").toString(),
                        "--set",
                        "data=" + data))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("run.log").toFile())
                .start();
        assertEquals(0, smsc.deliver("13907319999", Service.NUMBER, "CX").get(60, TimeUnit.SECONDS));
    }

    @AfterEach
    void end() throws InterruptedException {
        engine.destroyForcibly();
        engine.waitFor();
        smsc.close();
    }

    private void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(engine.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    private Commands.Ran importCards(String file, int first, int count) throws IOException {
        var rows = IntStream.range(first, first + count)
                .mapToObj(i -> "18%016d,0911118%010d,50,湖南,2099-12-31".formatted(i, i))
                .collect(Collectors.joining("\n"));
        var cards = Files.writeString(home.resolve(file), "password,serial,face,issuer,expiry\n" + rows + "\n");
        return Commands.run("import", "RECHARGE_CARDS", cards.toString(), "--data", data.toString());
    }

    private long count(String what) {
        try (var store = Store.open(StoreSettings.tool(data.resolve(StoreSettings.FILE)))) {
            return store.read(sql -> sql.createQuery("select count(*) from " + what)
                    .mapTo(Long.class)
                    .one());
        }
    }

    @Test
    void whatAStoppedEngineWasNotToldIsNotDoneAndWhatItWasToldIsDoneOnce() throws Exception {
        signal("STOP");
        var place = new WritingMixin().readyWithin(Duration.ofMillis(300));

        var refused = assertThrows(Exit.Refused.class, () -> place.hand(data));

        assertEquals(3, refused.code());
        assertTrue(refused.getMessage().contains("does not answer"), refused.getMessage());
        assertTrue(refused.getMessage().contains("nothing was done"), refused.getMessage());
        signal("CONT");
        assertEquals(new Commands.Ran(0, "1 added, 0 changed, 0 same, 0 refused\n", ""), importCards("one.csv", 0, 1));
        assertEquals(1, count("audit where act = 'errand'"));

        var handed = CompletableFuture.supplyAsync(() -> {
            try {
                return importCards("many.csv", 1, CARDS);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        while (count("errand") == 0 && !handed.isDone()) {
            Thread.onSpinWait();
        }
        signal("STOP");
        assertTrue(!handed.isDone(), "it was done before the engine could be stopped");
        signal("CONT");

        var ran = handed.get(60, TimeUnit.SECONDS);
        assertEquals(0, ran.code(), ran.toString());
        assertTrue(ran.out().endsWith(CARDS + " added, 0 changed, 0 same, 0 refused\n"), ran.toString());
        assertEquals(CARDS + 1L, count("recharge_card"));
        assertEquals(2, count("audit where act = 'errand'"));
        assertEquals(0, count("errand"));
        try (var store = Store.open(StoreSettings.tool(data.resolve(StoreSettings.FILE)))) {
            assertEquals(List.of(), Commands.verify(store));
        }
    }
}

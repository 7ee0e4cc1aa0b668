package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Main;
import cn.smspay.cli.Exit;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Each command once, with an engine in a process of its own: that they measure and check, not how fast this machine is. */
final class BenchCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private int run(Callable<Integer> command, String... words) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private JsonNode result() throws Exception {
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void comparesNumbersOfAccounts() throws Exception {
        var plot = folder.resolve("plot.svg");

        int exitCode = run(
                new BenchAccountsCommand(),
                ("--sizes 2000,4000 --window 20 --binds 1 --warm-up 1 --seconds 1 --json --plot " + plot + " --data "
                                + folder)
                        .split(" "));

        assertEquals(0, exitCode, err.toString());
        assertEquals(2_000, result().get("sizes").get(0).get("accounts").asInt());
        assertEquals(4_000, result().get("sizes").get(1).get("accounts").asInt());
        for (var row : result().get("sizes")) {
            assertTrue(row.get("uplinksPerSecond").asLong() > 0, out.toString());
            assertTrue(row.get("databaseMegabytes").asDouble() > 0, out.toString());
            assertTrue(row.get("fillSeconds").asDouble() > 0, out.toString());
            assertEquals("clean", row.get("check").get("verify").asText());
        }
        assertTrue(Files.exists(folder.resolve("4000").resolve(StoreSettings.FILE)));
        assertTrue(Files.readString(plot).startsWith("<svg"));
    }

    @Test
    void refusesFewerAccountsThanConversations() {
        assertEquals(2, run(new BenchAccountsCommand(), "--sizes", "600,400"));
        assertTrue(err.toString().contains("400 is less than 500"), err.toString());
    }

    @Test
    void soaks() {
        int exitCode =
                run(new BenchSoakCommand(), "--minutes 0.05 --every 1 --rate 50 --accounts 400 --binds 1".split(" "));

        assertEquals(0, exitCode, out + err.toString());
        assertEquals(BenchSamples.header(), out.toString().lines().findFirst().orElseThrow());
        assertTrue(out.toString().contains("too few samples to tell"), out.toString());
        assertTrue(out.toString().matches("(?s).*verify +clean\\R.*"), out.toString());
    }

    @Test
    void refusesASoakWithoutASample() {
        assertEquals(2, run(new BenchSoakCommand(), "--minutes", "0.1"));
        assertTrue(err.toString().contains("time for a sample"), err.toString());
        assertEquals(2, run(new BenchSoakCommand(), "--minutes", "1", "--hours", "1"));
    }

    @Test
    void worksOffABurst() throws Exception {
        int exitCode = run(
                new BenchSmsCommand(),
                "--burst 300:1 --accounts 600 --window 20 --binds 1 --warm-up 1 --json".split(" "));

        assertEquals(0, exitCode, out + err.toString());
        assertEquals("300:1", result().get("burst").asText());
        assertEquals(0, result().get("lost").asInt());
        assertEquals(0, result().get("refusedFinally").asInt());
        assertTrue(result().get("answered").asLong() >= 300, out.toString());
        assertTrue(result().get("drainSeconds").asDouble() >= 0, out.toString());
    }

    /** Nothing that works beside the engine may fail, or leave books that are not clean. */
    @ParameterizedTest
    @ValueSource(strings = {"import", "export", "verify"})
    void measuresBesideOtherWork(String work) throws Exception {
        int exitCode = run(
                new BenchSmsCommand(),
                ("--beside " + work + " --rates 50 --accounts 400 --window 20 --binds 1 --warm-up 1 --seconds 3 --json")
                        .split(" "));

        assertEquals(0, exitCode, out + err.toString());
        assertEquals(work, result().get("beside").asText());
        assertEquals(0, result().get("besideFailures").asInt());
        assertEquals("clean", result().get("verify").asText());
    }

    /** As many pages as were asked for, all of them right, beside messages that are all answered. */
    @Test
    void measuresPagesBesideMessages() throws Exception {
        int exitCode = run(
                new BenchSiteCommand(),
                ("--pages 30 --uplinks 40 --customers 3 --accounts 400 --window 20 --binds 1 --warm-up 1 --seconds 1 --most 60000"
                                + " --json")
                        .split(" "));

        assertEquals(0, exitCode, out + err.toString());
        assertEquals(30, result().get("pages").asInt());
        assertEquals(0, result().get("wrongPages").asInt());
        assertTrue(result().get("pageP95Millis").asDouble() > 0, out.toString());
        assertEquals("clean", result().get("verify").asText());
    }

    @Test
    void refusesABurstOfMoreThanHalfTheAccounts() {
        assertEquals(2, run(new BenchSmsCommand(), "--burst", "20000:10"));
        assertTrue(err.toString().contains("--burst 20000:10 wants at least --accounts 400000"), err.toString());
    }

    @Test
    void saysInASentenceThatTheEngineDidNotStart() {
        var process = assertThrows(
                Exit.Refused.class,
                () -> BenchProcess.start(folder, List.of(), List.of("bench", "engine", "--port=none"))
                        .await("bound", line -> {}));

        assertEquals("the engine's process ended with exit code 2 before it was bound", process.getMessage());
    }

    @Test
    void endsWithTheExitCodeOfOtherErrorsThen() {
        assertEquals(Exit.WRONG, Main.run("bench", "start", "--jvm", "-XX:NoSuchOption", "--data", folder.toString()));
    }
}

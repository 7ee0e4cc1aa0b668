package cn.smspay.app.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How an operator's command says its word, shows what is answered, and ends. */
final class CtlCommandTest {
    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private ControlSocket engine;
    private String refusal = "";

    @BeforeEach
    void listen() throws IOException {
        engine = new ControlSocket(folder);
        engine.register("look", ask -> {
            heard.add(ask.word());
            ask.progress("half way");
            return Map.of("well", !heard.isEmpty(), "name", "n1");
        });
        engine.register("act", ask -> {
            heard.add(ask.canonical());
            return Map.of("done", true);
        });
        engine.register("never", ask -> {
            throw new ControlWord.Declined("it is stopped already", Map.of());
        });
        engine.register("mistyped", ask -> {
            throw new IllegalArgumentException("name is x; right would be y");
        });
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /** A look. */
    @Command
    private static final class Look extends CtlCommand.Watched {
        Look(String word) {
            super(word);
        }

        @Override
        int code(JsonNode answer) {
            return answer.path("well").asBoolean() ? Exit.DONE : Exit.WRONG;
        }
    }

    /** An act. */
    @Command
    private static final class Does extends CtlCommand.AuditedCommand {
        Does(String word) {
            super(word);
        }

        @Override
        void prepare() {
            put("bind", "local").put("not given", null);
        }
    }

    private int run(CtlCommand command, String... words) {
        out.getBuffer().setLength(0);
        var line = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .setExecutionExceptionHandler((fault, self, parsed) -> {
                    refusal = String.valueOf(fault.getMessage());
                    return fault instanceof Exit.Refused no ? no.code() : -1;
                });
        var all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        return line.execute(all.toArray(String[]::new));
    }

    @Test
    void anAnswerIsShownForPeopleWithItsProgressOrForProgramsOnOneLine() {
        assertEquals(Exit.DONE, run(new Look("look")));
        assertTrue(out.toString().startsWith("half way"), out.toString());
        assertTrue(out.toString().contains("name: n1"), out.toString());

        assertEquals(Exit.DONE, run(new Look("look"), "--json"));
        assertEquals(1, out.toString().strip().lines().count(), out.toString());
        assertTrue(out.toString().startsWith("{") && out.toString().contains("\"name\":\"n1\""), out.toString());
    }

    @Test
    void theAnswerDecidesHowTheProgramEnds() {
        assertEquals(Exit.WRONG, run(new Look("act")));
        assertEquals(Exit.DONE, run(new Look("look")));
    }

    @Test
    void whatIsDeclinedOrMistypedIsASentenceAndTheCodeOfUsage() {
        assertEquals(Exit.USAGE, run(new Look("never")));
        assertEquals("it is stopped already", refusal);
        assertEquals(Exit.USAGE, run(new Look("mistyped"), "--json"));
        assertEquals("name is x; right would be y", refusal);
        assertEquals(Exit.USAGE, run(new Look("nonsense")));
        assertEquals("this engine knows no word nonsense", refusal);
        assertEquals("", out.toString());
    }

    @Test
    void whereNoEngineRunsThatIsSaid() throws IOException {
        engine.close();

        assertEquals(Exit.USAGE, run(new Look("look")));
        assertTrue(refusal.startsWith("no engine runs on " + folder), refusal);
    }

    @Test
    void anActSaysItsReasonIfThereIsOneAndNothingThatWasNotGiven() {
        assertEquals(Exit.DONE, run(new Does("act")));
        assertEquals(Exit.DONE, run(new Does("act"), "--why", "maintenance"));

        assertEquals(List.of("act {\"bind\":\"local\"}", "act {\"why\":\"maintenance\",\"bind\":\"local\"}"), heard);
    }

    @Test
    void aWatchEndsAfterSoManyAnswersAndIsOfWholeSeconds() {
        for (String seconds : List.of("0", "-1", "half")) {
            assertEquals(Exit.USAGE, run(new Look("look"), "--watch", seconds, "--times", "1"), seconds);
        }
        assertEquals(List.of(), heard);

        assertEquals(Exit.DONE, run(new Look("look"), "--watch", "1", "--times", "1"));

        assertEquals(List.of("look"), heard);
        assertEquals(
                1,
                out.toString().lines().filter(line -> line.startsWith("--- ")).count());
        assertEquals(Exit.DONE, run(new Look("look"), "--times", "3"), "without --watch it is asked once");
        assertEquals(2, heard.size());
    }
}

package cn.smspay.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Exit;
import cn.smspay.ops.control.ControlSocket;
import cn.smspay.ops.control.ControlWord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** How a command of the administration says its word, shows what is answered, and ends. */
final class AdminCommandTest {
    @TempDir
    Path folder;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private ControlSocket engine;
    private String refusal = "";

    @BeforeEach
    void listen() throws IOException {
        engine = new ControlSocket(folder);
        engine.register("show", ask -> {
            heard.add(ask.canonical());
            ask.progress("half way");
            return Map.of("cash_fen", 5_000);
        });
        engine.register("never", ask -> {
            throw new ControlWord.Declined("not done: own proposal", Map.of("reason", "own-proposal"));
        });
        engine.register("mistyped", ask -> {
            throw new IllegalArgumentException("number is 1; right would be eleven digits");
        });
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /** A look. */
    @Command
    private static final class Show extends AdminCommand {
        Show(String word) {
            super(word);
        }

        @Override
        void arguments(Arguments to) {
            to.put("number", "13800000001").put("none", null).on("whole", true).on("masked", false);
        }
    }

    /** An act. */
    @Command
    private static final class Change extends AdminCommand.ChangingCommand {
        Change() {
            super("show");
        }

        @Override
        void details(Arguments to) {
            to.put("amount", "50");
        }
    }

    private int run(AdminCommand command, String... words) {
        out.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setExecutionExceptionHandler((fault, self, parsed) -> {
                    refusal = String.valueOf(fault.getMessage());
                    return fault instanceof Exit.Refused no ? no.code() : -1;
                })
                .execute(all.toArray(String[]::new));
    }

    @Test
    void anAnswerIsShownInYuanForPeopleAndAsItCameForPrograms() {
        assertEquals(Exit.DONE, run(new Show("show")));
        assertEquals(
                List.of("half way", "cash: 50.00 yuan"), out.toString().lines().toList());
        assertEquals(Exit.DONE, run(new Show("show"), "--json"));
        assertTrue(out.toString().endsWith("{\"cash_fen\":5000}" + System.lineSeparator()), out.toString());
    }

    @Test
    void nothingIsSaidOfWhatWasNotGiven() {
        run(new Show("show"));

        assertEquals(List.of("show {\"number\":\"13800000001\",\"whole\":true}"), heard);
    }

    @Test
    void anActIsNamedSoThatItIsDoneOnce() {
        run(new Change());
        run(new Change(), "--key", "receipt-1");

        assertEquals(List.of("show {\"amount\":\"50\"}", "show {\"key\":\"receipt-1\",\"amount\":\"50\"}"), heard);
    }

    @Test
    void whatIsDeclinedIsASentenceAndForProgramsAReasonToo() {
        assertEquals(Exit.USAGE, run(new Show("never")));
        assertEquals("not done: own proposal", refusal);
        assertEquals("", out.toString());
        assertEquals(Exit.USAGE, run(new Show("never"), "--json"));
        assertEquals("{\"reason\":\"own-proposal\"}", out.toString().strip());
    }

    @Test
    void whatIsMistypedIsASentenceAlone() {
        assertEquals(Exit.USAGE, run(new Show("mistyped"), "--json"));
        assertEquals("number is 1; right would be eleven digits", refusal);
        assertEquals("", out.toString());
    }

    @Test
    void whereNoEngineRunsThatIsSaid() throws IOException {
        engine.close();

        assertEquals(Exit.USAGE, run(new Show("show")));
        assertTrue(refusal.startsWith("no engine runs on " + folder), refusal);
    }
}

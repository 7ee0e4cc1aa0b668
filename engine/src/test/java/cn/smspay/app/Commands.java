package cn.smspay.app;

import cn.smspay.cli.Program;
import cn.smspay.engine.Books;
import cn.smspay.engine.Engine;
import cn.smspay.ops.admin.Control;
import cn.smspay.ops.errand.ErrandWord;
import cn.smspay.store.Store;
import cn.smspay.tools.demo.DemoCommand;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Commands as tests outside this package use them. */
public final class Commands {
    private Commands() {}

    /** An engine's ear for commands, as in the program. */
    public static Control listen(Engine engine) {
        return ErrandWord.listen(engine, Program.of(Main.commandLine().getCommandSpec()));
    }

    /** What {@code ledger verify} finds. */
    public static List<String> verify(Store store) {
        return Books.verify(store);
    }

    /** Whether nothing is missing in a command and nothing is too much. */
    public static boolean isWhole(List<String> words) {
        try {
            var parsed = Main.commandLine().parseArgs(words.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            return parsed.commandSpec().subcommands().isEmpty();
        } catch (CommandLine.ParameterException e) {
            return false;
        }
    }

    /** How a command ended, and what it said. */
    public record Ran(int code, String out, String err) {}

    public static Ran run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Ran(code, out.toString(), err.toString());
    }

    /** The demo with these lines typed into it. */
    public static int demo(InputStream typed, PrintWriter screen, String... arguments) {
        var all = Main.commandLine().setOut(screen).setErr(screen);
        ((DemoCommand) all.getSubcommands().get("demo").getCommand()).types(typed);
        var words = new ArrayList<>(List.of("demo"));
        words.addAll(List.of(arguments));
        return all.execute(words.toArray(String[]::new));
    }
}

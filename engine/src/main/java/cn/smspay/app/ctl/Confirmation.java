package cn.smspay.app.ctl;

import cn.smspay.cli.Exit;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says what a command will do, and asks; only people at a terminal are asked. */
final class Confirmation {
    @Option(names = "--yes", description = "Does it without asking, as where there is no terminal.")
    private boolean yes;

    /** @throws Exit.Refused if the answer is not yes; then nothing is done */
    void ask(String sentence) {
        var console = terminal();
        ask(sentence, console == null ? null : question -> console.readLine("%s", question));
    }

    /** What somebody types when he is asked; null at the end of his input. */
    interface Terminal {
        @Nullable
        String answer(String question);
    }

    /** @param terminal null where nobody sits */
    void ask(String sentence, @Nullable Terminal terminal) {
        if (yes || terminal == null) {
            return;
        }
        var answer = terminal.answer(sentence + " Go on? [y/N] ");
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new Exit.Refused("nothing was done");
        }
    }

    /** From Java 22 on there is a console without a terminal too, which says so. */
    private static @Nullable Console terminal() {
        var console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
        } catch (NoSuchMethodException e) {
            return console;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }
}

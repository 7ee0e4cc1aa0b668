package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends the beginning of conversations. */
@Command(
        name = "stop",
        description = {
            "Answers whoever begins one of these dialogues, or any, with an apology; conversations under way go on.",
            "Holds across a restart, until smspay release go."
        },
        mixinStandardHelpOptions = true)
final class ReleaseStop implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Parameters(arity = "0..*", paramLabel = "DIALOG", description = "Like tx or 12588 (default: all).")
    private Set<String> dialogs = new HashSet<>();

    @Option(names = "--note", paramLabel = "WORDS", defaultValue = "", description = "Why, for the list.")
    private String note = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var side = options.side()) {
            spec.commandLine().getOut().println(side.stop(dialogs.isEmpty() ? Set.of("*") : dialogs, note));
            return Exit.DONE;
        }
    }
}

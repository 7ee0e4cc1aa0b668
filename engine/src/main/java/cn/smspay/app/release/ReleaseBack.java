package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes a release back. */
@Command(
        name = "back",
        description = {
            "Serves the files of an earlier release again: the one before, or the one that is named. The next start",
            "serves them too, whatever lies in the folders, until there are new files or another release."
        },
        mixinStandardHelpOptions = true)
final class ReleaseBack implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "N", defaultValue = "0", description = "The release.")
    private long number;

    @Option(names = "--note", paramLabel = "WORDS", defaultValue = "", description = "Why, for the list.")
    private String note = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var side = options.side()) {
            spec.commandLine().getOut().println(side.back(number, note));
            return Exit.DONE;
        }
    }
}

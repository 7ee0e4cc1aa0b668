package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends what {@code stop} began. */
@Command(
        name = "go",
        description = "Lets conversations begin again that \"smspay release stop\" has stopped.",
        mixinStandardHelpOptions = true)
final class ReleaseGo implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Option(names = "--note", paramLabel = "WORDS", defaultValue = "", description = "Why, for the list.")
    private String note = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var side = options.side()) {
            spec.commandLine().getOut().println(side.go(note));
            return Exit.DONE;
        }
    }
}

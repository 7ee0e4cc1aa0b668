package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All about one release. */
@Command(
        name = "show",
        description = {
            "Shows one release: when, by whom, what the check and the transcripts said, how many conversations wait in it,",
            "and which files it changed. \"smspay release diff\" shows their lines."
        },
        mixinStandardHelpOptions = true)
final class ReleaseShow implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "N", defaultValue = "0", description = "Which (default: the newest).")
    private long number;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var side = options.side()) {
            side.show(number == 0 ? side.newest() : number).forEach(spec.commandLine().getOut()::println);
            return Exit.DONE;
        }
    }
}

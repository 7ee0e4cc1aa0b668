package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was served since when. */
@Command(
        name = "list",
        description = "Lists the releases, the newest first: when, by whom, and how many conversations wait in each.",
        mixinStandardHelpOptions = true)
final class ReleaseList implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Option(names = "--most", paramLabel = "N", defaultValue = "20", description = "At most so many (default: 20).")
    private int most = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (most < 1) {
            throw new Exit.Refused("--most is a number from 1, not " + most);
        }
        try (var side = options.side()) {
            var lines = side.list(most);
            lines.stream().map(ReleaseSide.Listed::line).forEach(spec.commandLine().getOut()::println);
            if (lines.isEmpty()) {
                spec.commandLine().getOut().println("Nothing was released yet.");
            }
            return Exit.DONE;
        }
    }
}

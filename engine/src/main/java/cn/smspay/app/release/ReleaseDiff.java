package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import cn.smspay.engine.FileDifference;
import cn.smspay.engine.ScriptGate;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What differs between two releases, or between a release and the files in the folders. */
@Command(
        name = "diff",
        description = {
            "Shows, line by line, what differs between two releases; with one number, between it and the files in the",
            "folders; without a number, between what is served and those files."
        },
        mixinStandardHelpOptions = true)
final class ReleaseDiff implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "N", description = "The older release.")
    private @Nullable Long older;

    @Parameters(index = "1", arity = "0..1", paramLabel = "N", description = "The newer one.")
    private @Nullable Long newer;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        try (var side = options.side()) {
            var before = kept(side, older == null ? side.newest() : older);
            var after = newer == null ? folders() : kept(side, newer);
            var lines = FileDifference.of(before, after);
            lines.forEach(out::println);
            out.println(lines.isEmpty() ? "Nothing differs." : "");
            return Exit.DONE;
        }
    }

    private static Map<String, String> kept(ReleaseSide side, long number) throws IOException {
        var files = side.files(number);
        if (files.isEmpty()) {
            throw new Exit.Refused("there is no release " + number + ", or its files are no longer kept");
        }
        return files;
    }

    private Map<String, String> folders() {
        var loaded = new ScriptGate(options.settings()).open();
        if (loaded.scripts() == null) {
            loaded.faults().stream()
                    .map(Objects::toString)
                    .forEach(spec.commandLine().getErr()::println);
            throw new Exit.Refused(Exit.WRONG, "the files in the folders are at fault");
        }
        return loaded.scripts().files();
    }
}

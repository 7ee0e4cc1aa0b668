package cn.smspay.app.release;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lets subscribers meet new dialogue files. */
@Command(
        name = "release",
        description = {
            "Checks the dialogue files, plays their transcripts and, if all is in order, lets the engine that runs on",
            "the data folder begin new conversations with them, at once; without an engine, at its next start.",
            "Conversations under way end with the files that they began with."
        },
        mixinStandardHelpOptions = true,
        subcommands = {ReleaseList.class, ReleaseShow.class, ReleaseDiff.class, ReleaseBack.class, ReleaseStop.class, ReleaseGo.class},
        footer = {"", "Exit codes: 0 released, 1 something is wrong and nothing was released, 2 usage or settings."})
public final class ReleaseCommand implements Callable<Integer> {
    @Mixin
    private final ReleaseOptions options = new ReleaseOptions();

    @Option(names = "--note", paramLabel = "WORDS", defaultValue = "", description = "What is new, for the list.")
    private String note = "";

    @Option(names = "--over", paramLabel = "N", description = "Undoes what this release of somebody else changed.")
    private Set<Long> over = new HashSet<>();

    @Option(names = "--remove", paramLabel = "FILE", description = "This file is to go, like dialogs/gx.yaml.")
    private Set<String> remove = new HashSet<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var settings = options.settings();
        try (var side = options.side()) {
            // Known before the check: what comes while it lasts is somebody else's.
            long after = side.newest();
            var checked = CheckedFiles.of(settings, Home.files(), out::println);
            var files = checked.files();
            if (files == null) {
                out.println("Nothing was released: " + checked.report() + ".");
                return Exit.WRONG;
            }
            out.println(side.publish(new ReleaseRequest(files, "", note, checked.report(), after, over, remove)));
            return Exit.DONE;
        }
    }
}

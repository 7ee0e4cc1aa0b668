package cn.smspay.tools.transcript;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays the transcripts that stand beside the dialogue files. */
@Command(
        name = "chat",
        description = "Plays transcripts against a fresh engine over SMPP and says where they go otherwise.",
        mixinStandardHelpOptions = true)
public final class ChatCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "Transcripts (default: all of dialogs/*.chat and ivr-scripts/*.chat).")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--update", description = "Writes what was really said into the files. Read it before you keep it.")
    private boolean update;

    @Override
    public Integer call() throws IOException {
        var home = Home.find();
        var loaded =
                ScriptFiles.load(home.resolve("dialogs"), home.resolve("ivr-scripts"), ServiceCatalogue.catalogue());
        var scripts = loaded.scripts();
        if (scripts == null) {
            throw new FaultyScripts(loaded.faults());
        }
        var chosen = files.isEmpty() ? ChatFile.in(home.resolve("dialogs"), home.resolve("ivr-scripts")) : files;
        var run = new ChatRun(home, System.out::println);
        run.play(chosen, scripts, update);
        System.out.println(
                run.cases() + " cases played, " + (run.wrong() == 0 ? "all as written." : run.wrong() + " wrong."));
        return run.wrong() == 0 ? Exit.DONE : Exit.WRONG;
    }
}

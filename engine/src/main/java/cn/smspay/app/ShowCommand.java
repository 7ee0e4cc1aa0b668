package cn.smspay.app;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.dialogue.Diagram;
import cn.smspay.talk.reading.Outline;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.reading.ServicePage;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatFile;
import cn.smspay.tools.transcript.ChatRun;
import cn.smspay.tools.transcript.ProgressLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For an author who wants to see a dialogue whole. */
@Command(
        name = "show",
        description = {
            "Prints a dialogue or voice menu as an outline: its steps, what is said with the longest that it can become,",
            "and where each step leads. Without a name, lists what there is."
        },
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The dialogue, like kt or 12588.")
    private @Nullable String name;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = {
                "Writes the whole service into one page: every dialogue with its picture, texts and lengths.",
                "Plays the transcripts first, and colours the ways that they walk."
            })
    private @Nullable Path html;

    @Option(names = "--no-chat", description = "With --html: does not play the transcripts.")
    private boolean noChat;

    @Option(names = "--diagram", description = "Prints a Mermaid flow chart instead.")
    private boolean diagram;

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    private static final String TITLE = "smspay";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var loaded = ScriptFiles.load(folders.dialogs(), folders.ivrScripts(), ServiceCatalogue.catalogue());
        var scripts = loaded.scripts();
        if (scripts == null) {
            loaded.faults().forEach(err::println);
            err.println("Nothing is shown until these faults are mended.");
            return Exit.WRONG;
        }
        if (html != null) {
            Files.writeString(html, page(scripts));
            out.println(html);
            return Exit.DONE;
        }
        var names = new TreeSet<>(scripts.dialogs().keySet());
        if (name == null) {
            names.forEach(out::println);
            return Exit.DONE;
        }
        var dialog = scripts.dialogs().get(name);
        if (dialog == null) {
            err.println("no dialogue is called \"" + name + "\"; " + Faults.suggestion(name, names));
            return Exit.USAGE;
        }
        if (diagram) {
            out.print(Diagram.of(dialog));
            out.flush();
        } else {
            Outline.of(scripts, dialog).forEach(out::println);
        }
        return Exit.DONE;
    }

    private String page(Scripts scripts) throws IOException {
        if (noChat) {
            return ServicePage.of(scripts, TITLE, Optional.empty(), Optional.empty());
        }
        var home = Home.files();
        var run = new ChatRun(home, line -> {}, false, ProgressLine.onTerminal());
        run.play(ChatFile.in(folders.dialogs(), folders.ivrScripts()), scripts, false);
        return ServicePage.of(scripts, TITLE, Optional.of(run.walked()), Optional.of(run.missing(scripts)));
    }
}

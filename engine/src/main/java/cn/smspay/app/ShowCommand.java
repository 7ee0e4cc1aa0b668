package cn.smspay.app;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.dialogue.Diagram;
import cn.smspay.talk.reading.Outline;
import cn.smspay.talk.reading.ScriptFiles;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(names = "--diagram", description = "Prints a Mermaid flow chart instead.")
    private boolean diagram;

    @Option(names = "--dialogs", paramLabel = "DIR", description = "Where the dialogue files are (default: dialogs).")
    private @Nullable Path dialogs;

    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivr;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var loaded = ScriptFiles.load(
                dialogs == null ? Home.find().resolve("dialogs") : dialogs,
                ivr == null ? Home.find().resolve("ivr-scripts") : ivr,
                ServiceCatalogue.catalogue());
        var scripts = loaded.scripts();
        if (scripts == null) {
            loaded.faults().forEach(err::println);
            err.println("Nothing is shown until these faults are mended.");
            return Exit.WRONG;
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
}

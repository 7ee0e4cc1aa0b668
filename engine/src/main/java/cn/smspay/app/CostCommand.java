package cn.smspay.app;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.Costs;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For an author who asks what a dialogue costs those who use it. */
@Command(
        name = "cost",
        description = {
            "Prints what each way through a dialogue costs a subscriber who makes no mistake: messages sent, their fee in yuan,",
            "and the most short messages that come back. What comes back is free.",
            "With --compare only what another set of files would change."
        },
        mixinStandardHelpOptions = true)
final class CostCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Only this dialogue, like tx.")
    private @Nullable String name;

    @Option(
            names = "--fee",
            paramLabel = "YUAN",
            defaultValue = "0.1",
            description = "The fee of one message that is sent (default: ${DEFAULT-VALUE}).")
    private BigDecimal fee = new BigDecimal("0.1");

    @Option(
            names = "--compare",
            paramLabel = "DIR",
            description = "A folder with the dialogs and ivr-scripts of before, such as a copy of what was released.")
    private @Nullable Path before;

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var scripts = read(folders.dialogs(), folders.ivrScripts());
        if (scripts == null) {
            return Exit.WRONG;
        }
        var old = scripts;
        if (before != null) {
            if (!Files.isDirectory(before.resolve("dialogs"))) {
                spec.commandLine().getErr().println("there is no folder " + before.resolve("dialogs"));
                return Exit.USAGE;
            }
            old = read(before.resolve("dialogs"), before.resolve("ivr-scripts"));
            if (old == null) {
                return Exit.WRONG;
            }
        }
        var names = new TreeSet<>(scripts.dialogs().keySet());
        names.addAll(old.dialogs().keySet());
        if (name != null && !names.contains(name)) {
            spec.commandLine()
                    .getErr()
                    .println("no dialogue is called \"" + name + "\"; " + Faults.suggestion(name, names));
            return Exit.USAGE;
        }
        tell(scripts, old, name == null ? names : Set.of(name));
        return Exit.DONE;
    }

    private void tell(Scripts scripts, Scripts old, Set<String> asked) {
        var lines = before == null ? Costs.of(scripts, asked, fee) : Costs.compared(old, scripts, asked, fee);
        lines.forEach(spec.commandLine().getOut()::println);
        if (lines.isEmpty()) {
            spec.commandLine().getOut().println(before == null ? "No way costs anything." : "Nothing costs otherwise.");
        }
    }

    private @Nullable Scripts read(Path sms, Path voice) {
        var loaded = ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        if (loaded.scripts() == null) {
            loaded.faults().forEach(spec.commandLine().getErr()::println);
        }
        return loaded.scripts();
    }
}

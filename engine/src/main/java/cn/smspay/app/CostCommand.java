package cn.smspay.app;

import cn.smspay.app.authors.MessagePrice;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.desk.ReleaseLog;
import cn.smspay.talk.reading.Costs;
import cn.smspay.talk.reading.Loaded;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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

    @Mixin
    private final MessagePrice fee = new MessagePrice();

    @Option(
            names = "--compare",
            paramLabel = "N|DIR",
            description = {
                "With a release by its number in \"smspay release list\", or with a folder that holds dialogs and",
                "ivr-scripts of before: shows only what the present files cost otherwise."
            })
    private @Nullable String before;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "var",
            description = "Folder with the releases, which holds smspay.db (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.system(ServiceDay.ZONE);

    @Override
    public Integer call() {
        var scripts = read(folders.dialogs(), folders.ivrScripts());
        if (scripts == null) {
            return Exit.WRONG;
        }
        var old = before == null ? scripts : before(before);
        if (old == null) {
            return Exit.WRONG;
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

    private @Nullable Scripts before(String named) {
        var folder = Path.of(named);
        if (Files.isDirectory(folder.resolve("dialogs"))) {
            return read(folder.resolve("dialogs"), folder.resolve("ivr-scripts"));
        }
        if (!named.matches("[0-9]{1,18}")) {
            throw new Exit.Refused("there is no folder " + folder.resolve("dialogs")
                    + "; --compare takes such a folder, or the number of a release");
        }
        return released(Long.parseLong(named));
    }

    private @Nullable Scripts released(long number) {
        var file = data.resolve(StoreSettings.FILE);
        if (!Store.exists(file)) {
            throw new Exit.Refused("there is no " + file + " with releases in it; name the folder with --data");
        }
        try (var store = Store.open(StoreSettings.tool(file))) {
            var files = new ReleaseLog(store).files(number);
            if (files.isEmpty()) {
                throw new Exit.Refused("there is no release " + number
                        + ", or its files are no longer kept; \"smspay release list\" shows those that there are");
            }
            return told(ScriptFiles.read(files, ServiceCatalogue.catalogue()));
        }
    }

    private void tell(Scripts scripts, Scripts old, Set<String> asked) {
        var yuan = MessagePrice.yuan(fee.li().applyAsInt(ServiceDay.date(clock.instant())));
        var lines = before == null ? Costs.of(scripts, asked, yuan) : Costs.compared(old, scripts, asked, yuan);
        lines.forEach(spec.commandLine().getOut()::println);
        if (lines.isEmpty()) {
            spec.commandLine().getOut().println(before == null ? "No way costs anything." : "Nothing costs otherwise.");
        }
    }

    private @Nullable Scripts read(Path sms, Path voice) {
        return told(ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue()));
    }

    private @Nullable Scripts told(Loaded loaded) {
        if (loaded.scripts() == null) {
            loaded.faults().forEach(spec.commandLine().getErr()::println);
        }
        return loaded.scripts();
    }
}

package cn.smspay.app;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.Rendering;
import cn.smspay.talk.reading.ScriptFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For an author who wants to see a text as subscribers get it. */
@Command(
        name = "say",
        description = {
            "Prints what is said at a place of a dialogue, in every language, with characters, alphabet and short messages,",
            "like: smspay say tx ask_pin --with amount=100",
            "Values that are not given are made up. Without a place, lists the places."
        },
        mixinStandardHelpOptions = true)
final class SayCommand implements Callable<Integer> {
    private static final String COMMON = "common";

    @Parameters(
            index = "0",
            paramLabel = "DIALOGUE",
            description = "Like tx; common for what the engine says by itself.")
    private String dialog = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PLACE",
            description = "Like ask_pin, withdraw.ok, late or notice.withdrawal_paid, or a number like T02.")
    private @Nullable String place;

    @Option(names = "--with", paramLabel = "NAME=VALUE", description = "What stands for a placeholder.")
    private Map<String, String> with = new LinkedHashMap<>();

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var loaded = ScriptFiles.load(folders.dialogs(), folders.ivrScripts(), ServiceCatalogue.catalogue());
        var scripts = loaded.scripts();
        if (scripts == null) {
            loaded.faults().forEach(err::println);
            err.println("Nothing is said until these faults are mended.");
            return Exit.WRONG;
        }
        var names = new TreeSet<>(scripts.dialogs().keySet());
        names.add(COMMON);
        if (!names.contains(dialog)) {
            err.println("no dialogue is called \"" + dialog + "\"; " + Faults.suggestion(dialog, names));
            return Exit.USAGE;
        }
        if (place == null) {
            Rendering.places(scripts, dialog).forEach(out::println);
            return Exit.DONE;
        }
        try {
            Rendering.of(scripts, dialog, place, with).forEach(out::println);
            return Exit.DONE;
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return Exit.USAGE;
        }
    }
}

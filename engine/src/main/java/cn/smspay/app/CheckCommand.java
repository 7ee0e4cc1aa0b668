package cn.smspay.app;

import cn.smspay.desk.ServiceCatalogue;
import cn.smspay.script.Scripts;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What authors run before they hand a file in. */
@Command(
        name = "check",
        description = "Reads all dialogue and voice files and lists every fault with file and line.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Option(names = "--dialogs", paramLabel = "DIR", description = "Where the dialogue files are (default: dialogs).")
    private @Nullable Path dialogs;

    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivr;

    @Override
    public Integer call() {
        var home = Home.find();
        var loaded = Scripts.load(
                dialogs == null ? home.resolve("dialogs") : dialogs,
                ivr == null ? home.resolve("ivr-scripts") : ivr,
                ServiceCatalogue.catalogue());
        loaded.faults().forEach(System.out::println);
        if (loaded.scripts() == null) {
            System.out.println(loaded.faults().size() + " faults.");
            return Main.WRONG;
        }
        System.out.println(loaded.scripts().dialogs().size() + " dialogues are in order.");
        return Main.DONE;
    }
}

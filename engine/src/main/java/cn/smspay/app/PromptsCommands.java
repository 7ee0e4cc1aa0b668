package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import cn.smspay.voice.speech.PromptMaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The recordings of the voice service. */
@Command(
        name = "prompts",
        description = "Looks after the recordings under ivr-scripts/prompts.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class PromptsCommands {
    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivr;

    private PromptMaker maker() {
        return new PromptMaker(ivrFolder().resolve("prompts"));
    }

    private Path ivrFolder() {
        return ivr == null ? Home.find().resolve("ivr-scripts") : ivr;
    }

    private Scripts scripts() {
        var loaded = ScriptFiles.load(Home.find().resolve("dialogs"), ivrFolder(), ServiceCatalogue.catalogue());
        if (loaded.scripts() == null) {
            throw new FaultyScripts(loaded.faults());
        }
        return loaded.scripts();
    }

    /** All texts that are spoken, with their placeholders, and the words that stand for these. */
    private static List<String> spoken(Scripts scripts) {
        return scripts.spokenTexts("zh").stream().map(Template::text).toList();
    }

    @Command(
            name = "check",
            description = "Lists what is spoken and has no recording, and recordings that are stale or damaged.")
    int check(
            @Option(names = "--mixed", description = "Let recordings of persons and generated ones stand together.")
                    boolean mixed) {
        var scripts = scripts();
        var maker = maker();
        var faults = new ArrayList<>(maker.check(spoken(scripts)));
        faults.addAll(scripts.unspeakable("zh"));
        if (!mixed) {
            maker.mixed().ifPresent(faults::add);
        }
        faults.forEach(System.out::println);
        System.out.println(faults.isEmpty() ? "Every spoken text has its recording." : faults.size() + " faults.");
        return faults.isEmpty() ? Exit.DONE : Exit.WRONG;
    }

    @Command(
            name = "make",
            description = {
                "Generates recordings that are missing or stale, with espeak-ng (Debian package espeak-ng).",
                "Recordings of people are never overwritten."
            })
    int make() {
        try {
            var made = maker().make();
            made.forEach(System.out::println);
            System.out.println(made.size() + " recordings made.");
            return Exit.DONE;
        } catch (IllegalStateException e) {
            throw new Exit.Refused(String.valueOf(e.getMessage()));
        }
    }

    @Command(
            name = "todo",
            description =
                    "Prints what a studio has to record: file, text and a sentence in which it is heard, by tabs.")
    int todo() {
        System.out.println("file\ttext\tcontext");
        maker().todo(spoken(scripts()))
                .forEach(line -> System.out.println(line.file() + '\t' + line.text() + '\t' + line.context()));
        return Exit.DONE;
    }

    @Command(name = "export", description = "Writes the recordings as an Asterisk plays them.")
    int export(
            @Parameters(paramLabel = "DIR", description = "A folder under Asterisk's sounds; must exist.")
                    Path target) {
        if (!Files.isDirectory(target)) {
            throw new Exit.Refused("there is no folder " + target);
        }
        maker().export(target);
        return Exit.DONE;
    }
}

package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.FileFault;
import cn.smspay.cli.Home;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.engine.ScriptGate;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import cn.smspay.voice.speech.PromptLanguage;
import cn.smspay.voice.speech.PromptMaker;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

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
            scope = ScopeType.INHERIT,
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivr;

    @Option(
            names = "--language",
            paramLabel = "LANG",
            scope = ScopeType.INHERIT,
            description = "zh or en: the recordings of one language (default: of all that calls are held in).")
    private @Nullable String only;

    /** The recordings of each language that is asked for. */
    private Map<PromptLanguage, PromptMaker> makers(Scripts scripts) {
        var asked = only;
        var languages = asked == null
                ? PromptLanguage.of(scripts.spokenLanguages())
                : PromptLanguage.of(asked)
                        .map(List::of)
                        .orElseThrow(() -> new Exit.Refused("--language is zh or en, not " + asked));
        var makers = new EnumMap<PromptLanguage, PromptMaker>(PromptLanguage.class);
        languages.forEach(each -> makers.put(each, new PromptMaker(each.in(ivrFolder()), each)));
        return makers;
    }

    private Path ivrFolder() {
        return ivr == null ? Home.files().resolve("ivr-scripts") : ivr;
    }

    private Scripts scripts() {
        var loaded = ScriptFiles.load(Home.files().resolve("dialogs"), ivrFolder(), ServiceCatalogue.catalogue());
        if (loaded.scripts() == null) {
            throw new FaultyScripts(loaded.faults());
        }
        return loaded.scripts();
    }

    /** All texts that are spoken, with their placeholders, and the words that stand for these. */
    private static List<String> spoken(Scripts scripts, PromptLanguage language) {
        return scripts.spokenTexts(language.tag()).stream().map(Template::text).toList();
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Lists what is spoken and has no recording, and recordings that are stale or damaged.")
    int check(
            @Option(names = "--mixed", description = "Let recordings of persons and generated ones stand together.")
                    boolean mixed) {
        var scripts = scripts();
        var faults = new ArrayList<String>();
        makers(scripts).forEach((language, maker) -> {
            faults.addAll(ScriptGate.unheard(scripts, maker, language));
            if (!mixed) {
                maker.mixed().ifPresent(faults::add);
            }
        });
        faults.forEach(System.out::println);
        System.out.println(
                faults.isEmpty()
                        ? "Every spoken text has its recording."
                        : faults.size() + (faults.size() == 1 ? " fault." : " faults."));
        return faults.isEmpty() ? Exit.DONE : Exit.WRONG;
    }

    @Command(
            name = "make",
            mixinStandardHelpOptions = true,
            description = {
                "Generates recordings that are missing or stale, with espeak-ng (Debian package espeak-ng).",
                "A text without an entry in prompts.yaml gets one, with a proposal of its pinyin; look at it.",
                "Recordings of people are never overwritten."
            })
    int make() {
        try {
            int made = 0;
            var scripts = scripts();
            for (var maker : makers(scripts).entrySet()) {
                var entries = maker.getValue().propose(spoken(scripts, maker.getKey()));
                if (!entries.isEmpty()) {
                    ScriptFolders.mustBeBeside(ivr);
                    maker.getValue().write(entries);
                    entries.forEach(entry -> System.out.println("prompts.yaml has now "
                            + maker.getKey().prefix() + entry.name() + ": " + entry.text()
                            + (entry.say().isEmpty() ? "" : "  say: " + entry.say())
                            + (entry.unsure().isEmpty()
                                    ? ""
                                    : "  (look at the reading of " + String.join("", entry.unsure()) + ")")));
                }
            }
            for (var maker : makers(scripts).entrySet()) {
                var names = maker.getValue().make();
                names.forEach(name -> System.out.println(maker.getKey().prefix() + name));
                made += names.size();
            }
            System.out.println(made + " recordings made.");
            return Exit.DONE;
        } catch (IllegalStateException e) {
            throw new Exit.Refused(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new Exit.Refused(FileFault.words(Objects.requireNonNull(e.getCause())));
        }
    }

    @Command(
            name = "todo",
            mixinStandardHelpOptions = true,
            description =
                    "Prints what a studio has to record: file, text and a sentence in which it is heard, by tabs.")
    int todo() {
        System.out.println("file\ttext\tcontext");
        var scripts = scripts();
        makers(scripts)
                .forEach((language, maker) -> maker.todo(spoken(scripts, language))
                        .forEach(line -> System.out.println(
                                language.prefix() + line.file() + '\t' + line.text() + '\t' + line.context())));
        return Exit.DONE;
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the recordings as an Asterisk plays them.")
    int export(
            @Parameters(paramLabel = "DIR", description = "A folder under Asterisk's sounds; must exist.")
                    Path target) {
        if (!Files.isDirectory(target)) {
            throw new Exit.Refused("there is no folder " + target);
        }
        makers(scripts()).values().forEach(maker -> maker.export(target));
        return Exit.DONE;
    }
}

package cn.smspay.app;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.config.ConfigReader;
import cn.smspay.engine.ScriptGate;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.Loaded;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatFile;
import cn.smspay.tools.transcript.ChatRun;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What authors run before they hand a file in. */
@Command(
        name = "check",
        description = {
            "Reads all dialogue and voice files and lists every fault with file, line and column;",
            "then the recordings, then the transcripts beside the files.",
            "Ends with 0 if all is in order, 1 if something is wrong, 2 if it could not look."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    enum Format {
        text,
        json
    }

    @Option(names = "--dialogs", paramLabel = "DIR", description = "Where the dialogue files are (default: dialogs).")
    private @Nullable Path dialogs;

    @Option(
            names = "--ivr-scripts",
            paramLabel = "DIR",
            description = "Where the voice files are (default: ivr-scripts).")
    private @Nullable Path ivr;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            description =
                    "Settings whose limits and agents the files must fit (default: conf/smspay.yaml if it is there).")
    private @Nullable Path conf;

    @Option(
            names = "--only",
            paramLabel = "FILE",
            description = "Lists the faults of this file alone and plays its transcript alone, like dialogs/kt.yaml.")
    private @Nullable String only;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: one object a fault and line (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Option(names = "--no-chat", description = "Does not play the transcripts beside the files.")
    private boolean noChat;

    @Override
    public Integer call() throws IOException {
        var home = Home.files();
        var sms = dialogs == null ? home.resolve("dialogs") : dialogs;
        var voice = ivr == null ? home.resolve("ivr-scripts") : ivr;
        var loaded = load(home, sms, voice);
        var faults = loaded.faults().stream().filter(this::isAsked).toList();
        faults.forEach(this::print);
        var scripts = loaded.scripts();
        if (scripts == null) {
            say(faults.size() + (faults.size() == 1 ? " fault." : " faults."));
            return Exit.WRONG;
        }
        say(scripts.dialogs().size() + " dialogues are in order.");
        var unheard = ScriptGate.unheard(scripts, voice);
        unheard.forEach(line -> print("prompts", line));
        if (!unheard.isEmpty()) {
            say(unheard.size() + " faults of recordings.");
            return Exit.WRONG;
        }
        return noChat || play(home, scripts, transcripts(sms, voice)) ? Exit.DONE : Exit.WRONG;
    }

    private Loaded load(Path home, Path sms, Path voice) {
        var settings = conf == null ? home.resolve("conf/smspay.yaml") : conf;
        if (conf == null && !Files.exists(settings)) {
            return ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        }
        return new ScriptGate(ConfigReader.authors(settings, System.getenv()).in(sms, voice)).open();
    }

    private boolean isAsked(Fault fault) {
        return only == null || fault.file().equals(only);
    }

    private List<Path> transcripts(Path sms, Path voice) throws IOException {
        var stem = only == null ? "" : only.replaceFirst("\\.[a-z]+$", "").replaceFirst(".*/", "");
        return ChatFile.in(sms, voice).stream()
                .filter(file -> only == null
                        || file.getFileName()
                                .toString()
                                .replaceFirst("\\..*", "")
                                .equals(stem))
                .toList();
    }

    private void print(Fault fault) {
        if (format == Format.text) {
            System.out.println(fault);
            return;
        }
        System.out.println(JsonNodeFactory.instance
                .objectNode()
                .put("file", fault.file())
                .put("line", fault.line())
                .put("column", fault.place().column())
                .put("rule", fault.rule())
                .put("warning", fault.warning())
                .put("text", fault.text()));
    }

    private void print(String kind, String line) {
        System.out.println(
                format == Format.text
                        ? line
                        : JsonNodeFactory.instance
                                .objectNode()
                                .put("kind", kind)
                                .put("text", line));
    }

    /** Words between the findings, for people only. */
    private void say(String words) {
        if (format == Format.text) {
            System.out.println(words);
        }
    }

    private boolean play(Path home, Scripts scripts, List<Path> files) throws IOException {
        var run = new ChatRun(home, line -> print("transcript", line));
        run.play(files, scripts, false);
        say(run.cases() + " transcripts were played, " + run.wrong() + " went otherwise.");
        return run.wrong() == 0;
    }
}

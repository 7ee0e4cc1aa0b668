package cn.smspay.app;

import cn.smspay.base.yaml.Fault;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.cli.WatchedFiles;
import cn.smspay.config.ConfigReader;
import cn.smspay.engine.ScriptGate;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.Loaded;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatFile;
import cn.smspay.tools.transcript.ChatRun;
import cn.smspay.tools.transcript.ProgressLine;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
    /** So long after a save its verdict begins at most. */
    private static final long LOOK_MILLIS = 150;

    private static final long NANOS_A_MILLI = 1_000_000;

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String YELLOW = "\u001b[33m";
    private static final String PLAIN = "\u001b[0m";

    private Set<String> saved = Set.of();

    enum Format {
        text,
        json
    }

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

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

    @Option(
            names = "--watch",
            description =
                    "Goes on, and looks again whenever a file is saved: at all files, and at the transcripts of those saved.")
    private boolean watch;

    @Option(names = "--no-chat", description = "Does not play the transcripts beside the files.")
    private boolean noChat;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = Home.files();
        var sms = folders.dialogs();
        var voice = folders.ivrScripts();
        if (!watch) {
            return look(home, sms, voice);
        }
        var files = new WatchedFiles(sms, voice);
        look(home, sms, voice);
        say("Watching; Ctrl+C ends.");
        while (!Thread.currentThread().isInterrupted()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            again(home, sms, voice, files.changed());
        }
        return Exit.DONE;
    }

    /** What was saved, and how it stands with all files now. */
    void again(Path home, Path sms, Path voice, Set<Path> changed) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        long began = System.nanoTime();
        saved = changed.stream()
                .map(path -> path.getFileName().toString().replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        var names = changed.stream().map(path -> path.getFileName().toString()).toList();
        boolean good = look(home, sms, voice) == Exit.DONE;
        say(String.join(", ", names) + (good ? ": in order" : ": not in order") + " ("
                + (System.nanoTime() - began) / NANOS_A_MILLI + " ms)");
    }

    private int look(Path home, Path sms, Path voice) throws IOException {
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
            say(unheard.size() + (unheard.size() == 1 ? " fault" : " faults") + " of recordings.");
        }
        boolean played = noChat || play(home, scripts, transcripts(sms, voice));
        return played && unheard.isEmpty() ? Exit.DONE : Exit.WRONG;
    }

    private Loaded load(Path home, Path sms, Path voice) {
        var settings = conf == null ? home.resolve("conf/smspay.yaml") : conf;
        if (conf == null && !Files.exists(settings)) {
            return ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        }
        return new ScriptGate(ConfigReader.authors(settings, System.getenv()).in(sms, voice)).open();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private boolean isAsked(Fault fault) {
        return only == null || fault.file().equals(only);
    }

    private List<Path> transcripts(Path sms, Path voice) throws IOException {
        var stem = only == null ? "" : only.replaceFirst("\\.[a-z]+$", "").replaceFirst(".*/", "");
        return ChatFile.in(sms, voice).stream()
                .filter(this::wasSaved)
                .filter(file -> only == null
                        || file.getFileName()
                                .toString()
                                .replaceFirst("\\..*", "")
                                .equals(stem))
                .toList();
    }

    /** The texts that all share are in the transcripts of all. */
    private boolean wasSaved(Path file) {
        return saved.isEmpty()
                || saved.stream().anyMatch(name -> name.startsWith("_"))
                || saved.contains(file.getFileName().toString().replaceFirst("\\..*", ""));
    }

    private void print(Fault fault) {
        if (format == Format.text) {
            // On a terminal, unless NO_COLOR is set.
            out().println(coloured(
                    fault, spec.commandLine().getColorScheme().ansi().enabled()));
            return;
        }
        out().println(JsonNodeFactory.instance
                .objectNode()
                .put("file", fault.file())
                .put("line", fault.line())
                .put("column", fault.place().column())
                .put("rule", fault.rule())
                .put("warning", fault.warning())
                .put("text", fault.text()));
    }

    /** The place stands out, and what is wrong is told from what is odd. */
    static String coloured(Fault fault, boolean colours) {
        var text = fault.toString();
        int place = fault.place().toString().length();
        return colours
                ? BOLD + text.substring(0, place) + PLAIN + (fault.warning() ? YELLOW : RED) + text.substring(place) + PLAIN
                : text;
    }

    private void print(String kind, String line) {
        out().println(
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
            out().println(words);
        }
    }

    private boolean play(Path home, Scripts scripts, List<Path> files) throws IOException {
        var run = new ChatRun(
                home,
                line -> print("transcript", line),
                false,
                format == Format.text ? ProgressLine.onTerminal() : line -> {});
        run.play(files, scripts, false);
        say(run.cases() + " transcripts were played, " + run.wrong() + " went otherwise.");
        return run.wrong() == 0;
    }
}

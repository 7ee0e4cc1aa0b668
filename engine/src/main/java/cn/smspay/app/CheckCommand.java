package cn.smspay.app;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
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
import cn.smspay.tools.transcript.ChatStages;
import cn.smspay.tools.transcript.ProgressLine;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
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

    /** Of a watch: kept from look to look. */
    private @Nullable ChatStages stages;

    /** Of a watch: what was read last, if it is in order, and the transcripts that are still to be played on it. */
    private @Nullable Scripts read;

    private final Deque<Path> waiting = new ArrayDeque<>();
    private int others;
    private int othersWrong;

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
                    "Goes on, and looks again whenever a file is saved: at all files, and first at the transcripts of those saved.")
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
        only = only == null ? null : chosen(only, sms, voice);
        try (var kept = new ChatStages()) {
            if (!noChat) {
                kept.prepare();
            }
            playOn(kept);
            return watch ? watch(home, sms, voice) : look(home, sms, voice);
        }
    }

    /** From now on transcripts are played on these. */
    void playOn(ChatStages kept) {
        stages = kept;
    }

    private int watch(Path home, Path sms, Path voice) throws IOException, InterruptedException {
        var files = new WatchedFiles(sms, voice);
        look(home, sms, voice, path -> false);
        say("Watching; Ctrl+C ends.");
        while (!Thread.currentThread().isInterrupted()) {
            if (!next(home)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            again(home, sms, voice, files.changed());
        }
        return Exit.DONE;
    }

    /** What was saved, and how it stands with all files and with the transcripts of those saved now; the others wait. */
    void again(Path home, Path sms, Path voice, Set<Path> changed) throws IOException {
        if (changed.isEmpty()) {
            return;
        }
        long began = System.nanoTime();
        var saved = changed.stream().map(CheckCommand::stem).collect(Collectors.toSet());
        var names = changed.stream().map(path -> path.getFileName().toString()).toList();
        boolean good = look(home, sms, voice, path -> saved.contains(stem(path))) == Exit.DONE;
        say(String.join(", ", names) + (good ? ": in order" : ": not in order") + " ("
                + (System.nanoTime() - began) / NANOS_A_MILLI + " ms)");
    }

    /** Plays the next of the transcripts that wait, and says at the end how they went; false if none waits. */
    boolean next(Path home) throws IOException {
        var file = waiting.poll();
        if (file == null || read == null) {
            return false;
        }
        var run = play(home, read, List.of(file));
        others += run.cases();
        othersWrong += run.wrong();
        if (waiting.isEmpty()) {
            told("The other transcripts", others, othersWrong);
        }
        return true;
    }

    private int look(Path home, Path sms, Path voice) throws IOException {
        return look(home, sms, voice, path -> true);
    }

    /** @param first which transcripts belong to the verdict; the others wait */
    private int look(Path home, Path sms, Path voice, Predicate<Path> first) throws IOException {
        read = null;
        waiting.clear();
        others = 0;
        othersWrong = 0;
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
        if (noChat) {
            return unheard.isEmpty() ? Exit.DONE : Exit.WRONG;
        }
        read = scripts;
        var parts = transcripts(sms, voice).stream().collect(Collectors.partitioningBy(first));
        waiting.addAll(parts.getOrDefault(false, List.of()));
        var now = parts.getOrDefault(true, List.of());
        if (now.isEmpty() && !waiting.isEmpty()) {
            return unheard.isEmpty() ? Exit.DONE : Exit.WRONG;
        }
        var run = play(home, scripts, now);
        told("", run.cases(), run.wrong());
        return run.wrong() == 0 && unheard.isEmpty() ? Exit.DONE : Exit.WRONG;
    }

    private void told(String which, int cases, int wrong) {
        say((which.isEmpty() ? cases + " transcripts were played, " : which + ": " + cases + " played, ") + wrong
                + " went otherwise.");
    }

    /** What a file and its transcripts are both called. */
    private static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "").replaceFirst("^_", "");
    }

    private Loaded load(Path home, Path sms, Path voice) {
        var settings = conf == null ? home.resolve("conf/smspay.yaml") : conf;
        if (conf == null && !Files.exists(settings)) {
            return ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        }
        return new ScriptGate(ConfigReader.authors(settings, System.getenv()).in(sms, voice)).open();
    }

    /** The file that is meant by {@code dialogs/kt.yaml}, by its path, or by {@code kt}. */
    private static String chosen(String asked, Path sms, Path voice) throws IOException {
        var name = asked.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.(yaml|chat)$", "");
        var names = new TreeMap<String, String>();
        for (var folder : Map.of("dialogs/", sms, "ivr-scripts/", voice).entrySet()) {
            try (var files = Files.list(folder.getValue())) {
                files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(".yaml"))
                        .forEach(file -> names.put(file.replaceFirst("\\.yaml$", ""), folder.getKey() + file));
            }
        }
        var found = names.get(name);
        if (found == null) {
            throw new Exit.Refused("there is no file " + asked + "; " + Faults.suggestion(name, names.keySet()));
        }
        return found;
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
                .filter(file -> only == null
                        || file.getFileName()
                                .toString()
                                .replaceFirst("\\..*", "")
                                .equals(stem))
                .toList();
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
                ? BOLD
                        + text.substring(0, place)
                        + PLAIN
                        + (fault.warning() ? YELLOW : RED)
                        + text.substring(place)
                        + PLAIN
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

    private ChatRun play(Path home, Scripts scripts, List<Path> files) throws IOException {
        var run = new ChatRun(
                home,
                line -> print("transcript", line),
                false,
                format == Format.text ? ProgressLine.onTerminal() : line -> {},
                stages);
        run.play(files, scripts, false);
        return run;
    }
}

package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.cli.ScriptFolders;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays the transcripts that stand beside the dialogue files. */
@Command(
        name = "chat",
        description = {
            "Plays transcripts and says where they go otherwise: in this process, on a clock that only they turn;",
            "with --smpp through a real connection to a fresh engine."
        },
        mixinStandardHelpOptions = true)
public final class ChatCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            description = "Transcripts (default: all of dialogs/*.chat and ivr-scripts/*.chat).")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--update", description = "Writes what was really said into the files. Read it before you keep it.")
    private boolean update;

    @Option(names = "--smpp", description = "Sends the lines through a real SMPP connection. Slower.")
    private boolean smpp;

    @Option(
            names = "--coverage",
            description =
                    "Names every way through the dialogues that no transcript walks; ends with 1 if there is one.")
    private boolean coverage;

    @Option(
            names = "--draft",
            description = {
                "Adds to the transcripts a case for each way that none walks, with what is said there;",
                "with FILE only to these.",
                "Read them before you keep them."
            })
    private boolean draft;

    @Option(
            names = "--mutate",
            description =
                    "Puts one mistake at a time into the files and names those that nothing notices. Takes a minute or two.")
    private boolean mutate;

    @Option(
            names = "--one-of",
            paramLabel = "N",
            defaultValue = "1",
            description = "With --mutate: tries only every n-th mistake (default: all).")
    private int oneOf = 1;

    @Mixin
    private final ScriptFolders folders = new ScriptFolders();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (draft || (update && files.isEmpty())) {
            folders.mustBeOwn();
        }
        var home = Home.files();
        var sms = folders.dialogs();
        var voice = folders.ivrScripts();
        try (var stages = new ChatStages()) {
            if (!smpp) {
                stages.prepare();
            }
            return play(home, sms, voice, stages);
        }
    }

    private int play(Path home, Path sms, Path voice, ChatStages stages) throws IOException {
        var loaded = ScriptFiles.load(sms, voice, ServiceCatalogue.catalogue());
        var scripts = loaded.scripts();
        if (scripts == null) {
            throw new FaultyScripts(loaded.faults());
        }
        if (oneOf < 1) {
            say("--one-of wants a number from 1 on, not " + oneOf);
            return Exit.USAGE;
        }
        var all = ChatFile.in(sms, voice);
        var gone = new ArrayList<String>();
        var chosen = files.isEmpty()
                ? all
                : files.stream()
                        .flatMap(file -> chosen(file, all, gone).stream())
                        .toList();
        var run = new ChatRun(home, this::say, smpp, ProgressLine.onTerminal(), stages);
        run.play(chosen, scripts, update);
        gone.forEach(this::say);
        int wrong = run.wrong() + gone.size();
        say(run.cases() + " cases played, " + (wrong == 0 ? "all as written." : wrong + " wrong."));
        boolean good = wrong == 0;
        if (draft) {
            run.draft(scripts, sms, voice, wanted()).forEach(file -> say("written: " + file));
        }
        if (coverage) {
            good &= cover(run, scripts);
        }
        if (mutate) {
            good &= tell(Mutants.of(scripts, run, oneOf));
        }
        return good ? Exit.DONE : Exit.WRONG;
    }

    /** The file that is meant by its path, or by {@code kt}; one that is not there is told in {@code gone}. */
    private static Optional<Path> chosen(Path asked, List<Path> all, List<String> gone) {
        if (Files.exists(asked) || Files.isSymbolicLink(asked)) {
            return Optional.of(asked);
        }
        var name = asked.getFileName().toString().replaceFirst("\\.(chat|yaml)$", "");
        var byName = new TreeMap<String, Path>();
        all.forEach(file -> byName.put(file.getFileName().toString().replaceFirst("\\.chat$", ""), file));
        var meant = byName.get(asked.getNameCount() == 1 ? name : "");
        if (meant == null) {
            gone.add(asked + ": there is no such file; " + Faults.suggestion(name, byName.keySet()));
        }
        return Optional.ofNullable(meant);
    }

    /** Who names files wants cases in these alone: what the others hold was not played. */
    private Predicate<String> wanted() {
        var names = files.stream().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        return name -> names.isEmpty() || names.contains(name);
    }

    private boolean cover(ChatRun run, Scripts scripts) {
        long all = DialogueWays.of(scripts).stream().distinct().count();
        var missing = run.missing(scripts);
        missing.forEach(way -> say("not walked: " + way));
        say(String.format(
                Locale.ROOT,
                "%d of %d ways walked, %.1f %%.",
                all - missing.size(),
                all,
                100.0 * (all - missing.size()) / Math.max(1, all)));
        return missing.isEmpty();
    }

    private boolean tell(Mutants.Score score) {
        score.survivors().forEach(this::say);
        say(String.format(
                Locale.ROOT,
                "%d mistakes tried, %d found by check, %d noticed by no transcript: %.1f %% are noticed.",
                score.tried(),
                score.refused(),
                score.survivors().size(),
                score.percent()));
        return score.percent() > Mutants.WANTED;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }
}

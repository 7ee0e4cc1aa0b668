package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Plays whole files of transcripts and tells how they went, in plain lines. In this process several cases are played at a
 * time; those that look into the log alone, and those by SMPP one after the other.
 */
public final class ChatRun {
    private static final int PLAYERS_MAX = 4;
    private static final String CANNOT = "cannot be done: ";

    private final Path home;
    private final Consumer<String> out;
    private final boolean smpp;
    private final Consumer<String> progress;
    private final StageStore where;
    private final @Nullable ChatStages stages;
    private final Map<ChatFile.Case, ChatPlayer.Result> results = new ConcurrentHashMap<>();
    /** In how many cases of a file something cannot be done for one reason: it is told once. */
    private final Map<String, Integer> alike = new LinkedHashMap<>();

    private int cases;
    private int wrong;

    public ChatRun(Path home, Consumer<String> out) {
        this(home, out, false, line -> {});
    }

    /**
     * @param smpp whether the lines go through a real SMPP connection
     * @param progress told now and then how far it is
     */
    public ChatRun(Path home, Consumer<String> out, boolean smpp, Consumer<String> progress) {
        this(home, out, smpp, progress, StageStore.FILES, null);
    }

    /** @param where the databases of its stages are */
    ChatRun(Path home, Consumer<String> out, boolean smpp, Consumer<String> progress, StageStore where) {
        this(home, out, smpp, progress, where, null);
    }

    /** @param stages to play on in this process; null for some of its own */
    public ChatRun(
            Path home, Consumer<String> out, boolean smpp, Consumer<String> progress, @Nullable ChatStages stages) {
        this(home, out, smpp, progress, StageStore.FILES, stages);
    }

    private ChatRun(
            Path home,
            Consumer<String> out,
            boolean smpp,
            Consumer<String> progress,
            StageStore where,
            @Nullable ChatStages stages) {
        this.stages = stages;
        this.home = home;
        this.out = out;
        this.smpp = smpp;
        this.progress = progress;
        this.where = where;
    }

    StageStore where() {
        return where;
    }

    /** @param update whether what was really said takes the place of what was expected */
    public void play(List<Path> paths, Scripts scripts, boolean update) throws IOException {
        var files = new ArrayList<ChatFile>();
        for (Path path : paths) {
            files.add(ChatFile.read(path, home, scripts));
        }
        var all = files.stream().flatMap(file -> file.cases().stream()).toList();
        try (var log = new ChatLog()) {
            playAll(all, scripts, log);
        }
        for (ChatFile file : files) {
            file.faults().forEach(out);
            wrong += file.faults().size();
            var said = new HashMap<Integer, List<String>>();
            alike.clear();
            file.cases().forEach(played -> said.putAll(tell(played, update)));
            alike.forEach((cause, cases) -> {
                if (cases > 1) {
                    out.accept("  and " + (cases - 1) + " more of this file: " + cause);
                }
            });
            if (update) {
                update(file, said);
            }
        }
    }

    private void playAll(List<ChatFile.Case> all, Scripts scripts, ChatLog log) {
        var left = new Left(all.size(), progress);
        if (smpp) {
            try (var stage = new WireStage(home, log, where)) {
                all.forEach(played -> left.done(played, results.put(played, stage.play(played, scripts))));
            }
            return;
        }
        var alone = all.stream().filter(ChatFile.Case::looksIntoTheLog).toList();
        var together = all.stream().filter(played -> !played.looksIntoTheLog()).toList();
        log.keep(false);
        var own = new ChatStages(where);
        try {
            var used = stages == null ? own : stages;
            players(together, used, log, (stage, played) -> {
                results.put(played, stage.play(played, scripts));
                left.done(played, null);
            });
            log.keep(true);
            players(alone.isEmpty() ? List.of() : List.of(alone), used, log, (stage, cases) -> {
                for (var played : cases) {
                    log.forget();
                    results.put(played, stage.play(played, scripts));
                    left.done(played, null);
                }
            });
        } finally {
            own.close();
        }
    }

    /** Tells how far it is. */
    private static final class Left {
        private static final int EVERY = 10;

        private final int all;
        private final Consumer<String> progress;
        private final AtomicInteger played = new AtomicInteger();

        Left(int all, Consumer<String> progress) {
            this.all = all;
            this.progress = progress;
        }

        void done(ChatFile.Case last, ChatPlayer.@Nullable Result unused) {
            int count = played.incrementAndGet();
            if (count % EVERY == 0 || count == all) {
                progress.accept(last.file() + " " + count + "/" + all);
            }
        }
    }

    /** What is done with each of some things on a stage. */
    interface Playing<T> {
        void play(LocalStage stage, T thing);
    }

    /** Does the same with many things on several stages. */
    static <T> void players(Collection<T> things, ChatStages stages, ChatLog log, Playing<T> playing) {
        var queue = new ConcurrentLinkedQueue<>(things);
        int players = Math.min(Math.min(PLAYERS_MAX, Runtime.getRuntime().availableProcessors()), things.size());
        if (players == 0) {
            return;
        }
        var threads = Executors.newFixedThreadPool(players, work -> new Thread(work, "chat-player"));
        try {
            var running = new ArrayList<Future<?>>();
            for (int i = 0; i < players; i++) {
                running.add(threads.submit(() -> {
                    var stage = stages.take(log);
                    boolean sound = false;
                    try {
                        for (var thing = queue.poll(); thing != null; thing = queue.poll()) {
                            playing.play(stage, thing);
                        }
                        sound = true;
                        stages.give(stage);
                    } finally {
                        if (!sound) {
                            stage.close();
                        }
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a transcript could not be played", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Map<Integer, List<String>> tell(ChatFile.Case played, boolean update) {
        var result = results.get(played);
        cases++;
        if (result == null) {
            return Map.of();
        }
        if (!result.failures().isEmpty() && !update) {
            wrong++;
            var last = result.failures().get(result.failures().size() - 1);
            int cause = last.indexOf(CANNOT);
            if (cause >= 0 && alike.merge(last.substring(cause), 1, Integer::sum) > 1) {
                return result.said();
            }
            out.accept(played.file() + ":" + played.number() + ": case " + played.title());
            result.failures().forEach(failure -> out.accept("  " + failure));
        }
        return result.said();
    }

    public int cases() {
        return cases;
    }

    /** Cases that went otherwise, and lines that could not be read. */
    public int wrong() {
        return wrong;
    }

    /** Ways that some case has walked. */
    public Set<String> walked() {
        var walked = new TreeSet<String>();
        results.values().forEach(result -> walked.addAll(result.ways()));
        return walked;
    }

    /** Ways of the files that no case has walked. */
    public List<String> missing(Scripts scripts) {
        var walked = walked();
        return DialogueWays.of(scripts).stream()
                .distinct()
                .filter(way -> !walked.contains(way))
                .toList();
    }

    /**
     * Adds to the transcripts a case for each way that none walks, with what is said there. Whoever wrote the dialogue reads
     * them before they are kept.
     *
     * @param wanted whether cases may be added to a file, by its name
     * @return the files that were written
     */
    public List<String> draft(Scripts scripts, Path dialogs, Path ivr, Predicate<String> wanted) throws IOException {
        Map<String, List<String>> written;
        try (var log = new ChatLog();
                var stage = new LocalStage(log, where)) {
            log.keep(false);
            var drafts = new DraftTranscripts(scripts, stage, wanted);
            written = new LinkedHashMap<>(drafts.of(missing(scripts)));
            var titles = new TreeSet<String>();
            results.keySet().forEach(played -> titles.add(played.title()));
            drafts.afterEachWay(titles)
                    .forEach((file, lines) -> written.computeIfAbsent(file, each -> new ArrayList<>())
                            .addAll(lines));
        }
        for (var each : written.entrySet()) {
            var folder = each.getKey().startsWith("ivr-scripts/") ? ivr : dialogs;
            var file = folder.resolve(each.getKey().replaceFirst(".*/", ""));
            var lines = Files.exists(file) ? new ArrayList<>(Files.readAllLines(file)) : new ArrayList<String>();
            lines.addAll(each.getValue());
            Files.write(file, lines, StandardCharsets.UTF_8);
        }
        return List.copyOf(written.keySet());
    }

    /** The cases that went as written, with what each walked. */
    Map<ChatFile.Case, Set<String>> right() {
        var right = new LinkedHashMap<ChatFile.Case, Set<String>>();
        results.forEach((played, result) -> {
            if (result.failures().isEmpty()) {
                right.put(played, result.ways());
            }
        });
        return right;
    }

    /** Rewrites the lines that follow an action, unless they fit what was said. */
    private static void update(ChatFile file, Map<Integer, List<String>> said) throws IOException {
        var texts = Files.readAllLines(file.path(), StandardCharsets.UTF_8);
        var lines = new HashMap<Integer, ChatFile.Line>();
        file.cases().forEach(played -> played.lines().forEach(line -> lines.put(line.number(), line)));
        var written = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            var line = lines.get(i + 1);
            if (line == null || !line.expects()) {
                written.add(texts.get(i));
            }
            var answers = line == null ? null : said.get(line.number());
            if (answers != null) {
                written.addAll(kept(texts, lines, i + 1, answers));
            }
        }
        Files.write(file.path(), written, StandardCharsets.UTF_8);
    }

    /** What the author wrote, if that fits as well; else what was said. */
    private static List<String> kept(
            List<String> texts, Map<Integer, ChatFile.Line> lines, int from, List<String> answers) {
        var old = new ArrayList<String>();
        for (int i = from; i < texts.size(); i++) {
            var line = lines.get(i + 1);
            if (texts.get(i).startsWith("case ") || (line != null && line.acts())) {
                break;
            }
            if (line != null && line.expects()) {
                old.add(texts.get(i));
            }
        }
        boolean rest = !old.isEmpty() && old.get(old.size() - 1).equals("hear " + ChatText.REST);
        int compared = rest ? old.size() - 1 : answers.size();
        if (old.size() < compared || answers.size() < compared || (!rest && old.size() != compared)) {
            return answers;
        }
        for (int i = 0; i < compared; i++) {
            if (!ChatText.matches(ChatText.plain(old.get(i)), ChatText.plain(answers.get(i)), new HashMap<>())) {
                return answers;
            }
        }
        return old;
    }
}

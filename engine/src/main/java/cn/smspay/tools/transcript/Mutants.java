package cn.smspay.tools.transcript;

import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts one mistake at a time into the files that authors write, and says which of them neither the check nor any transcript
 * notices: a wrong way, a wrong end, a condition turned round, another text, a bound or word left out.
 */
public final class Mutants {
    /** Of a hundred mistakes, more than so many ought to be noticed. */
    static final int WANTED = 95;

    private static final Pattern KEY = Pattern.compile("( *(?:- )?)([a-z_0-9]+): (.+?)( +#.*)?");
    private static final Pattern TOP = Pattern.compile("([a-z_]+):.*");
    /** A key one below the top. */
    private static final Pattern ENTRY = Pattern.compile("  ([A-Za-z_0-9]+):.*");

    /** The name of a shared text, as a value. */
    private static final Pattern NAME = Pattern.compile("[:,\\[] *([A-Z][0-9]{2})\\b");

    private static final String COMMON = "/_common.yaml";

    private static final Pattern STEP = Pattern.compile("  ([a-z_0-9]+):(?: *#.*)?");
    private static final Set<String> LEFT_OUT =
            Set.of("min", "max", "take", "prefix", "back", "silence", "again", "no");

    private final Scripts scripts;
    private final Catalogue catalogue;
    private final Map<ChatFile.Case, Set<String>> cases;
    private final Set<String> silent;
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Map<String, String> survivors = new ConcurrentSkipListMap<>();

    /** One file with a mistake in a line. */
    private record Mutant(String file, int line, String was, String is, String text) {
        String place() {
            return String.format(Locale.ROOT, "%s:%04d:%s", file, line, is);
        }

        String words() {
            return file + ":" + line + ": no transcript notices \"" + is.strip() + "\" instead of \"" + was.strip()
                    + '"';
        }
    }

    private Mutants(Scripts scripts, Map<ChatFile.Case, Set<String>> cases) {
        this.scripts = scripts;
        this.catalogue = scripts.catalogue();
        this.cases = cases;
        this.silent = silent();
    }

    /**
     * What came of it.
     *
     * @param tried mistakes that were tried
     * @param refused those that the check finds
     * @param survivors those that nothing notices, a line each
     */
    public record Score(int tried, int refused, List<String> survivors) {
        /** Of a hundred mistakes, so many are noticed. */
        public double percent() {
            return tried == 0 ? 100 : 100.0 * (tried - survivors.size()) / tried;
        }
    }

    /**
     * Tries every mistake, or one of so many.
     *
     * @param run whose cases went as written on these files
     */
    public static Score of(Scripts scripts, ChatRun run, int oneOf) {
        var mutants = new Mutants(scripts, run.right());
        try (var log = new ChatLog();
                var stages = new ChatStages(run.where())) {
            log.keep(false);
            var all = mutants.all();
            var chosen = new ArrayList<Mutant>();
            for (int i = 0; i < all.size(); i += oneOf) {
                chosen.add(all.get(i));
            }
            ChatRun.players(chosen, stages, log, mutants::tryOut);
        }
        return new Score(mutants.tried.get(), mutants.refused.get(), List.copyOf(mutants.survivors.values()));
    }

    private List<Mutant> all() {
        var all = new ArrayList<Mutant>();
        new TreeMap<>(scripts.files()).forEach((file, text) -> of(file, text, all));
        return all;
    }

    private void of(String file, String text, List<Mutant> all) {
        var lines = text.split("\n", -1);
        var steps = steps(lines);
        var block = "";
        var entry = "";
        for (int i = 0; i < lines.length; i++) {
            var top = TOP.matcher(lines[i]);
            block = top.matches() ? top.group(1) : block;
            var inner = ENTRY.matcher(lines[i]);
            entry = top.matches() ? "" : inner.matches() ? inner.group(1) : entry;
            var key = KEY.matcher(lines[i]);
            if (!isUnheard(file, block, entry) && key.matches() && !key.group(3).startsWith("#")) {
                int at = i;
                changed(key.group(2), key.group(3), steps)
                        .forEach(value -> add(file, lines, at, key.group(1) + key.group(2) + ": " + value, all));
                if (LEFT_OUT.contains(key.group(2)) && !key.group(1).contains("-")) {
                    add(file, lines, at, "", all);
                }
                other(key.group(2), key.group(3)).forEach(line -> add(file, lines, at, key.group(1) + line, all));
            }
        }
    }

    /**
     * What no transcript could hear, so that a mistake there is none to it: the table of words, of which each is a value of some
     * texts; the name of a menu, or of a dialogue that never waits for an answer; what the engine says when it stops, or when a
     * release has left nothing of a conversation; what is said to answers of a type that no dialogue asks for.
     */
    private boolean isUnheard(String file, String block, String entry) {
        return switch (block) {
            case "words", "closing" -> true;
            case "title" -> file.startsWith("ivr-scripts/") || dialogs(file).noneMatch(Mutants::waits);
            case "says" -> entry.equals("updated");
            case "refusals" -> file.endsWith(COMMON) && !isAskedFor(entry);
            case "replies" -> file.endsWith(COMMON) && silent.contains(entry);
            default -> false;
        };
    }

    private boolean isAskedFor(String type) {
        return scripts.dialogs().values().stream()
                .flatMap(dialog -> dialog.slots().values().stream())
                .anyMatch(slot -> slot.type().name().equalsIgnoreCase(type));
    }

    /** Names of shared texts that stand only where nothing could be heard. */
    private Set<String> silent() {
        var heard = new TreeSet<String>();
        var unheard = new TreeSet<String>();
        scripts.files().forEach((file, text) -> {
            var block = "";
            var entry = "";
            for (String line : text.split("\n", -1)) {
                var top = TOP.matcher(line);
                block = top.matches() ? top.group(1) : block;
                var inner = ENTRY.matcher(line);
                entry = top.matches() ? "" : inner.matches() ? inner.group(1) : entry;
                var named = block.equals("replies") || !isUnheard(file, block, entry) ? heard : unheard;
                NAME.matcher(line).results().forEach(name -> named.add(name.group(1)));
            }
        });
        unheard.removeAll(heard);
        return unheard;
    }

    private Stream<Dialog> dialogs(String file) {
        return scripts.dialogs().values().stream()
                .filter(dialog -> dialog.file().equals(file));
    }

    /** Whether somebody can be in the middle of it. */
    private static boolean waits(Dialog dialog) {
        return dialog.steps().values().stream()
                .anyMatch(step -> step instanceof Step.Ask ask && !ask.say().isEmpty());
    }

    private static List<String> steps(String[] lines) {
        var steps = new ArrayList<String>();
        boolean inside = false;
        for (String line : lines) {
            inside = line.equals("steps:")
                    || (inside && (line.isBlank() || line.startsWith(" ") || line.startsWith("#")));
            var step = STEP.matcher(line);
            if (inside && step.matches()) {
                steps.add(step.group(1));
            }
        }
        return steps;
    }

    private static void add(String file, String[] lines, int at, String line, List<Mutant> all) {
        var changed = Arrays.copyOf(lines, lines.length);
        changed[at] = line;
        all.add(new Mutant(file, at + 1, lines[at], line, String.join("\n", changed)));
    }

    /** Other values for a key. */
    private static List<String> changed(String key, String value, List<String> steps) {
        return switch (key) {
            case "next" -> anotherStep(value, steps);
            case "end" -> List.of(value.equals("failed") ? "done" : "failed");
            case "when" -> List.of(value.startsWith("not ") ? value.substring(4) : "not " + value);
            case "zh" -> otherText(value);
            case "survives", "interrupts" -> List.of(value.equals("true") ? "false" : "true");
            case "words", "yes", "answer" -> without(value);
            case "key" -> List.of(value.equals("\"8\"") ? "\"7\"" : "\"8\"");
            default -> List.of();
        };
    }

    /** Other keys with the same value. */
    private static List<String> other(String key, String value) {
        return switch (key) {
            case "wait" -> List.of("end: failed");
            case "retry" -> List.of("wait: " + value, "end: failed");
            default -> List.of();
        };
    }

    private static List<String> anotherStep(String value, List<String> steps) {
        int at = steps.indexOf(value);
        return steps.size() < 2 || at < 0 ? List.of() : List.of(steps.get((at + 1) % steps.size()));
    }

    /** The same with its first word in another place, so that it stays as long. */
    private static List<String> otherText(String value) {
        char first = value.charAt(0);
        return Character.isIdeographic(first) ? List.of((first == '错' ? '误' : '错') + value.substring(1)) : List.of();
    }

    private static List<String> without(String value) {
        if (!value.startsWith("[") || !value.contains(",")) {
            return List.of();
        }
        var words = value.substring(1, value.length() - 1).split(", *");
        var all = new ArrayList<String>();
        for (int i = 0; i < words.length; i++) {
            var left = new ArrayList<>(List.of(words));
            left.remove(i);
            all.add("[" + String.join(", ", left) + "]");
        }
        return all;
    }

    private void tryOut(LocalStage stage, Mutant mutant) {
        tried.incrementAndGet();
        var files = new TreeMap<>(scripts.files());
        files.put(mutant.file(), mutant.text());
        var changed = ScriptFiles.read(files, catalogue).scripts();
        if (changed == null) {
            refused.incrementAndGet();
            return;
        }
        for (ChatFile.Case each : near(mutant)) {
            if (!stage.play(each, changed).failures().isEmpty()) {
                return;
            }
        }
        survivors.put(mutant.place(), mutant.words());
    }

    /** The cases that may notice: those of the same name first, then those that walk the dialogue, the short ones first. */
    private List<ChatFile.Case> near(Mutant mutant) {
        var stem = mutant.file().replaceFirst(".*/", "").replaceFirst("\\..*", "");
        var touched = new TreeSet<String>();
        dialogs(mutant.file()).forEach(dialog -> touched.add(dialog.name()));
        boolean shared = touched.isEmpty();
        return cases.entrySet().stream()
                .filter(each -> shared
                        || each.getKey().file().contains("/" + stem + ".")
                        || each.getValue().stream().anyMatch(way -> touched.contains(way.replaceFirst("[. ].*", ""))))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(
                                (ChatFile.Case each) -> !each.file().contains("/" + stem + "."))
                        .thenComparing(each -> each.lines().size()))
                .toList();
    }
}

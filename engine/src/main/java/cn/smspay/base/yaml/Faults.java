package cn.smspay.base.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Collects faults of one set of files. Not thread-safe. */
public final class Faults {
    /** So many names are listed; of more, those that are nearest. */
    private static final int LISTED_MAX = 20;

    private static final int FEW = 6;

    /** Of shorter words hardly a letter may differ. */
    private static final int SHORT = 5;

    /** Words that begin with so many letters alike are of one stem. */
    private static final int STEM = 4;

    private final List<Fault> found = new ArrayList<>();

    public void add(String file, int line, String rule, String text) {
        add(Place.line(file, line), rule, text);
    }

    public void add(Place place, String rule, String text) {
        found.add(new Fault(place, rule, text, false));
    }

    public void warn(String file, int line, String rule, String text) {
        warn(Place.line(file, line), rule, text);
    }

    public void warn(Place place, String rule, String text) {
        found.add(new Fault(place, rule, text, true));
    }

    /** An unknown name, with the nearest of the known ones. */
    public void unknown(String file, int line, String what, String name, Collection<String> known) {
        unknown(Place.line(file, line), what, name, known);
    }

    /** An unknown name, with the nearest of the known ones. */
    public void unknown(Place place, String what, String name, Collection<String> known) {
        add(place, "D03", "unknown " + what + " \"" + name + "\"; " + suggestion(name, known));
    }

    /** An unknown name, with what it is called here; if nobody knows that, with the nearest of the known ones. */
    public void unknown(
            Place place, String what, String name, Collection<String> meant, Collection<String> known) {
        add(
                place,
                "D03",
                "unknown " + what + " \"" + name + "\"; "
                        + (meant.isEmpty()
                                ? suggestion(name, known)
                                : "did you mean \"" + meant.iterator().next() + "\"?"));
    }

    /** Whether a fault, not a mere warning, was found that is like this. */
    public boolean any(Predicate<Fault> like) {
        return found.stream().anyMatch(fault -> !fault.warning() && like.test(fault));
    }

    public boolean none() {
        return found.stream().allMatch(Fault::warning);
    }

    /** By place; a name that is unknown in several lines of a file is one fault. */
    public List<Fault> all() {
        var sorted = found.stream()
                .distinct()
                .sorted(Comparator.comparing(Fault::file)
                        .thenComparingInt(Fault::line)
                        .thenComparingInt(fault -> fault.place().column()))
                .toList();
        var all = new LinkedHashMap<String, Fault>();
        for (Fault fault : sorted) {
            var same = fault.text().startsWith("unknown ") && !fault.text().startsWith("unknown key")
                    ? fault.file() + fault.text()
                    : fault.toString();
            all.putIfAbsent(same, fault);
        }
        return List.copyOf(all.values());
    }

    /** {@code did you mean "x"?}, or the list of what is known when nothing is near. */
    public static String suggestion(String name, Collection<String> known) {
        var sorted = known.stream()
                .sorted(Comparator.<String>comparingInt(each -> distance(name, each))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (sorted.isEmpty()) {
            return "none exist here";
        }
        return sorted.stream()
                .filter(each -> isNear(name, each))
                .findFirst()
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(
                        sorted.size() > LISTED_MAX
                                ? "among the " + sorted.size() + " that exist are "
                                        + String.join(", ", sorted.subList(0, FEW))
                                : "known are " + sorted.stream().sorted().collect(Collectors.joining(", ")));
    }

    /** Whether one may be a slip for the other. */
    public static boolean isNear(String name, String other) {
        int longest = Math.max(name.length(), other.length());
        boolean stem = longest - Math.min(name.length(), other.length()) < STEM
                && name.length() >= STEM
                && other.regionMatches(true, 0, name, 0, STEM);
        int distance = distance(name, other);
        boolean alike = longest > SHORT || other.regionMatches(true, 0, name, 0, 1);
        return stem || distance <= (longest < STEM || !alike ? 1 : Math.max(2, longest / 3));
    }

    /** Levenshtein distance with neighbours exchanged, without regard to case. */
    private static int distance(String first, String second) {
        var a = first.toLowerCase(Locale.ROOT);
        var b = second.toLowerCase(Locale.ROOT);
        var above = new int[b.length() + 1];
        var twoAbove = above;
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], twoAbove[j - 2] + 1);
                }
            }
            twoAbove = above;
            above = row;
        }
        return above[b.length()];
    }
}

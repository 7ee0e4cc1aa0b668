package cn.smspay.base.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Collects faults of one set of files. Not thread-safe. */
public final class Faults {
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
        add(file, line, "D03", "unknown " + what + " \"" + name + "\"; " + suggestion(name, known));
    }

    /** Whether a fault, not a mere warning, was found that is like this. */
    public boolean any(Predicate<Fault> like) {
        return found.stream().anyMatch(fault -> !fault.warning() && like.test(fault));
    }

    public boolean none() {
        return found.stream().allMatch(Fault::warning);
    }

    public List<Fault> all() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Fault::file)
                        .thenComparingInt(Fault::line)
                        .thenComparingInt(fault -> fault.place().column()))
                .toList();
    }

    /** {@code did you mean "x"?}, or the list of what is known when nothing is near. */
    public static String suggestion(String name, Collection<String> known) {
        return known.stream()
                .filter(each -> distance(name, each) <= Math.max(2, name.length() / 3))
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(known.isEmpty() ? "none exist here" : "known are " + String.join(", ", known));
    }

    /** Levenshtein distance, without regard to case. */
    private static int distance(String first, String second) {
        var a = first.toLowerCase(Locale.ROOT);
        var b = second.toLowerCase(Locale.ROOT);
        var above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + change);
            }
            above = row;
        }
        return above[b.length()];
    }
}

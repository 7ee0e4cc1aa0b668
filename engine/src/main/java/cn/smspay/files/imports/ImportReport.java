package cn.smspay.files.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of a file.
 *
 * @param added rows that were new
 * @param changed rows that said something else than what was there
 * @param same rows that were there already
 * @param reissued numbers that have a new owner now
 * @param refused lines that a rule forbids, by reason; nothing of them was written
 * @param faults what could not be read, as {@code file:line: what, and what would be right}; if there is any, nothing was
 *     written
 * @param warnings what is unusual
 */
public record ImportReport(
        int added,
        int changed,
        int same,
        int reissued,
        Map<String, List<Integer>> refused,
        List<String> faults,
        List<String> warnings) {
    /** Nobody reads more lines of one reason. */
    private static final int LINES_TOLD = 10;

    static ImportReport faulty(ImportFaults faults) {
        return new ImportReport(0, 0, 0, 0, Map.of(), faults.all(), faults.warnings());
    }

    /** Whether all of the file is in. */
    public boolean complete() {
        return faults.isEmpty() && refused.isEmpty();
    }

    /** In a sentence, like {@code 2 added, 0 changed, 1 same, 1 refused: brand not eligible, line 2}. */
    public String sentence() {
        var parts = new ArrayList<String>();
        parts.add(added + " added");
        parts.add(changed + " changed");
        parts.add(same + " same");
        if (reissued > 0) {
            parts.add(reissued + " reissued");
        }
        int count = refused.values().stream().mapToInt(List::size).sum();
        var reasons = refused.entrySet().stream()
                .map(entry -> entry.getKey() + ", " + lines(entry.getValue()))
                .collect(Collectors.joining("; "));
        parts.add(count + " refused" + (count > 0 ? ": " + reasons : ""));
        return String.join(", ", parts);
    }

    private static String lines(List<Integer> lines) {
        var told = lines.stream().limit(LINES_TOLD).map(String::valueOf).collect(Collectors.joining(" "));
        int more = lines.size() - LINES_TOLD;
        return (lines.size() == 1 ? "line " : "lines ") + told + (more > 0 ? " and " + more + " more" : "");
    }

    /** Counts rows while a file is read. */
    static final class Counting {
        private int added;
        private int changed;
        private int same;
        private int reissued;
        private final Map<String, List<Integer>> refused = new LinkedHashMap<>();

        void count(RowOutcome written) {
            switch (written) {
                case ADDED -> added++;
                case CHANGED -> changed++;
                case SAME -> same++;
                case REISSUED -> reissued++;
            }
        }

        void refused(String why, int line) {
            refused.computeIfAbsent(why, reason -> new ArrayList<>()).add(line);
        }

        ImportReport report(ImportFaults faults) {
            return new ImportReport(added, changed, same, reissued, refused, faults.all(), faults.warnings());
        }
    }
}

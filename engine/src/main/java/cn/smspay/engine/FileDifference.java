package cn.smspay.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What differs between two sets of files, line by line, as people read it. */
public final class FileDifference {
    /** Above that many pairs of lines a file is said to be another, and no more. */
    private static final long PAIRS_MAX = 25_000_000;

    private FileDifference() {}

    /** A line per file that differs, and under it the lines that went ({@code -}) and came ({@code +}) with their numbers. */
    public static List<String> of(Map<String, String> older, Map<String, String> newer) {
        var lines = new ArrayList<String>();
        var names = new TreeSet<>(older.keySet());
        names.addAll(newer.keySet());
        for (String name : names) {
            var before = older.get(name);
            var after = newer.get(name);
            if (before == null) {
                lines.add(name + " is new");
            } else if (after == null) {
                lines.add(name + " is gone");
            } else if (!before.equals(after)) {
                lines.add(name);
                lines(before.lines().toList(), after.lines().toList(), lines);
            }
        }
        return lines;
    }

    private static void lines(List<String> before, List<String> after, List<String> out) {
        if ((long) before.size() * after.size() > PAIRS_MAX) {
            out.add("  " + before.size() + " lines became " + after.size());
            return;
        }
        var common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                i++;
                j++;
            } else if (j < after.size() && (i == before.size() || common[i][j + 1] > common[i + 1][j])) {
                out.add("  + " + (j + 1) + ": " + after.get(j++));
            } else {
                out.add("  - " + (i + 1) + ": " + before.get(i++));
            }
        }
    }
}

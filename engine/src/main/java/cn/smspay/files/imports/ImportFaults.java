package cn.smspay.files.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What is wrong with a file, with the place of each fault. */
final class ImportFaults {
    /** Nobody reads more; a wrong column would otherwise give one per line. */
    private static final int TOLD_MOST = 200;

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private final String file;
    private final List<PlacedFault> told = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int count;

    ImportFaults(String file) {
        this.file = file;
    }

    private record PlacedFault(int line, String what) {}

    /** In any order of lines; those of the first lines are told. */
    void add(int line, String what) {
        count++;
        told.add(new PlacedFault(line, shown(what)));
        if (told.size() >= 2 * TOLD_MOST) {
            keepFirst();
        }
    }

    private void keepFirst() {
        told.sort(Comparator.comparingInt(PlacedFault::line));
        if (told.size() > TOLD_MOST) {
            told.subList(TOLD_MOST, told.size()).clear();
        }
    }

    void warn(int line, String what) {
        if (warnings.size() < TOLD_MOST) {
            warnings.add(file + ":" + line + ": " + shown(what));
        }
    }

    /** A cell that is quoted may hold what moves a terminal's cursor or breaks a line. */
    private static String shown(String what) {
        var shown = new StringBuilder();
        what.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    boolean none() {
        return count == 0;
    }

    List<String> all() {
        keepFirst();
        var all = new ArrayList<String>();
        told.forEach(fault -> all.add(file + ":" + fault.line() + ": " + fault.what()));
        if (count > told.size()) {
            all.add(file + ": and " + (count - told.size()) + " more");
        }
        return List.copyOf(all);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}

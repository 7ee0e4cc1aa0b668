package cn.smspay.files.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with a file, with the place of each fault. */
final class ImportFaults {
    /** Nobody reads more; a wrong column would otherwise give one per line. */
    private static final int TOLD_MOST = 200;

    private static final int LINE_SEPARATOR = 0x2028;
    private static final int PARAGRAPH_SEPARATOR = 0x2029;

    private final String file;
    private final List<String> told = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int count;

    ImportFaults(String file) {
        this.file = file;
    }

    void add(int line, String what) {
        count++;
        if (told.size() < TOLD_MOST) {
            told.add(file + ":" + line + ": " + shown(what));
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
        var all = new ArrayList<>(told);
        if (count > told.size()) {
            all.add(file + ": and " + (count - told.size()) + " more");
        }
        return List.copyOf(all);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}

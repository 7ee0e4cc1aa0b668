package cn.smspay.accounts.banks;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file, line by line; as many faults as somebody can use at once. */
final class FileFaults {
    private static final int MOST = 50;
    private final List<String> faults = new ArrayList<>();

    /** @param line counted from 1; 0 for the file as a whole */
    void add(int line, String what) {
        if (faults.size() < MOST) {
            faults.add(line == 0 ? what : "line " + line + ": " + what);
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<String> list() {
        return List.copyOf(faults);
    }
}

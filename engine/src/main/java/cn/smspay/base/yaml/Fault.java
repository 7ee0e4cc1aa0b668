package cn.smspay.base.yaml;

/**
 * Something wrong in a file that an author edits.
 *
 * @param rule which rule of the linter says so, like {@code D03}
 * @param text what is wrong, and what would be right
 * @param warning whether the files may be used all the same
 */
public record Fault(Place place, String rule, String text, boolean warning) {
    public String file() {
        return place.file();
    }

    public int line() {
        return place.line();
    }

    @Override
    public String toString() {
        return place + ": " + (rule.isEmpty() ? "" : rule + " ") + (warning ? "(warning) " : "") + text;
    }
}

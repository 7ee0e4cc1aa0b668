package cn.smspay.base.yaml;

/**
 * Something wrong in a file that an author edits.
 *
 * @param file path as the author knows it, like {@code dialogs/tx.yaml}
 * @param line from 1
 * @param rule which rule of the linter says so, like {@code D03}
 * @param text what is wrong, and what would be right
 * @param warning whether the files may be used all the same
 */
public record Fault(String file, int line, String rule, String text, boolean warning) {
    @Override
    public String toString() {
        return (line > 0 ? file + ":" + line : file) + ": " + (rule.isEmpty() ? "" : rule + " ")
                + (warning ? "(warning) " : "") + text;
    }
}

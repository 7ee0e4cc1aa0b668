package cn.smspay.base.yaml;

/**
 * Where something stands in a file that an author edits.
 *
 * @param file path as the author knows it, like {@code dialogs/tx.yaml}
 * @param line from 1; 0 if there is none, as for a setting of the command line
 * @param column from 1, in characters as an editor counts them; 0 if the whole line is meant
 */
public record Place(String file, int line, int column) {
    public static Place line(String file, int line) {
        return new Place(file, line, 0);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + (column > 0 ? ":" + column : "");
    }
}

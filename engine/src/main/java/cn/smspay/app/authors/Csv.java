package cn.smspay.app.authors;

import java.util.ArrayList;
import java.util.List;

/** Cells of CSV (RFC 4180), safe to open in a spreadsheet. */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";
    private static final char GUARD = '\'';

    private Csv() {}

    /** A text as a cell; one that a spreadsheet would take for a formula has an apostrophe before it. */
    static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? GUARD + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /** The text of a cell that {@link #cell} made. */
    static String text(String cell) {
        boolean guarded = cell.length() > 1 && cell.charAt(0) == GUARD && FORMULA.indexOf(cell.charAt(1)) >= 0;
        return guarded ? cell.substring(1) : cell;
    }

    /** A line of a file with the cells that it has. */
    record Row(int line, List<String> cells) {}

    /**
     * The rows of a file; empty lines are left out.
     *
     * @throws IllegalArgumentException with the line if a quote is not closed
     */
    static List<Row> rows(String file) {
        var rows = new ArrayList<Row>();
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int first = 1;
        for (int i = 0; i <= file.length(); i++) {
            char c = i == file.length() ? '\n' : file.charAt(i);
            if (quoted && i == file.length()) {
                throw new IllegalArgumentException(first + ": a quote is not closed");
            }
            if (quoted) {
                if (c == '"' && i + 1 < file.length() && file.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = false;
                } else {
                    cell.append(c);
                }
            } else if (c == '"' && cell.length() == 0) {
                quoted = true;
            } else if (c == ',' || c == '\n') {
                cells.add(text(cell.toString()));
                cell.setLength(0);
            } else if (c != '\r') {
                cell.append(c);
            }
            if (c == '\n') {
                line++;
                if (!quoted) {
                    if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                        rows.add(new Row(first, List.copyOf(cells)));
                    }
                    cells.clear();
                    first = line;
                }
            }
        }
        return rows;
    }
}

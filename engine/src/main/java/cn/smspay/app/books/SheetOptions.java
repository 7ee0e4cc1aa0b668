package cn.smspay.app.books;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How a table is printed: for people, for spreadsheets or for programs. */
final class SheetOptions {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    @Option(
            names = "--json",
            description = {
                "Print one JSON array with one object a row, empty if there is nothing.",
                "The book's amounts are whole fen, fees are whole li (names that end with _li); remarks go to the error output."
            })
    private boolean json;

    @Option(names = "--csv", description = "Print CSV; amounts are in yuan.")
    private boolean csv;

    @Option(names = "--bom", description = "With --csv: begin with a byte order mark, as spreadsheets want it.")
    private boolean bom;

    boolean isJson() {
        return json;
    }

    boolean isForPeople() {
        return !json && !csv;
    }

    /**
     * Prints rows of texts, whole numbers and {@link Money}.
     *
     * @param columns one word each
     */
    void print(PrintWriter out, List<String> columns, List<List<Object>> rows) {
        if (json) {
            printJson(out, columns, rows);
        } else if (csv) {
            out.print(bom ? BYTE_ORDER_MARK : "");
            out.println(String.join(",", columns));
            rows.forEach(
                    row -> out.println(row.stream().map(SheetOptions::field).collect(Collectors.joining(","))));
        } else {
            printAligned(out, columns, rows);
        }
    }

    /** An amount in fen. */
    record Money(long fen) {
        @Override
        public String toString() {
            return BigDecimal.valueOf(fen, 2).toPlainString();
        }
    }

    /** A word that a spreadsheet would run as a formula gets an apostrophe in front. */
    private static String field(Object value) {
        var text = value.toString();
        if (value instanceof String && !text.isEmpty() && "=+-@'\t＝＋－＠".indexOf(text.charAt(0)) >= 0) {
            text = "'" + text;
        }
        return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    private static void printJson(PrintWriter out, List<String> columns, List<List<Object>> rows) {
        var objects = new ArrayList<LinkedHashMap<String, Object>>();
        for (var row : rows) {
            var object = new LinkedHashMap<String, Object>();
            for (int i = 0; i < columns.size(); i++) {
                var value = row.get(i);
                object.put(columns.get(i), value instanceof Money money ? money.fen() : value);
            }
            objects.add(object);
        }
        try {
            out.println(new ObjectMapper().writeValueAsString(objects));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void printAligned(PrintWriter out, List<String> columns, List<List<Object>> rows) {
        var widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = width(columns.get(i));
            for (var row : rows) {
                widths[i] = Math.max(widths[i], width(row.get(i).toString()));
            }
        }
        out.println(line(new ArrayList<>(columns), widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<Object> values, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var text = values.get(i).toString();
            var blanks = " ".repeat(widths[i] - width(text));
            line.append(values.get(i) instanceof String ? text + blanks : blanks + text)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    /** Chinese characters take two columns. */
    private static int width(String text) {
        return text.codePoints().map(c -> c > 0x2e7f ? 2 : 1).sum();
    }
}

package cn.smspay.app.ctl;

import cn.smspay.base.ServiceDay;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An answer of the engine on a terminal: values as lines, lists of things as tables. Pure functions. */
final class Grid {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ServiceDay.ZONE);
    /** A column with longer ones would tear the table apart: it stands below each row. */
    private static final int CELL_MOST = 48;
    /** What a field is called where its name in the JSON says too little. */
    private static final Map<String, String> CALLED = Map.of("talks", "conversations and calls");

    private Grid() {}

    static List<String> of(JsonNode answer) {
        var lines = new ArrayList<String>();
        add(lines, "", answer);
        return lines.isEmpty() ? List.of("nothing") : lines;
    }

    private static void add(List<String> lines, String indent, JsonNode value) {
        var later = new ArrayList<String>();
        for (var field : value.properties()) {
            var name = CALLED.getOrDefault(field.getKey(), field.getKey().replace('_', ' '));
            var inner = field.getValue();
            if (inner.isNull()) {
                // That there was no backup yet is news; that an answer has no such part is none.
                if (!indent.isEmpty()) {
                    lines.add(indent + name + ": none");
                }
                continue;
            }
            if (isTable(inner)) {
                later.add((later.isEmpty() && lines.isEmpty() ? "" : "\n") + indent + name + ":");
                table(later, indent + "  ", inner);
            } else if (inner.isObject()) {
                lines.add(indent + name + ":");
                add(lines, indent + "  ", inner);
            } else if (inner.isArray()) {
                if (inner.isEmpty()) {
                    lines.add(indent + name + ": none");
                }
                inner.forEach(each -> lines.add(indent + each.asText()));
            } else {
                lines.add(indent + name + ": " + cell(inner));
            }
        }
        lines.addAll(later);
    }

    private static boolean isTable(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.get(0).isObject();
    }

    private static void table(List<String> lines, String indent, JsonNode rows) {
        var names = new ArrayList<String>();
        rows.get(0).fieldNames().forEachRemaining(names::add);
        var all = new ArrayList<List<String>>();
        all.add(names.stream().map(name -> name.replace('_', ' ')).toList());
        rows.forEach(
                row -> all.add(names.stream().map(name -> cell(row.path(name))).toList()));
        var widths = new int[names.size()];
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (var row : all) {
            lines.add(indent + row(row, widths));
            if (row != all.get(0)) {
                below(lines, indent + "  ", all.get(0), row, widths);
            }
        }
    }

    private static String row(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] <= CELL_MOST) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
        }
        return line.toString().stripTrailing();
    }

    private static void below(List<String> lines, String indent, List<String> names, List<String> row, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > CELL_MOST && !row.get(i).equals("-")) {
                lines.add(indent + names.get(i) + ": " + row.get(i));
            }
        }
    }

    private static String cell(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "-";
        }
        var text = value.isValueNode() ? time(value.asText()) : inner(value);
        if (text.isEmpty()) {
            return "-";
        }
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** What lies within a cell, without the signs of JSON. */
    private static String inner(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(Grid::cell)
                    .collect(Collectors.joining("; "));
        }
        return value.properties().stream()
                .map(each -> each.getKey().replace('_', ' ') + " " + cell(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String time(String text) {
        if (text.length() < 20 || text.charAt(4) != '-' || text.indexOf('T') != 10) {
            return text;
        }
        try {
            return TIME.format(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }
}

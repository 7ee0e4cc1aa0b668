package cn.smspay.app.admin;

import cn.smspay.base.Fen;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** An answer of the engine as people read it: a line a value, what belongs together indented, money in yuan. */
final class AnswerText {
    private static final String FEN = "_fen";

    private AnswerText() {}

    static String of(JsonNode answer) {
        var lines = new ArrayList<String>();
        add(lines, "", answer);
        return lines.isEmpty() ? "nothing" : String.join("\n", lines);
    }

    /** On one line. */
    static String line(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static void add(List<String> lines, String indent, JsonNode value) {
        value.properties().forEach(field -> {
            var name = field.getKey();
            var inner = field.getValue();
            if (inner.isObject()) {
                lines.add(indent + words(name) + ":");
                add(lines, indent + "  ", inner);
            } else if (inner.isArray() && !inner.isEmpty() && inner.get(0).isObject()) {
                inner.forEach(each -> {
                    lines.add(indent + "-");
                    add(lines, indent + "  ", each);
                });
            } else if (!inner.isNull()) {
                lines.add(indent + told(name, inner));
            }
        });
    }

    private static String told(String name, JsonNode value) {
        if (name.endsWith(FEN) && value.isIntegralNumber()) {
            return words(name.substring(0, name.length() - FEN.length())) + ": " + new Fen(value.asLong()) + " yuan";
        }
        if (value.isArray()) {
            var all = new ArrayList<String>();
            value.forEach(each -> all.add(each.asText()));
            return words(name) + ": " + (all.isEmpty() ? "none" : String.join(", ", all));
        }
        return words(name) + ": " + value.asText();
    }

    private static String words(String name) {
        return name.replace('_', ' ');
    }
}

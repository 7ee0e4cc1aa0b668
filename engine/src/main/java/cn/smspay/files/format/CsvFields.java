package cn.smspay.files.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes one line of a CSV file apart (RFC 4180; our words hold no line breaks). */
final class CsvFields {
    private CsvFields() {}

    static List<String> split(String line) throws UnreadableFile {
        var fields = new ArrayList<String>();
        int at = 0;
        while (at <= line.length()) {
            if (at < line.length() && line.charAt(at) == '"') {
                int end = closingQuote(line, at);
                fields.add(line.substring(at + 1, end).replace("\"\"", "\""));
                at = end + 1;
                if (at < line.length() && line.charAt(at) != ',') {
                    throw new UnreadableFile(Finding.Kind.FORMAT, "something follows a closing quote");
                }
            } else {
                int comma = line.indexOf(',', at);
                int end = comma < 0 ? line.length() : comma;
                fields.add(line.substring(at, end));
                at = end;
            }
            at++;
        }
        return fields;
    }

    private static int closingQuote(String line, int opening) throws UnreadableFile {
        int at = opening + 1;
        while (at < line.length()) {
            if (line.charAt(at) != '"') {
                at++;
            } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
                at += 2;
            } else {
                return at;
            }
        }
        throw new UnreadableFile(Finding.Kind.FORMAT, "a quote is not closed");
    }

    /** The {@code name=value} fields of a header or trailer. */
    static Map<String, String> named(List<String> fields) {
        var named = new HashMap<String, String>();
        for (var field : fields.subList(1, fields.size())) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                named.put(field.substring(0, equals), field.substring(equals + 1));
            }
        }
        return named;
    }

    static String text(Map<String, String> named, String name) throws UnreadableFile {
        var value = named.get(name);
        if (value == null) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "the header or trailer has no " + name);
        }
        return value;
    }

    static long number(String text) throws UnreadableFile {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "not a number: " + text);
        }
    }
}

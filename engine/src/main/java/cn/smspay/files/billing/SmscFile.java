package cn.smspay.files.billing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A table that an SMSC's people saved: UTF-8, UTF-16 or GB 18030, with or without a byte order mark, with commas,
 * semicolons or tabs, quoted or not, empty lines and columns of their own in it. Immutable.
 */
final class SmscFile {
    /** What a column is called, the first as we call it. */
    private static final List<List<String>> TITLES = List.of(
            List.of("destination", "service", "service_number", "to", "dest", "接入号", "目的号码", "被叫号码", "服务号码"),
            List.of("delivered", "sent", "attempts", "投递", "投递数", "下发数"),
            List.of("accepted", "acknowledged", "ok", "success", "接收", "接收数", "成功", "成功数"),
            List.of("hour", "小时", "时段"),
            List.of("message_id", "id", "msgid", "消息标识"),
            List.of("source", "from", "msisdn", "主叫号码", "手机号码"));

    private final Path file;
    private final Map<String, Integer> columns;
    private final List<Row> rows;

    private SmscFile(Path file, Map<String, Integer> columns, List<Row> rows) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
    }

    /** One line with its number in the file. */
    record Row(int line, List<String> fields) {}

    /** @param wanted the columns that must be there, as we call them */
    static SmscFile read(Path file, String... wanted) {
        var lines = new ArrayList<Row>();
        int number = 0;
        for (var line : text(file).lines().toList()) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Row(number, List.of(line)));
            }
        }
        if (lines.isEmpty()) {
            throw new BillingStopped(file + " is empty: its first line must be " + String.join(",", wanted));
        }
        char separator = separator(lines.get(0).fields().get(0));
        var rows = lines.stream()
                .map(row -> new Row(row.line(), split(row.fields().get(0), separator)))
                .toList();
        var columns = columns(rows.get(0).fields());
        for (var name : wanted) {
            if (!columns.containsKey(name)) {
                throw new BillingStopped(file + ":" + rows.get(0).line() + ": the first line must be "
                        + String.join(",", wanted) + "; it names no " + name + ": "
                        + String.join(",", rows.get(0).fields()));
            }
        }
        return new SmscFile(file, columns, rows.subList(1, rows.size()));
    }

    private static String text(Path file) {
        try {
            var octets = Files.readAllBytes(file);
            int mark = octets.length < 2 ? 0 : (octets[0] & 0xff) << 8 | (octets[1] & 0xff);
            if (mark == 0xfffe || mark == 0xfeff) {
                return new String(octets, StandardCharsets.UTF_16);
            }
            try {
                var text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(octets))
                        .toString();
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            } catch (CharacterCodingException e) {
                // What is not UTF-8 was saved by a Chinese Windows.
                return new String(octets, Charset.forName("GB18030"));
            }
        } catch (IOException e) {
            throw new BillingStopped("cannot read the SMSC's file " + file + ": " + e.getMessage(), e);
        }
    }

    private static char separator(String title) {
        for (char candidate : new char[] {'\t', ';'}) {
            if (title.indexOf(candidate) >= 0) {
                return candidate;
            }
        }
        return ',';
    }

    private static List<String> split(String line, char separator) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(clean(field.toString()));
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(clean(field.toString()));
        return fields;
    }

    /** Without blanks, and without the {@code =} or apostrophe by which spreadsheets keep a number a text. */
    private static String clean(String field) {
        return Normalizer.normalize(field, Normalizer.Form.NFKC).strip().replaceFirst("^[='](?=.)", "");
    }

    private static Map<String, Integer> columns(List<String> titles) {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < titles.size(); i++) {
            var title = titles.get(i).toLowerCase(Locale.ROOT).replace(' ', '_');
            for (var names : TITLES) {
                if (names.contains(title)) {
                    columns.putIfAbsent(names.get(0), i);
                }
            }
        }
        return columns;
    }

    List<Row> rows() {
        return rows;
    }

    boolean has(String column) {
        return columns.containsKey(column);
    }

    String text(Row row, String column) {
        var at = columns.get(column);
        return at == null || at >= row.fields().size() ? "" : row.fields().get(at);
    }

    /** A count, with or without separators of thousands. */
    long count(Row row, String column) {
        var digits = text(row, column).replace(",", "").replace("_", "").replace(" ", "");
        if (!digits.matches("[0-9]{1,18}")) {
            throw new BillingStopped(file + ":" + row.line() + ": " + column + " is not a count: " + text(row, column));
        }
        return Long.parseLong(digits);
    }

    /** The hour of {@code 9}, {@code 09:00} or {@code 2009-11-02 09:00}; empty without that column. */
    Optional<Integer> hour(Row row) {
        if (!has("hour")) {
            return Optional.empty();
        }
        var hour =
                text(row, "hour").replaceFirst("^.*[ T](?=[0-9]{1,2}(:|$))", "").replaceFirst("(:.*|时)$", "");
        if (!hour.matches("[0-9]{1,2}") || Integer.parseInt(hour) > 23) {
            throw new BillingStopped(file + ":" + row.line() + ": not an hour: " + text(row, "hour"));
        }
        return Optional.of(Integer.parseInt(hour));
    }

    /** A number without the marks of an international one: {@code +8610658888} is {@code 10658888}. */
    static String national(String number) {
        var digits = number.replaceAll("[\\s\u00a0()-]", "").replaceFirst("^(\\+|00)", "");
        return digits.startsWith("86") && digits.length() > 6 ? digits.substring(2) : digits;
    }
}

package cn.smspay.books.charge;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A charge record as one line of the CSV file (RFC 4180, UTF-8, no line end). It is also the form over which the chain is
 * computed, so it never changes for records that exist. One thread.
 *
 * <p>A word that a spreadsheet would run as a formula gets an apostrophe in front, and so does a word that starts with an
 * apostrophe; a reader drops one leading apostrophe. Numbers are never touched.
 */
public final class CsvLine {
    /** The titles of the columns, the kind of record first. */
    public static final List<String> COLUMNS = Stream.concat(
                    Stream.of("record_type"),
                    Arrays.stream(ChargeColumn.values()).map(ChargeColumn::title))
            .toList();

    private final RecordTimeFormat moment = new RecordTimeFormat();
    private final ByteSink out = new ByteSink();
    private final Fields fields = new Fields();

    /** The line of this record; valid until the next call. */
    public ByteSink of(ChargeRecord r) {
        out.clear();
        out.add('D');
        ChargeColumn.tell(r, fields);
        return out;
    }

    /** Writes one field a column. */
    private final class Fields implements ChargeColumn.Teller<RuntimeException> {
        @Override
        public void optional(ChargeColumn column, @Nullable Long value) {
            out.add(',');
            if (value != null) {
                out.decimal(value);
            }
        }

        @Override
        public void number(ChargeColumn column, long value) {
            out.add(',').decimal(value);
        }

        @Override
        public void word(ChargeColumn column, @Nullable String value) {
            field(out.add(','), value == null ? "" : value);
        }

        @Override
        public void time(ChargeColumn column, Instant value) {
            moment.iso(out.add(','), value);
        }

        @Override
        public void flag(ChargeColumn column, boolean value) {
            number(column, value ? 1 : 0);
        }
    }

    /** One field of words, guarded and quoted as needed. */
    public static void field(ByteSink out, String word) {
        boolean guarded = !word.isEmpty() && startsFormula(word.charAt(0));
        if (!needsQuotes(word)) {
            if (guarded) {
                out.add('\'');
            }
            out.add(word);
            return;
        }
        out.add('"');
        if (guarded) {
            out.add('\'');
        }
        out.add(word.replace("\"", "\"\"")).add('"');
    }

    /** For commas and quotes by RFC 4180, for blanks at an end so that nobody trims them away. */
    private static boolean needsQuotes(String word) {
        int last = word.length() - 1;
        for (int i = 0; i <= last; i++) {
            char c = word.charAt(i);
            if (c == ',' || c == '"' || ((i == 0 || i == last) && Character.isWhitespace(c))) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsFormula(char first) {
        return switch (first) {
            case '=', '+', '-', '@', '\'', '\t', '\r', '\n', '＝', '＋', '－', '＠' -> true;
            default -> false;
        };
    }
}

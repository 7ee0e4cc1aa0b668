package cn.smspay.books.charge;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes the line of a stored charge record apart, the other way round from {@link CsvLine}. Most words, and the hour, are those
 * of the line before and are not made anew. One thread.
 */
final class ChargeLine {
    private static final int FIELDS = CsvLine.COLUMNS.size();
    /** Like {@code 2009-11-02T09:00:00.000+08:00}. */
    private static final int TIME = 29;

    private static final int TIME_MINUTE = 14;
    private static final int TIME_SECOND = 17;
    private static final int TIME_MILLIS = 20;
    private static final int TIME_ZONE = 23;
    /** No amount or number has more. */
    private static final int DIGITS_MOST = 18;

    private static final byte[] EMPTY = new byte[0];

    private byte[] line = EMPTY;
    private int[] starts = new int[FIELDS];
    private int[] ends = new int[FIELDS];
    private byte[] before = EMPTY;
    private int[] startsBefore = new int[FIELDS];
    private int[] endsBefore = new int[FIELDS];
    private final String[] words = new String[FIELDS];
    private final Columns columns = new Columns();
    /** A time of the hour that was read last, and when that hour began. */
    private byte[] hour = EMPTY;

    private long hourMillis;

    ChargeLine() {
        Arrays.fill(words, "");
    }

    /** @throws DamagedBilling if the line is none, or not what stands beside it */
    ChargeRecord record(ChargeRow row) {
        try {
            split(row.line());
            var record = ChargeColumn.read(columns);
            if (!row.agreesWith(record)) {
                throw new IllegalArgumentException("its line does not say what stands beside it");
            }
            return record;
        } catch (IllegalArgumentException | DateTimeException e) {
            // What the words of this line were is not known: the next one makes its own.
            line = EMPTY;
            Arrays.fill(starts, 0);
            Arrays.fill(ends, 0);
            Arrays.fill(words, "");
            throw damaged(row, String.valueOf(e.getMessage()));
        }
    }

    /** When the uplink arrived, from the line of a row. */
    Instant eventAt(ChargeRow row) {
        try {
            int at = 0;
            for (int field = 0; field <= ChargeColumn.EVENT_TIME.ordinal(); field++) {
                at = Math.min(comma(row.line(), at), row.line().length - 1) + 1;
            }
            return time(row.line(), at, comma(row.line(), at));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw damaged(row, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Insists that the numbers beside a line are those in it, which stand at its beginning and at its end, without taking the
     * rest apart.
     *
     * @throws DamagedBilling if they are not
     */
    static void requireNumbers(ChargeRow row) {
        var line = row.line();
        // Each is the comma before its field.
        int number = comma(line, 0);
        int corrects = comma(line, number + 1);
        int uplink = comma(line, corrects + 1);
        int event = comma(line, uplink + 1);
        int recorded = comma(line, event + 1);
        int day = comma(line, recorded + 1);
        int late = comma(line, day + 1);
        int transfer = lastComma(line, line.length);
        int amount = lastComma(line, transfer);
        boolean same = amount > late
                && says(line, number, corrects, row.number().value())
                && says(
                        line,
                        corrects,
                        uplink,
                        row.corrects() == null ? null : row.corrects().value())
                && says(line, uplink, event, row.uplink().value())
                && says(line, day, late, (long) row.day().yyyymmdd())
                && says(line, amount, transfer, row.amountLi())
                && says(
                        line,
                        transfer,
                        line.length,
                        row.transfer() == null ? null : row.transfer().value());
        if (!same) {
            throw damaged(row, "its line does not say what stands beside it");
        }
    }

    private static DamagedBilling damaged(ChargeRow row, String why) {
        return new DamagedBilling("charge record " + row.number(), "is not what was written: " + why);
    }

    /** Whether the field between two commas is this number, or empty for none. */
    private static boolean says(byte[] line, int comma, int next, @Nullable Long wanted) {
        if (comma + 1 == next || wanted == null) {
            return comma + 1 == next && wanted == null;
        }
        try {
            return number(line, comma + 1, next) == wanted;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Where the next comma is; behind the line if there is none. For fields that are not words. */
    private static int comma(byte[] line, int from) {
        int at = from;
        while (at < line.length && line[at] != ',') {
            at++;
        }
        return Math.min(at, line.length);
    }

    private static int lastComma(byte[] line, int before) {
        int at = before - 1;
        while (at > 0 && line[at] != ',') {
            at--;
        }
        return at;
    }

    private void split(byte[] text) {
        var spareStarts = startsBefore;
        var spareEnds = endsBefore;
        before = line;
        startsBefore = starts;
        endsBefore = ends;
        line = text;
        starts = spareStarts;
        ends = spareEnds;
        int at = 0;
        for (int field = 0; field < FIELDS; field++) {
            if (at > line.length) {
                throw new IllegalArgumentException("it has fewer fields than a record");
            }
            starts[field] = at;
            at = at < line.length && line[at] == '"' ? behindQuotes(at) : comma(line, at);
            ends[field] = at;
            if (at < line.length && line[at] != ',') {
                throw new IllegalArgumentException("something follows a closing quote");
            }
            at++;
        }
        if (at <= line.length) {
            throw new IllegalArgumentException("it has more fields than a record");
        }
        if (ends[0] - starts[0] != 1 || line[0] != 'D') {
            throw new IllegalArgumentException("it does not begin with D");
        }
    }

    private int behindQuotes(int opening) {
        int at = opening + 1;
        while (at < line.length) {
            if (line[at] != '"') {
                at++;
            } else if (at + 1 < line.length && line[at + 1] == '"') {
                at += 2;
            } else {
                return at + 1;
            }
        }
        throw new IllegalArgumentException("a quote is not closed");
    }

    private static long number(byte[] line, int from, int to) {
        boolean negative = from < to && line[from] == '-';
        int digits = negative ? from + 1 : from;
        if (to <= digits || to - digits > DIGITS_MOST) {
            throw new IllegalArgumentException("a field is not a number");
        }
        long number = 0;
        for (int i = digits; i < to; i++) {
            int digit = line[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("a field is not a number");
            }
            number = number * 10 + digit;
        }
        return negative ? -number : number;
    }

    private Instant time(byte[] text, int from, int to) {
        if (to - from != TIME) {
            return OffsetDateTime.parse(new String(text, from, Math.max(0, to - from), StandardCharsets.UTF_8))
                    .toInstant();
        }
        boolean sameHour = hour.length == TIME
                && Arrays.equals(text, from, from + TIME_MINUTE, hour, 0, TIME_MINUTE)
                && Arrays.equals(text, from + TIME_ZONE, to, hour, TIME_ZONE, TIME);
        if (!sameHour) {
            var full = OffsetDateTime.parse(new String(text, from, TIME, StandardCharsets.UTF_8));
            hour = Arrays.copyOfRange(text, from, to);
            hourMillis =
                    full.withMinute(0).withSecond(0).withNano(0).toInstant().toEpochMilli();
        }
        long minute = number(text, from + TIME_MINUTE, from + TIME_MINUTE + 2);
        long second = number(text, from + TIME_SECOND, from + TIME_SECOND + 2);
        long millis = number(text, from + TIME_MILLIS, from + TIME_ZONE);
        return Instant.ofEpochMilli(hourMillis + (minute * 60 + second) * 1_000 + millis);
    }

    /** The fields of {@link #line}. */
    private final class Columns implements ChargeColumn.Source<RuntimeException> {
        private static int field(ChargeColumn column) {
            return column.ordinal() + 1;
        }

        @Override
        public @Nullable Long optional(ChargeColumn column) {
            int field = field(column);
            return starts[field] == ends[field] ? null : Long.valueOf(number(column));
        }

        @Override
        public long number(ChargeColumn column) {
            int field = field(column);
            return ChargeLine.number(line, starts[field], ends[field]);
        }

        @Override
        public String word(ChargeColumn column) {
            int field = field(column);
            int from = starts[field];
            int to = ends[field];
            if (!Arrays.equals(line, from, to, before, startsBefore[field], endsBefore[field])) {
                words[field] = plain(new String(line, from, to - from, StandardCharsets.UTF_8));
            }
            return words[field];
        }

        /** Without quotes, and without the apostrophe that keeps spreadsheets from running it. */
        private static String plain(String text) {
            var word =
                    text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
            return word.startsWith("'") ? word.substring(1) : word;
        }

        @Override
        public Instant time(ChargeColumn column) {
            int field = field(column);
            return ChargeLine.this.time(line, starts[field], ends[field]);
        }

        @Override
        public boolean flag(ChargeColumn column) {
            return number(column) != 0;
        }
    }

    /** Whether a word stands as a field of its own somewhere in a line; cheaper than taking it apart. */
    static boolean mentions(byte[] line, byte[] field) {
        Objects.checkIndex(0, field.length);
        for (int at = line.length - field.length - 1; at > 0; at--) {
            if (line[at] == field[0]
                    && line[at - 1] == ','
                    && line[at + field.length] == ','
                    && Arrays.equals(line, at, at + field.length, field, 0, field.length)) {
                return true;
            }
        }
        return false;
    }
}

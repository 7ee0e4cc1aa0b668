package cn.smspay.books.charge;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes charge records of stored rows. A row is one UTF-8 text with the record's components in their order. Most words are
 * those of the row before and are not made anew. One thread.
 */
final class RowReader {
    /** Stands between fields; no word holds a control character (see {@link Words}). */
    static final char SEPARATOR = '\u001f';

    private static final int FIELDS = 30;
    private static final byte[] EMPTY = new byte[0];

    private byte[] row = EMPTY;
    private int field;
    private int at;

    private byte[] rowBefore = EMPTY;
    private final int[] starts = new int[FIELDS];
    private final int[] ends = new int[FIELDS];
    private final String[] words = new String[FIELDS];
    private @Nullable ServiceNumber service;

    RowReader() {
        Arrays.fill(words, "");
    }

    /** @throws DamagedBilling if the row is not that of the record with this number */
    ChargeRecord record(byte[] text, long expected) {
        rowBefore = row;
        row = text;
        field = 0;
        at = 0;
        try {
            var record = record();
            if (record.number().value() != expected) {
                throw new DamagedBilling("charge record " + expected + " is missing");
            }
            return record;
        } catch (IllegalArgumentException e) {
            throw new DamagedBilling("charge record " + expected + " is damaged: " + e.getMessage());
        }
    }

    private ChargeRecord record() {
        var record = new ChargeRecord(
                new ChargeNumber(number()),
                optional(ChargeNumber::new),
                new UplinkId(number()),
                timing(),
                who(),
                message(),
                new What(word(), word(), word(), optional(ConversationId::new), word()),
                new Fee(word(), word(), number()),
                optional(TransferId::new),
                link());
        if (at <= row.length) {
            throw new IllegalArgumentException("it has more fields than a record");
        }
        return record;
    }

    private Timing timing() {
        return new Timing(
                Instant.ofEpochMilli(number()),
                Instant.ofEpochMilli(number()),
                new AccountingDay((int) number()),
                number() != 0);
    }

    private Who who() {
        return new Who(word(), optional(SubscriptionId::new), word(), word(), word());
    }

    private Message message() {
        return new Message(
                service(), word(), optionalWord(), (int) number(), (int) number(), (int) number(), (int) number(), (int)
                        number());
    }

    private int endOfField() {
        if (at > row.length) {
            throw new IllegalArgumentException("it has fewer fields than a record");
        }
        int end = at;
        while (end < row.length && row[end] != SEPARATOR) {
            end++;
        }
        return end;
    }

    private String word() {
        int from = at;
        int to = endOfField();
        if (!Arrays.equals(row, from, to, rowBefore, starts[field], ends[field])) {
            words[field] = new String(row, from, to - from, StandardCharsets.UTF_8);
        }
        starts[field] = from;
        ends[field] = to;
        at = to + 1;
        return words[field++];
    }

    private ServiceNumber service() {
        var digits = word();
        var before = service;
        if (before != null && before.digits().equals(digits)) {
            return before;
        }
        var made = new ServiceNumber(digits);
        service = made;
        return made;
    }

    private long number() {
        int from = at;
        int to = endOfField();
        boolean negative = from < to && row[from] == '-';
        int digits = negative ? from + 1 : from;
        // No amount, time or number has more than eighteen digits.
        if (to == digits || to - digits > 18) {
            throw new IllegalArgumentException("field " + (field + 1) + " is not a number");
        }
        long number = 0;
        for (int i = digits; i < to; i++) {
            int digit = row[i] - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("field " + (field + 1) + " is not a number");
            }
            number = number * 10 + digit;
        }
        field++;
        at = to + 1;
        return negative ? -number : number;
    }

    /** A link of the chain, in hexadecimal. */
    private byte[] link() {
        int from = at;
        var link = new byte[(endOfField() - from) / 2];
        for (int i = 0; i < link.length; i++) {
            int high = HexFormat.fromHexDigit(row[from + 2 * i]);
            link[i] = (byte) (high << 4 | HexFormat.fromHexDigit(row[from + 2 * i + 1]));
        }
        field++;
        at = from + 2 * link.length + 1;
        return link;
    }

    private @Nullable String optionalWord() {
        var word = word();
        return word.isEmpty() ? null : word;
    }

    private <T> @Nullable T optional(LongFunction<T> make) {
        if (endOfField() == at) {
            field++;
            at++;
            return null;
        }
        return make.apply(number());
    }
}

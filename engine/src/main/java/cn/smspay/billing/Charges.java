package cn.smspay.billing;

import cn.smspay.ids.ConversationId;
import cn.smspay.ids.ServiceNumber;
import cn.smspay.ids.SubscriptionId;
import cn.smspay.ids.TransferId;
import cn.smspay.ids.UplinkId;
import cn.smspay.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored charge records by ranges of numbers, in steps, so that a long reading neither fills the memory nor keeps
 * the database from folding back its log. Thread-safe.
 */
public final class Charges {
    private static final int STEP = 10_000;
    private static final char SEPARATOR = '\u001f';
    private static final int FIELDS = 30;
    private static final Set<String> NULLABLE =
            Set.of("corrects", "subscription", "smsc_message_id", "conversation", "transfer");

    /** One text per row: a driver call per column costs more than splitting. No word holds the separator. */
    private static final String SELECT = "select concat_ws(char(31), "
            + Billing.RECORDS.columns().stream().map(Charges::asText).collect(java.util.stream.Collectors.joining(", "))
            + ") from charge_record where number between :from and :to order by number";

    private static String asText(String column) {
        if (column.equals("chain")) {
            return "hex(chain)";
        }
        return NULLABLE.contains(column) ? "coalesce(" + column + ", '')" : column;
    }

    private final Store store;

    public Charges(Store store) {
        this.store = store;
    }

    /** A range of record numbers, empty if {@code last} is before {@code first}. */
    public record Range(long first, long last) {
        static final Range NONE = new Range(1, 0);

        public long size() {
            return Math.max(0, last - first + 1);
        }
    }

    /** All records that are in the database: from after the last purge to the last one. */
    public Range all() {
        return store.read(sql -> new Range(
                number(sql, "select coalesce(min(number), (select number + 1 from charge_head), 1) from charge_record"),
                number(sql, "select coalesce(max(number), (select number from charge_head), 0) from charge_record")));
    }

    /** The records accounted on this day. Days never fall with rising numbers, so no index is needed to find them. */
    public Range ofDay(AccountingDay day) {
        var all = all();
        return store.read(sql -> new Range(
                firstWhere(sql, all, found -> found >= day.yyyymmdd()),
                firstWhere(sql, all, found -> found > day.yyyymmdd()) - 1));
    }

    private static long firstWhere(Handle sql, Range all, Function<Integer, Boolean> reached) {
        long low = all.first();
        long high = all.last() + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (reached.apply((int) dayOf(sql, middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long dayOf(Handle sql, long number) {
        return sql.createQuery("select day from charge_record where number = :number")
                .bind("number", number)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new DamagedBilling("charge record " + number + " is missing"));
    }

    private static long number(Handle sql, String query) {
        return sql.createQuery(query).mapTo(Long.class).one();
    }

    /** Hands over the records of a range in order. Stops with {@link DamagedBilling} where one is missing or unreadable. */
    public void forEach(Range range, Consumer<ChargeRecord> use) {
        walk(range, record -> {
            use.accept(record);
            return true;
        });
    }

    /** Like {@link #forEach}, until {@code use} answers false. The next step is read while this one is used. */
    void walk(Range range, Predicate<ChargeRecord> use) {
        var lines = lines(range.first(), range.last());
        boolean goOn = true;
        for (long from = range.first(); goOn && from <= range.last(); from += STEP) {
            long following = from + STEP;
            var ahead = following <= range.last()
                    ? CompletableFuture.supplyAsync(() -> lines(following, range.last()))
                    : CompletableFuture.completedFuture(List.<String>of());
            try {
                goOn = useAll(lines, from, Math.min(following - 1, range.last()), use);
            } finally {
                lines = ahead.join();
            }
        }
    }

    /** One step of rows as texts. */
    private List<String> lines(long first, long last) {
        return store.read(sql -> sql.createQuery(SELECT)
                .bind("from", first)
                .bind("to", Math.min(first + STEP - 1, last))
                .mapTo(String.class)
                .list());
    }

    private static boolean useAll(List<String> lines, long first, long last, Predicate<ChargeRecord> use) {
        long expected = first;
        for (String text : lines) {
            if (!use.test(read(text, expected))) {
                return false;
            }
            expected++;
        }
        if (expected <= last) {
            throw new DamagedBilling("charge record " + expected + " is missing");
        }
        return true;
    }

    private static ChargeRecord read(String text, long expected) {
        try {
            var record = new Fields(text).record();
            if (record.number().value() != expected) {
                throw new DamagedBilling("charge record " + expected + " is missing");
            }
            return record;
        } catch (IllegalArgumentException e) {
            throw new DamagedBilling("charge record " + expected + " is damaged: " + e.getMessage());
        }
    }

    /** The record with this number, if it is in the database. */
    public List<ChargeRecord> find(ChargeNumber number) {
        var found = new ArrayList<ChargeRecord>();
        var range = all();
        if (number.value() >= range.first() && number.value() <= range.last()) {
            forEach(new Range(number.value(), number.value()), found::add);
        }
        return found;
    }

    /** Takes the fields of one row apart, in the order of the record's components. */
    private static final class Fields {
        private final String text;
        private int at;
        private int taken;

        Fields(String text) {
            this.text = text;
        }

        ChargeRecord record() {
            var record = new ChargeRecord(
                    new ChargeNumber(number()),
                    optional(ChargeNumber::new),
                    new UplinkId(number()),
                    Instant.ofEpochMilli(number()),
                    Instant.ofEpochMilli(number()),
                    new AccountingDay((int) number()),
                    number() != 0,
                    word(),
                    optional(SubscriptionId::new),
                    word(),
                    word(),
                    word(),
                    new ServiceNumber(word()),
                    word(),
                    optionalWord(),
                    (int) number(),
                    (int) number(),
                    (int) number(),
                    (int) number(),
                    (int) number(),
                    word(),
                    word(),
                    word(),
                    optional(ConversationId::new),
                    word(),
                    word(),
                    word(),
                    number(),
                    optional(TransferId::new),
                    HexFormat.of().parseHex(word()));
            if (taken != FIELDS || at <= text.length()) {
                throw new IllegalArgumentException("it has more fields than a record");
            }
            return record;
        }

        private int endOfField() {
            if (at > text.length()) {
                throw new IllegalArgumentException("it has fewer fields than a record");
            }
            taken++;
            int end = text.indexOf(SEPARATOR, at);
            return end < 0 ? text.length() : end;
        }

        private String word() {
            int end = endOfField();
            var word = text.substring(at, end);
            at = end + 1;
            return word;
        }

        private long number() {
            int end = endOfField();
            long number = Long.parseLong(text, at, end, 10);
            at = end + 1;
            return number;
        }

        private @Nullable String optionalWord() {
            var word = word();
            return word.isEmpty() ? null : word;
        }

        private <T> @Nullable T optional(LongFunction<T> make) {
            int end = endOfField();
            T made = end == at ? null : make.apply(Long.parseLong(text, at, end, 10));
            at = end + 1;
            return made;
        }
    }
}

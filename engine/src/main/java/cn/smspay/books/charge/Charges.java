package cn.smspay.books.charge;

import cn.smspay.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Reads stored charge records by ranges of numbers, in steps, so that a long reading neither fills the memory nor keeps
 * the database from folding back its log. Thread-safe.
 */
public final class Charges {
    private static final int STEP = 5_000;
    /** One is used while these are read. */
    private static final int STEPS_AHEAD = 2;

    /** One text per row: a driver call per column costs more than splitting. */
    private static final String SELECT = "select " + Store.joined(Billing.RECORDS, RowReader.SEPARATOR, Set.of("chain"))
            + " from charge_record where number between :from and :to order by number";

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

    /** Where the chain of records ends. */
    public ChargeHead head() {
        return store.read(sql -> sql.createQuery("select id, number, day, chain from charge_head where id = 1")
                .map((row, context) -> ChargeHead.TABLE.read(row))
                .findOne()
                .orElse(ChargeHead.START));
    }

    /** The day of a record; before every day if it is not in the database. */
    public AccountingDay dayOf(long number) {
        return find(new ChargeNumber(number)).stream()
                .map(record -> record.timing().day())
                .findFirst()
                .orElse(AccountingDay.NONE);
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

    /** Like {@link #forEach}, until {@code use} answers false. The next steps are read on other threads meanwhile. */
    public void walk(Range range, Predicate<ChargeRecord> use) {
        var ahead = new ArrayDeque<CompletableFuture<List<ChargeRecord>>>();
        long asked = range.first();
        boolean goOn = true;
        while (goOn && (asked <= range.last() || !ahead.isEmpty())) {
            while (ahead.size() < STEPS_AHEAD && asked <= range.last()) {
                long first = asked;
                ahead.add(CompletableFuture.supplyAsync(() -> read(first, Math.min(first + STEP - 1, range.last()))));
                asked += STEP;
            }
            goOn = useAll(joined(ahead.remove()), use);
        }
        // Nobody reads any more when this returns; what is wrong with records that nobody wants is not said.
        ahead.forEach(step -> step.handle((records, failure) -> records).join());
    }

    private List<ChargeRecord> read(long first, long last) {
        var rows = store.read(sql -> sql.createQuery(SELECT)
                .bind("from", first)
                .bind("to", last)
                .mapTo(byte[].class)
                .list());
        var reader = new RowReader();
        var records = new ArrayList<ChargeRecord>(rows.size());
        for (var row : rows) {
            records.add(reader.record(row, first + records.size()));
        }
        if (first + records.size() <= last) {
            throw new DamagedBilling("charge record " + (first + records.size()) + " is missing");
        }
        return records;
    }

    private static boolean useAll(List<ChargeRecord> records, Predicate<ChargeRecord> use) {
        for (var record : records) {
            if (!use.test(record)) {
                return false;
            }
        }
        return true;
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** All stored records of this sender after a number, oldest first. Reads every one of them. */
    public List<ChargeRecord> ofSender(String sender, long after) {
        return store.read(sql -> sql.createQuery("select " + String.join(", ", Billing.RECORDS.columns())
                        + " from charge_record" + " where number > :after and sender = :sender order by number")
                .bind("sender", sender)
                .bind("after", after)
                .map((row, context) -> Billing.RECORDS.read(row))
                .list());
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
}

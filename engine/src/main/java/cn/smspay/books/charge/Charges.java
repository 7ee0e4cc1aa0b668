package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;

/**
 * Reads stored charge records by ranges of numbers, in steps, so that a long reading neither fills the memory nor keeps
 * the database from folding back its log. Thread-safe.
 */
public final class Charges {
    private static final int STEP = 5_000;
    /** One is used while these are read. */
    private static final int STEPS_AHEAD = 2;
    /** Read at once where others want the machine: a millisecond or two. */
    private static final int SHORT_STEP = 500;

    private static final String COLUMNS = "select " + String.join(", ", ChargeRow.TABLE.columns()) + " from charge";
    private static final String SELECT = COLUMNS + " where number between :from and :to order by number";

    static final String ORIGINAL_UP_TO = "select number, uplink from charge where number between :low and :middle"
            + " and corrects is null order by number desc limit 1";
    private static final String CORRECTION_OF = "select number from charge_correction where corrected = :number";

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
                number(sql, "select coalesce(min(number), (select number + 1 from charge_head), 1) from charge"),
                number(sql, "select coalesce(max(number), (select number from charge_head), 0) from charge")));
    }

    /** The records accounted on this day. Days never fall with rising numbers, so no index is needed to find them. */
    public Range ofDay(ServiceDay day) {
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
        return sql.createQuery("select day from charge where number = :number")
                .bind("number", number)
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new DamagedBilling("charge record " + number + " is missing"));
    }

    /**
     * The record of an uplink and those that correct it. Uplinks get their numbers in the order of their records, so that no index
     * is needed, which would cost every message a write.
     */
    public List<ChargeRecord> ofUplink(UplinkId uplink) {
        var all = all();
        var numbers = store.read(sql -> {
            var found = new ArrayList<Long>();
            var next = original(sql, all, uplink.value());
            while (next.isPresent()) {
                found.add(next.get());
                next = sql.createQuery(CORRECTION_OF)
                        .bind("number", next.get())
                        .mapTo(Long.class)
                        .findOne();
            }
            return found;
        });
        var records = new ArrayList<ChargeRecord>();
        numbers.forEach(number -> forEach(new Range(number, number), records::add));
        return records;
    }

    private record Place(long number, long uplink) {}

    private static Optional<Long> original(Handle sql, Range all, long uplink) {
        long low = all.first();
        long high = all.last();
        while (low <= high) {
            long middle = (low + high) >>> 1;
            // Corrections bear the uplink of what they correct: the record before them stands for them.
            var place = sql.createQuery(ORIGINAL_UP_TO)
                    .bind("low", low)
                    .bind("middle", middle)
                    .map((row, context) -> new Place(row.getLong(1), row.getLong(2)))
                    .findOne();
            if (place.isPresent() && place.get().uplink() == uplink) {
                return place.map(Place::number);
            } else if (place.isPresent() && place.get().uplink() > uplink) {
                high = place.get().number() - 1;
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }

    /** Where the chain of records ends. */
    public ChargeHead head() {
        return store.read(sql -> sql.createQuery("select id, number, day, chain from charge_head where id = 1")
                .map((row, context) -> ChargeHead.TABLE.read(row))
                .findOne()
                .orElse(ChargeHead.START));
    }

    /** The day of a record; before every day if it is not in the database. */
    public ServiceDay dayOf(long number) {
        return find(new ChargeNumber(number)).stream()
                .map(record -> record.timing().day())
                .findFirst()
                .orElse(ServiceDay.NONE);
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
        walkStored(range, true, stored -> use.test(stored.record()));
    }

    /**
     * The same with records as they are stored; what stands beside a line is as the line says.
     *
     * @param apart whether all of them will be taken apart: that is done ahead then
     */
    public void walkStored(Range range, boolean apart, Predicate<StoredCharge> use) {
        var pace = store.pace();
        if (pace.isAlone()) {
            walkAhead(range, apart, use);
            return;
        }
        var steps = LongStream.iterate(range.first(), first -> first <= range.last(), first -> first + SHORT_STEP)
                .iterator();
        pace.each(() -> {
            if (!steps.hasNext()) {
                return false;
            }
            long first = steps.nextLong();
            return useAll(read(first, Math.min(first + SHORT_STEP - 1, range.last()), apart), use);
        });
    }

    private void walkAhead(Range range, boolean apart, Predicate<StoredCharge> use) {
        var ahead = new ArrayDeque<CompletableFuture<List<StoredCharge>>>();
        long asked = range.first();
        boolean goOn = true;
        while (goOn && (asked <= range.last() || !ahead.isEmpty())) {
            while (ahead.size() < STEPS_AHEAD && asked <= range.last()) {
                long first = asked;
                long last = Math.min(first + STEP - 1, range.last());
                ahead.add(CompletableFuture.supplyAsync(() -> read(first, last, apart)));
                asked += STEP;
            }
            goOn = useAll(joined(ahead.remove()), use);
        }
        // Nobody reads any more when this returns; what is wrong with records that nobody wants is not said.
        ahead.forEach(step -> step.handle((records, failure) -> records).join());
    }

    private List<StoredCharge> read(long first, long last, boolean apart) {
        var rows = store.read(sql -> sql.createQuery(SELECT)
                .bind("from", first)
                .bind("to", last)
                .map((row, context) -> ChargeRow.TABLE.read(row))
                .list());
        var lines = new ChargeLine();
        var records = new ArrayList<StoredCharge>(rows.size());
        for (var row : rows) {
            if (row.number().value() != first + records.size()) {
                break;
            }
            var stored = new StoredCharge(row);
            if (apart) {
                stored.record(lines);
            } else {
                ChargeLine.requireNumbers(row);
            }
            records.add(stored);
        }
        if (first + records.size() <= last) {
            throw new DamagedBilling("charge record " + (first + records.size()) + " is missing");
        }
        return records;
    }

    private static boolean useAll(List<StoredCharge> records, Predicate<StoredCharge> use) {
        for (var record : records) {
            if (!use.test(record)) {
                return false;
            }
        }
        return true;
    }

    /** Hands over the records of a range as one reading sees them, in order; what is missing is passed over. */
    public static void each(Handle sql, Range range, Consumer<ChargeRecord> use) {
        each(sql, SELECT, range, use);
    }

    /** The same with corrections only. */
    public static void eachCorrection(Handle sql, Range range, Consumer<ChargeRecord> use) {
        each(sql, COLUMNS + " where number between :from and :to and corrects is not null order by number", range, use);
    }

    private static void each(Handle sql, String select, Range range, Consumer<ChargeRecord> use) {
        var lines = new ChargeLine();
        sql.createQuery(select)
                .bind("from", range.first())
                .bind("to", range.last())
                .map((row, context) -> ChargeRow.TABLE.read(row))
                .forEach(row -> use.accept(lines.record(row)));
    }

    /** The newest record. */
    public Optional<ChargeRecord> newest() {
        return store.read(sql -> sql.createQuery(COLUMNS + " order by number desc limit 1")
                .map((row, context) -> ChargeRow.TABLE.read(row))
                .findOne()
                .map(new ChargeLine()::record));
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

    /** All stored records of this sender after a number, oldest first. Looks at every line of them. */
    public List<ChargeRecord> ofSender(String sender, long after) {
        var field = new ByteSink();
        CsvLine.field(field, sender);
        var wanted = field.toBytes();
        var lines = new ChargeLine();
        return store.read(sql -> {
            var found = new ArrayList<ChargeRecord>();
            sql.createQuery(COLUMNS + " where number > :after order by number")
                    .bind("after", after)
                    .map((row, context) -> ChargeRow.TABLE.read(row))
                    .forEach(row -> {
                        if (ChargeLine.mentions(row.line(), wanted)) {
                            found.add(lines.record(row));
                        }
                    });
            found.removeIf(record -> !record.who().sender().equals(sender));
            return found;
        });
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

package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Charges.Range;
import cn.smspay.store.Store;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Counts and sums of charge records by one of their properties. */
public final class Summary {
    /** What the records are sorted by. */
    public enum By {
        DAY(record -> record.timing().day().toString()),
        /** Hour of arrival in Shanghai. */
        HOUR(record -> TWO_DIGITS.format(record.timing().eventAt().atZone(ServiceDay.ZONE))),
        PROVINCE(record -> record.who().province()),
        COMMAND(record -> record.what().command()),
        DISPOSITION(record -> record.what().disposition()),
        TARIFF(record -> record.fee().tariff());

        private final Function<ChargeRecord, String> property;

        By(Function<ChargeRecord, String> property) {
            this.property = property;
        }

        String of(ChargeRecord record) {
            return property.apply(record);
        }
    }

    private static final DateTimeFormatter TWO_DIGITS = DateTimeFormatter.ofPattern("HH", Locale.ROOT);

    /**
     * One line of a summary.
     *
     * @param key empty where records have none
     * @param sumLi 厘, corrections included
     */
    public record SummaryLine(String key, long records, long sumLi) {}

    private final Store store;
    private final Charges charges;
    private final Optional<DayTotals> totals;

    public Summary(Store store) {
        this(store, Optional.empty());
    }

    /** @param totals of days that are over, so that their records need not be read */
    public Summary(Store store, Optional<DayTotals> totals) {
        this.store = store;
        this.charges = new Charges(store);
        this.totals = totals;
    }

    /**
     * The records accounted from {@code first} to {@code last}, both included, sorted by key; of records that were deleted
     * with their retention the totals that were kept.
     */
    public List<SummaryLine> of(LocalDate first, LocalDate last, By by) {
        var lines = new TreeMap<String, SummaryLine>();
        var unread = totals.isPresent()
                ? besides(totals.get(), first, last, total -> {
                    if (total.key().property().equals(by.name())) {
                        add(lines, new SummaryLine(total.key().word(), total.records(), total.sumLi()));
                    }
                })
                : List.of(new Range(
                        charges.ofDay(ServiceDay.of(first)).first(),
                        charges.ofDay(ServiceDay.of(last)).last()));
        store.read(sql -> {
            for (var range : unread) {
                Charges.each(
                        sql,
                        range,
                        record -> add(
                                lines,
                                new SummaryLine(by.of(record), 1, record.fee().amountLi())));
            }
            sql.createQuery("""
                            select word, records, sum_li from charge_kept
                            where property = :property and day between :first and :last""")
                    .bind("property", by.name())
                    .bind("first", ServiceDay.of(first).yyyymmdd())
                    .bind("last", ServiceDay.of(last).yyyymmdd())
                    .map((row, context) ->
                            new SummaryLine(row.getString("word"), row.getLong("records"), row.getLong("sum_li")))
                    .forEach(line -> add(lines, line));
            return null;
        });
        return List.copyOf(lines.values());
    }

    /** Hands over the totals that are written down, and returns the records of the other days. */
    private List<Range> besides(DayTotals totals, LocalDate first, LocalDate last, Consumer<KeptTotals> use) {
        var all = charges.all();
        if (all.size() == 0) {
            return List.of();
        }
        var unread = new ArrayList<Range>();
        var oldest = charges.dayOf(all.first()).date();
        var newest = charges.head().day().date();
        var end = last.isBefore(newest) ? last : newest;
        for (var day = first.isAfter(oldest) ? first : oldest; !day.isAfter(end); day = day.plusDays(1)) {
            var range = charges.ofDay(ServiceDay.of(day));
            if (range.size() > 0) {
                totals.read(ServiceDay.of(day), range)
                        .ifPresentOrElse(written -> written.forEach(use), () -> unread.add(range));
            }
        }
        return unread;
    }

    private static void add(Map<String, SummaryLine> lines, SummaryLine more) {
        lines.merge(
                more.key(),
                more,
                (one, other) -> new SummaryLine(
                        one.key(), one.records() + other.records(), Math.addExact(one.sumLi(), other.sumLi())));
    }

    /** How many records of these days were deleted with their retention: their totals are kept, they themselves are gone. */
    public long deleted(LocalDate first, LocalDate last) {
        return store.read(sql -> sql.createQuery("""
                        select coalesce(sum(records), 0) from charge_kept
                        where property = 'DAY' and day between :first and :last""")
                .bind("first", ServiceDay.of(first).yyyymmdd())
                .bind("last", ServiceDay.of(last).yyyymmdd())
                .mapTo(Long.class)
                .one());
    }

    /** Up to which number records were deleted with their retention; 0 if none was. */
    public long purgedThrough() {
        return store.read(sql -> sql.createQuery("select coalesce(max(through_number), 0) from charge_purge")
                .mapTo(Long.class)
                .one());
    }
}

package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Store;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The uplinks of one day of arrival as the SMSC may have counted them, late records included. */
final class SmscDay {
    /** A record that is late by more than this counts on no day that anybody still compares. */
    private static final int LATE_DAYS_MOST = 3;

    private final Store store;
    private final Charges charges;

    SmscDay(Store store) {
        this.store = store;
        this.charges = new Charges(store);
    }

    /** Like {@code 10658888 at 09}. */
    static String place(String service, int hour) {
        return String.format(Locale.ROOT, "%s at %02d", service, hour);
    }

    /** How many uplinks have a record, by service number, or by number and hour; of purged days by number alone. */
    Map<String, Long> accepted(ServiceDay day, boolean byHour) {
        var counts = new HashMap<String, Long>();
        each(day, record -> {
            var service = record.message().service().digits();
            int hour = record.timing().eventAt().atZone(ServiceDay.ZONE).getHour();
            counts.merge(byHour ? place(service, hour) : service, 1L, Math::addExact);
        });
        store.read(sql -> sql.createQuery(
                        "select word, uplinks from charge_kept where property = :property and day = :day")
                .bind("property", KeptTotals.SERVICE)
                .bind("day", day.yyyymmdd())
                .map((row, c) -> counts.merge(row.getString("word"), row.getLong("uplinks"), Math::addExact))
                .list());
        return counts;
    }

    /** The day's uplinks, each by the SMSC's id or by its two numbers, and how many there are of each. */
    Map<String, Long> messages(ServiceDay day, boolean byId) {
        var counts = new HashMap<String, Long>();
        each(day, record -> {
            var id = record.message().smscMessageId();
            var word = byId
                    ? "message " + (id == null ? "" : id)
                    : "from " + record.who().sender() + " to "
                            + record.message().service().digits();
            counts.merge(word, 1L, Math::addExact);
        });
        return counts;
    }

    /** The records of uplinks that arrived on this day. */
    private void each(ServiceDay day, Consumer<ChargeRecord> use) {
        var start = day.date().atStartOfDay(ServiceDay.ZONE).toInstant();
        var end = day.date().plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant();
        var range = new Charges.Range(
                charges.ofDay(day).first(),
                charges.ofDay(ServiceDay.of(day.date().plusDays(LATE_DAYS_MOST)))
                        .last());
        store.read(sql -> {
            Charges.each(sql, range, record -> {
                var at = record.timing().eventAt();
                if (record.corrects() == null && !at.isBefore(start) && at.isBefore(end)) {
                    use.accept(record);
                }
            });
            return null;
        });
    }
}

package cn.smspay.files.billing;

import cn.smspay.books.charge.AccountingDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Store;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;

/** The uplinks of one day of arrival as the SMSC may have counted them, late records included. */
final class SmscDay {
    private static final long HOUR_MILLIS = 3_600_000;
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
    Map<String, Long> accepted(AccountingDay day, boolean byHour) {
        var counts = new HashMap<String, Long>();
        store.read(sql -> ofDay(sql.createQuery("""
                                select service, (event_at - :start) / 3600000 as hour, count(*) as n from charge_record
                                where number between :from and :to and corrects is null
                                  and event_at >= :start and event_at < :end
                                group by 1, 2"""), day)
                .map((row, c) -> counts.merge(
                        byHour ? place(row.getString("service"), row.getInt("hour")) : row.getString("service"),
                        row.getLong("n"),
                        Math::addExact))
                .list());
        store.read(sql -> sql.createQuery(
                        "select word, uplinks from charge_kept where property = :property and day = :day")
                .bind("property", KeptTotals.SERVICE)
                .bind("day", day.yyyymmdd())
                .map((row, c) -> counts.merge(row.getString("word"), row.getLong("uplinks"), Math::addExact))
                .list());
        return counts;
    }

    /** The day's uplinks, each by the SMSC's id or by its two numbers, and how many there are of each. */
    Map<String, Long> messages(AccountingDay day, boolean byId) {
        var key = byId ? "'message ' || coalesce(smsc_message_id, '')" : "'from ' || sender || ' to ' || service";
        var counts = new HashMap<String, Long>();
        store.read(sql -> ofDay(sql.createQuery("select " + key + """
                                 as word, count(*) as n from charge_record
                                where number between :from and :to and corrects is null
                                  and event_at >= :start and event_at < :end
                                group by 1"""), day)
                .map((row, c) -> counts.merge(row.getString("word"), row.getLong("n"), Math::addExact))
                .list());
        return counts;
    }

    private Query ofDay(Query query, AccountingDay day) {
        long start = day.date().atStartOfDay(AccountingDay.ZONE).toInstant().toEpochMilli();
        return query.bind("from", charges.ofDay(day).first())
                .bind(
                        "to",
                        charges.ofDay(AccountingDay.of(day.date().plusDays(LATE_DAYS_MOST)))
                                .last())
                .bind("start", start)
                .bind("end", start + 24 * HOUR_MILLIS);
    }
}

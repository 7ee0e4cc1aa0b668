package cn.smspay.books.ledger;

import cn.smspay.base.ServiceDay;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Compares closed days with the book as it is now: neither may have changed since. */
final class DayCheck {
    private DayCheck() {}

    static List<String> faults(Handle sql) {
        var faults = new ArrayList<String>();
        var days = sql.createQuery("select day, slot, last_transfer, chain, closed_at from ledger_day order by day")
                .map((row, c) -> DayClose.Day.TABLE.read(row))
                .list();
        long before = 0;
        for (var day : days) {
            lookAtHead(sql, day, faults);
            lookAtTotals(sql, day, faults);
            if (day.lastTransfer() < before || !day.date().isBefore(ServiceDay.date(day.closedAt()))) {
                faults.add("the closed day " + day.date() + " does not follow the one before it");
            }
            before = day.lastTransfer();
        }
        lookAtOpen(sql, days, faults);
        return faults;
    }

    private static void lookAtHead(Handle sql, DayClose.Day day, List<String> faults) {
        var link = day.lastTransfer() == 0
                ? LedgerChain.Head.START.chain()
                : sql.createQuery("select chain from transfer where id = :id")
                        .bind("id", day.lastTransfer())
                        .mapTo(byte[].class)
                        .findOne()
                        .orElse(new byte[0]);
        if (!Arrays.equals(link, day.chain()) || day.slot() != LedgerChain.SLOT) {
            faults.add("the day " + day.date() + " was closed with another chain at transfer " + day.lastTransfer()
                    + ": the book before it was changed; put back a backup and compare");
        }
    }

    private static void lookAtTotals(Handle sql, DayClose.Day day, List<String> faults) {
        var kept = new HashMap<String, DayClose.Total>();
        sql.createQuery("select day, code, nature, debit, credit, balance from ledger_day_total where day = :day")
                .bind("day", ServiceDay.number(day.date()))
                .map((row, c) -> DayClose.Total.TABLE.read(row))
                .forEach(total -> kept.put(total.code(), total));
        for (var total : DayClose.totals(sql, ServiceDay.number(day.date()))) {
            if (!total.equals(kept.remove(total.code()))) {
                faults.add("on the closed day " + day.date() + " the postings of " + total.code()
                        + " make a balance of " + total.balance() + " fen, and another was kept");
            }
        }
        kept.keySet()
                .forEach(code -> faults.add("on the closed day " + day.date() + " a total of " + code
                        + " was kept, and there are no postings to it"));
    }

    private static void lookAtOpen(Handle sql, List<DayClose.Day> days, List<String> faults) {
        int open = sql.createQuery("select coalesce(max(closed_day), 0) from ledger_open where id = 1")
                .mapTo(Integer.class)
                .one();
        int last =
                days.isEmpty() ? 0 : ServiceDay.number(days.get(days.size() - 1).date());
        if (open > last) {
            faults.add("the day " + open + " was closed and its totals were not made: ledger close makes them");
        } else if (open < last) {
            faults.add("the writer takes " + open + " for the last closed day, and " + last + " is closed");
        }
        faults.addAll(sql.createQuery("""
                        select distinct 'totals are kept of the day ' || day || ', which is not closed'
                        from ledger_day_total t where not exists (select 1 from ledger_day d where d.day = t.day)""").mapTo(String.class).list());
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.COUNT;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;

/** Counts how often a subscriber does something, for {@code limit} in dialogue files; the days are Shanghai's. */
public final class CountUse implements Action {
    private static final Table<Key, Row> COUNTS = Table.of("use_count", Key.class, Row.class);
    /** A count without end; no day has this number. */
    private static final int EVER = 99_999_999;

    /** @param period the first day of the time in which is counted, as {@code yyyymmdd} */
    record Key(SubscriptionId subscription, String counter, int period) {}

    /** @param until the last day of it, as {@code yyyymmdd} */
    record Row(Key key, int used, int until) {}

    private record Period(int first, int last) {}

    @Override
    public Catalogue.Action declared() {
        return action(
                Step.Do.COUNT,
                false,
                List.of(),
                outcome("ok", output("used", COUNT, 4), output("remaining", COUNT, 4)),
                outcome("over", output("used", COUNT, 4)));
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        var period = period(call.input("per"), ServiceDay.date(call.now()));
        int times = Integer.parseInt(call.input("times"));
        var key = new Key(call.who(), call.input("counter"), period.first());
        int used = call.tx().find(COUNTS, key).map(Row::used).orElse(0);
        if (used >= times) {
            return new Result("over", Map.of("used", Integer.toString(used)), List.of());
        }
        call.tx().put(COUNTS, new Row(key, used + 1, period.last()));
        return new Result(
                "ok",
                Map.of("used", Integer.toString(used + 1), "remaining", Integer.toString(times - used - 1)),
                List.of());
    }

    private static Period period(String per, LocalDate day) {
        return switch (per) {
            case "day" -> days(day, day);
            case "week" -> {
                var monday = day.minusDays(day.getDayOfWeek().getValue() - 1L);
                yield days(monday, monday.plusDays(6));
            }
            case "month" -> days(day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
            case "ever" -> new Period(0, EVER);
            default -> throw new IllegalArgumentException("no period " + per);
        };
    }

    private static Period days(LocalDate first, LocalDate last) {
        return new Period(ServiceDay.number(first), ServiceDay.number(last));
    }

    /** Drops counts whose time is over, at most {@code most}. Returns how many. */
    public static int drop(Tx tx, Instant now, int most) {
        return tx.change(
                COUNTS,
                sql -> sql.createUpdate("""
                        delete from use_count where (subscription, counter, period) in (
                            select subscription, counter, period from use_count where until < :today limit :most)""")
                        .bind("today", ServiceDay.number(now))
                        .bind("most", most)
                        .execute());
    }
}

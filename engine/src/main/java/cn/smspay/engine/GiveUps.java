package cn.smspay.engine;

import cn.smspay.base.ServiceDay;
import cn.smspay.store.Store;
import cn.smspay.talk.desk.ReleaseLog;
import cn.smspay.talk.desk.Tally;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Questions at which far more subscribers give up than on the day before: the sign of a release that people cannot follow. A
 * dialogue that nobody used the day before has nothing to be compared with.
 */
final class GiveUps {
    /** So many times as often as on the day before, all of it or of as many messages, is no chance. */
    private static final long TIMES = 3;
    /** Below this a few people are most of the figure. */
    private static final long LEAST = 10;

    /** What its alarms are called, before the question. */
    static final String ALARM = "give-ups of ";

    private static final String GAVE_UP = "REFUSED:give_up";

    private final Store store;
    private final Clock clock;

    GiveUps(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What happened at a question on one day.
     *
     * @param messages all that came to it
     */
    record Day(long messages, long gaveUp) {
        static final Day NOTHING = new Day(0, 0);

        private Day and(Tally.Figure figure) {
            return new Day(
                    messages + figure.times(), gaveUp + (figure.came().equals(GAVE_UP) ? figure.times() : 0));
        }
    }

    /** Whether today is so much worse, by number or by share. */
    static boolean isMany(Day today, Day before) {
        return today.gaveUp() >= LEAST
                && (today.gaveUp() >= TIMES * before.gaveUp()
                        || today.gaveUp() * before.messages() >= TIMES * before.gaveUp() * today.messages());
    }

    /** The name of an alarm and what it says, for each such question. */
    Map<String, String> trouble() {
        var today = ServiceDay.date(clock.instant());
        int before = ServiceDay.number(today.minusDays(1));
        var now = new TreeMap<String, Day>();
        var then = new TreeMap<String, Day>();
        var known = new TreeSet<String>();
        for (Tally.Figure each : Tally.read(store, before, ServiceDay.number(today), "")) {
            var at = each.dialog() + '.' + each.step();
            if (each.day() == before) {
                known.add(each.dialog());
                then.merge(at, Day.NOTHING.and(each), (all, more) -> all.and(each));
            } else {
                now.merge(at, Day.NOTHING.and(each), (all, more) -> all.and(each));
            }
        }
        var wrong = new LinkedHashMap<String, String>();
        now.forEach((at, day) -> {
            var was = then.getOrDefault(at, Day.NOTHING);
            if (known.contains(at.substring(0, at.indexOf('.'))) && isMany(day, was)) {
                wrong.put(ALARM + at, said(day, was));
            }
        });
        return wrong;
    }

    private String said(Day today, Day before) {
        return today.gaveUp() + " of " + today.messages() + " messages today, " + before.gaveUp() + " of "
                + before.messages() + " on the whole day before"
                + new ReleaseLog(store).newest().map(each -> "; served is " + each.called()).orElse("");
    }
}

package cn.smspay.talk.script;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether of several sets of guards one holds in every case, or two hold together: every case is tried that can make a
 * difference. Holidays, and questions to the accounts, may be so or not at any moment.
 */
public final class Conditions {
    /** More cases than that are not tried; then nothing is known. */
    private static final int CASES_MAX = 200_000;

    private static final int DAYS_OF_WEEK = 7;

    private final List<String> named = new ArrayList<>();
    private final Set<Integer> minutes = new TreeSet<>(Set.of(0));
    private final Set<Long> days = new TreeSet<>(Set.of(LocalDate.of(2000, 1, 1).toEpochDay()));
    private final Set<String> languages = new LinkedHashSet<>(Set.of(""));

    private Conditions(List<List<Guard>> sets) {
        var names = new LinkedHashSet<String>();
        for (Guard guard : sets.stream().flatMap(List::stream).toList()) {
            var moment = guard.moment();
            if (moment == null) {
                names.add(guard.name());
                continue;
            }
            switch (moment.kind()) {
                case TIME -> minutes.addAll(List.of((int) moment.from(), (int) (moment.to() % (24 * 60))));
                case DATE -> days.addAll(List.of(moment.from() - 1, moment.from(), moment.to(), moment.to() + 1));
                case LANGUAGE -> languages.add(moment.language());
                case HOLIDAY, WORKDAY -> names.add(guard.name());
                case WEEKDAY -> {}
            }
        }
        named.addAll(names);
    }

    /** Whether at least one of the sets holds, whatever the case; false also where that is too much to try. */
    public static boolean oneHolds(List<List<Guard>> sets) {
        if (sets.stream().anyMatch(List::isEmpty)) {
            return true;
        }
        var conditions = new Conditions(sets);
        return !conditions.isTooMuch()
                && conditions.cases().stream().allMatch(each -> sets.stream().anyMatch(each::hold));
    }

    /** Whether there is a case in which both hold; true also where that is too much to try. */
    public static boolean together(List<Guard> one, List<Guard> other) {
        var conditions = new Conditions(List.of(one, other));
        return conditions.isTooMuch()
                || conditions.cases().stream().anyMatch(each -> each.hold(one) && each.hold(other));
    }

    private boolean isTooMuch() {
        return named.size() > 10
                || (1L << named.size()) * minutes.size() * days.size() * languages.size() * DAYS_OF_WEEK > CASES_MAX;
    }

    private List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (long so = 0; so < 1L << named.size(); so++) {
            var answers = new HashMap<String, Boolean>();
            for (int i = 0; i < named.size(); i++) {
                answers.put(named.get(i), (so >> i & 1) == 1);
            }
            for (int minute : minutes) {
                for (long day : days) {
                    for (int weekday = 0; weekday < DAYS_OF_WEEK; weekday++) {
                        for (String language : languages) {
                            cases.add(new Case(answers, minute, day, weekday, language));
                        }
                    }
                }
            }
        }
        return cases;
    }

    /** One case; the weekday is tried apart from the day, which only makes it stricter. */
    private record Case(Map<String, Boolean> answers, int minute, long day, int weekday, String language) {
        boolean hold(List<Guard> guards) {
            return guards.stream().allMatch(guard -> isSo(guard) != guard.negated());
        }

        private boolean isSo(Guard guard) {
            var moment = guard.moment();
            if (moment == null) {
                return answers.getOrDefault(guard.name(), false);
            }
            return switch (moment.kind()) {
                case TIME ->
                    moment.holds(
                            LocalDate.ofEpochDay(day).atTime(minute / 60, minute % 60), language, Moment.Calendar.NONE);
                case DATE, LANGUAGE ->
                    moment.holds(LocalDate.ofEpochDay(day).atStartOfDay(), language, Moment.Calendar.NONE);
                case WEEKDAY -> (moment.from() >> weekday & 1) == 1;
                case HOLIDAY, WORKDAY -> answers.getOrDefault(guard.name(), false);
            };
        }
    }
}

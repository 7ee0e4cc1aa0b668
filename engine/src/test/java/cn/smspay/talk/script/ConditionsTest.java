package cn.smspay.talk.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards about the moment, and what can be told of several of them. */
final class ConditionsTest {
    private static List<List<Guard>> sets(String written) {
        return Arrays.stream(written.split("/"))
                .map(set -> Arrays.stream(set.split("&"))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .map(Guard::of)
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registered / not registered | true",
                "registered / real_name | false",
                "registered / not registered & real_name / not registered & not real_name | true",
                "time 05:00-11:00 / time 11:00-18:00 / time 18:00-05:00 | true",
                "time 05:00-11:00 / time 11:00-18:00 / time 18:01-05:00 | false",
                "time 00:00-12:00 / time 12:00-24:00 | true",
                "weekday mon-fri / weekday sat,sun | true",
                "weekday mon-fri / weekday sat | false",
                "workday / not workday | true",
                "holiday / workday | false",
                "language en / not language en | true",
                "language en / language zh | false",
                "date 2009-11-01..2009-11-30 / not date 2009-11-01..2009-11-30 | true",
                "time 08:00-20:00 & weekday 1-5 / not time 08:00-20:00 / weekday 6-7 | true"
            })
    void oneOfThemHoldsInEveryCase(String sets, boolean always) {
        assertEquals(always, Conditions.oneHolds(sets(sets)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registered / not registered | false",
                "registered / real_name | true",
                "time 05:00-11:00 / time 11:00-18:00 | false",
                "time 05:00-11:00 / time 10:59-18:00 | true",
                "weekday fri-mon / weekday tue-thu | false",
                "weekday fri-mon / weekday mon | true",
                "date 2009-11-01..2009-11-30 / date 2009-11-30 | true",
                "date 2009-11-01..2009-11-30 / date 2009-12-01 | false",
                "language en / language zh | false"
            })
    void twoOfThemHoldTogether(String sets, boolean together) {
        var both = sets(sets);
        assertEquals(together, Conditions.together(both.get(0), both.get(1)));
    }

    @Test
    void moreThanCanBeTriedIsTakenForTheWorse() {
        var many = new ArrayList<List<Guard>>();
        for (int i = 0; i < 30; i++) {
            many.add(List.of(new Guard("g" + i, false)));
        }
        many.add(List.of(new Guard("g0", true)));

        assertTrue(Conditions.together(many.get(0), many.get(1)));
        assertEquals(false, Conditions.oneHolds(many));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time",
                "time 6-12",
                "time 06:00",
                "time 06:00-06:00",
                "time 25:00-26:00",
                "time 24:00-06:00",
                "time 06:00-12:00-18:00",
                "weekday",
                "weekday monday",
                "weekday 0-5",
                "weekday 1-8",
                "date",
                "date today",
                "date 2009-11-31",
                "date 2009-12-01..2009-11-01",
                "language",
                "language english",
                "holiday today",
                "workday mon"
            })
    void whatIsWrittenWronglyIsToldWithARightExample(String written) {
        var sentence = assertThrows(IllegalArgumentException.class, () -> Guard.of(written))
                .getMessage();

        assertTrue(String.valueOf(sentence).matches("(?s).*(like |stands alone).*"), sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "time 06:00-12:00, 2009-11-02T06:00, true",
        "time 06:00-12:00, 2009-11-02T12:00, false",
        "time 22:00-06:00, 2009-11-02T23:59, true",
        "time 22:00-06:00, 2009-11-02T05:59, true",
        "time 22:00-06:00, 2009-11-02T06:00, false",
        "weekday mon, 2009-11-02T00:00, true",
        "weekday sat-mon, 2009-11-01T00:00, true",
        "weekday sat-mon, 2009-11-03T00:00, false",
        "date 2009-11-01..2009-11-30, 2009-11-30T23:59, true",
        "date 2009-11-01..2009-11-30, 2009-12-01T00:00, false",
        "holiday, 2009-10-01T12:00, true",
        "holiday, 2009-11-01T12:00, false",
        "workday, 2009-10-01T12:00, false",
        "workday, 2009-10-10T12:00, true",
        "workday, 2009-11-01T12:00, false",
        "workday, 2009-11-02T12:00, true",
        "language en, 2009-11-02T12:00, true",
        "language zh, 2009-11-02T12:00, false"
    })
    void theMomentIsAsked(String guard, LocalDateTime at, boolean holds) {
        var calendar = new Moment.Calendar(Set.of(LocalDate.of(2009, 10, 1)), Set.of(LocalDate.of(2009, 10, 10)));

        assertEquals(holds, Objects.requireNonNull(Guard.of(guard).moment()).holds(at, "en", calendar));
    }
}

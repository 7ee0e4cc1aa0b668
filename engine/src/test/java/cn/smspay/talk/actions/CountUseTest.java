package cn.smspay.talk.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link CountUse} counts together, and when a count begins anew. */
final class CountUseTest extends AccountsFixture {
    private Action.Result count(SubscriptionId who, String counter, String per, int times) {
        return world.in(tx -> new CountUse()
                .perform(
                        accounts,
                        new Action.ActionRequest(
                                tx,
                                who,
                                Channel.SMS,
                                "k",
                                Map.of("counter", counter, "per", per, "times", Integer.toString(times)),
                                Map.of(),
                                world.clock.instant())));
    }

    @Test
    void soManyTimesAndNotOnceMore() {
        var alice = world.subscriber(ALICE);

        var first = count(alice, "look", "day", 2);
        var second = count(alice, "look", "day", 2);
        var third = count(alice, "look", "day", 2);
        var fourth = count(alice, "look", "day", 2);

        assertEquals("ok {remaining=1, used=1}", words(first));
        assertEquals("ok {remaining=0, used=2}", words(second));
        assertEquals("over {used=2}", words(third));
        assertEquals("over {used=2}", words(fourth));
        assertEquals("ok {remaining=0, used=3}", words(count(alice, "look", "day", 3)));
        assertEquals("over {used=3}", words(count(alice, "look", "day", 0)));
    }

    private static String words(Action.Result result) {
        return result.outcome() + " " + new java.util.TreeMap<>(result.values());
    }

    @Test
    void othersAndOtherCountersCountForThemselves() {
        var alice = world.subscriber(ALICE);
        var bob = world.subscriber(BOB);

        assertEquals("ok", count(alice, "look", "day", 1).outcome());
        assertEquals("over", count(alice, "look", "day", 1).outcome());
        assertEquals("ok", count(bob, "look", "day", 1).outcome());
        assertEquals("ok", count(alice, "ask", "day", 1).outcome());
    }

    /** Shanghai's days: 2009-11-02 is a Monday. */
    @ParameterizedTest
    @CsvSource({
        "day, 2009-11-02T00:00:00, 2009-11-02T23:59:59, over",
        "day, 2009-11-02T23:59:59, 2009-11-03T00:00:00, ok",
        "week, 2009-11-02T00:00:00, 2009-11-08T23:59:59, over",
        "week, 2009-11-08T23:59:59, 2009-11-09T00:00:00, ok",
        "week, 2009-12-28T10:00:00, 2010-01-03T10:00:00, over",
        "month, 2009-11-01T00:00:00, 2009-11-30T23:59:59, over",
        "month, 2009-11-30T23:59:59, 2009-12-01T00:00:00, ok",
        "month, 2012-02-29T10:00:00, 2012-03-01T10:00:00, ok",
        "ever, 2009-11-02T00:00:00, 2019-11-02T00:00:00, over"
    })
    void aCountEndsWithItsTime(String per, String first, String second, String outcome) {
        var alice = world.subscriber(ALICE);
        world.clock.set(first);
        assertEquals("ok", count(alice, "look", per, 1).outcome());

        world.clock.set(second);

        assertEquals(outcome, count(alice, "look", per, 1).outcome());
    }

    @Test
    void aPeriodThatNobodyKnowsIsAFaultOfOurs() {
        var alice = world.subscriber(ALICE);
        assertThrows(IllegalArgumentException.class, () -> count(alice, "look", "year", 1));
    }

    @Test
    void onlyCountsWhoseTimeIsOverAreDroppedAndNotMoreThanAsked() {
        var alice = world.subscriber(ALICE);
        for (String counter : new String[] {"a", "b", "c"}) {
            count(alice, counter, "day", 1);
        }
        count(alice, "w", "week", 1);
        count(alice, "e", "ever", 1);

        assertEquals(0, drop(10));
        world.clock.set("2009-11-03T00:00:00");
        assertEquals(2, drop(2));
        assertEquals(1, drop(2));
        assertEquals(0, drop(2));
        assertEquals("over", count(alice, "w", "week", 1).outcome());
        world.clock.set("2009-11-09T00:00:00");
        assertEquals(1, drop(9));
        assertEquals("over", count(alice, "e", "ever", 1).outcome());
    }

    private int drop(int most) {
        return world.in(tx -> CountUse.drop(tx, world.clock.instant(), most));
    }
}

package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Part;
import cn.smspay.books.outbox.Downlink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Order, patience and end of answers, told by the second. */
final class AnswerQueueTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final SubmitOutcome TAKEN = new SubmitOutcome.Accepted("main", "1");
    private static final SubmitOutcome FULL =
            new SubmitOutcome.TryLater("message queue full (0x14)", SubmitOutcome.TryLater.Cause.TOO_MUCH);
    private static final SubmitOutcome NOT_LIKED =
            new SubmitOutcome.TryLater("submit failed (0x45)", SubmitOutcome.TryLater.Cause.REFUSED);
    private static final SubmitOutcome NO_ROOM = new SubmitOutcome.TryLater("no bind has room");
    private static final SubmitOutcome SILENCE = new SubmitOutcome.Unknown("main", "no answer in time", false);
    private static final SubmitOutcome LOST = new SubmitOutcome.Unknown("main", "connection lost", true);
    private static final SubmitOutcome BAD = new SubmitOutcome.Refused("main", 0x0B);

    private long now = 1_000_000;
    private long ids;
    private final AnswerQueue queue = new AnswerQueue(new AnswerQueue.ResendLimits(3, Duration.ofSeconds(30)), now);

    @Test
    void answersToOneNumberGoOneAfterTheOther() {
        var first = answer(1, 1);
        var second = answer(1, 1);

        assertEquals(first, queue.next(now));
        assertNull(queue.next(now));
        ends(first, TAKEN);

        assertEquals(second, queue.next(now));
    }

    @Test
    void partsGoOneByOneSoThatRoomForOneIsEnough() {
        var long3 = answer(1, 3);
        for (int part = 1; part <= 3; part++) {
            assertEquals(long3, queue.next(now));
            assertEquals(part, long3.partNumber());
            assertNull(queue.next(now));
            ends(long3, TAKEN);
        }

        assertEquals(Sending.End.SENT, long3.end());
        assertEquals(0, queue.size());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "5, 15", "6, 30", "7, 60", "8, 60", "12, 60"})
    void aNumberThatIsRefusedPausesLongerEachTime(int refusals, int seconds) {
        var refused = answer(1, 1);
        for (int i = 1; i < refusals; i++) {
            assertNotNull(queue.next(now));
            ends(refused, FULL);
            now += Duration.ofSeconds(60).toMillis();
        }
        assertNotNull(queue.next(now));
        ends(refused, FULL);

        now += Duration.ofSeconds(seconds).toMillis() - 1;
        assertNull(queue.next(now));
        now += 1;
        assertEquals(refused, queue.next(now));
    }

    @Test
    void aNumberThatIsRefusedHindersNoOther() {
        var refused = answer(1, 1);
        queue.next(now);
        ends(refused, FULL);

        for (int number = 2; number < 50; number++) {
            var other = answer(number, 2);
            assertEquals(other, queue.next(now));
            ends(other, TAKEN);
            assertEquals(other, queue.next(now));
            ends(other, TAKEN);
        }

        assertEquals(1, queue.size());
    }

    @Test
    void theFirstAcceptedAfterADroughtLetsEveryPausedNumberTryAtOnce() {
        var paused = new ArrayList<Sending>();
        for (int number = 1; number <= 5; number++) {
            paused.add(answer(number, 1));
        }
        for (int round = 0; round < 6; round++) {
            now += Duration.ofSeconds(60).toMillis();
            for (int i = 0; i < 5; i++) {
                var next = queue.next(now);
                assertNotNull(next);
                ends(next, FULL);
            }
        }
        now += 5_000;
        assertNull(queue.next(now));
        var well = answer(9, 1);
        queue.next(now);

        ends(well, TAKEN);

        var tried = new ArrayList<Sending>();
        for (var next = queue.next(now); next != null; next = queue.next(now)) {
            tried.add(next);
        }
        assertEquals(new TreeSet<>(ids(paused)), new TreeSet<>(ids(tried)));
    }

    @Test
    void whatCannotBeSentAtAllLeavesItsPlaceToTheNext() {
        var bad = answer(1, 1);
        var next = answer(1, 1);
        queue.next(now);

        queue.unsendable(bad, "broken seal");

        assertEquals(Sending.End.GIVEN_UP, bad.end());
        assertEquals("broken seal", bad.why());
        assertEquals(next, queue.next(now));
    }

    @Test
    void anAnswerThatAloneIsRefusedLeavesItsPlaceToTheNextInHalfAMinute() {
        var disliked = answer(1, 1);
        var next = answer(1, 1);
        int tries = refuseForAMinute(NOT_LIKED, disliked);

        assertEquals(AnswerQueue.REFUSALS_ALONE_MAX, tries);
        assertEquals(Sending.End.GIVEN_UP, disliked.end());
        assertEquals(next, queue.next(now));
    }

    @ParameterizedTest
    @CsvSource({"TOO_MUCH, false", "REFUSED, true"})
    void aPhoneThatIsFullOrAnSmscThatTakesNothingLosesNoAnswer(SubmitOutcome.TryLater.Cause cause, boolean everybody) {
        var first = answer(1, 1);
        answer(1, 1);
        if (everybody) {
            var other = answer(2, 1);
            queue.next(now);
            queue.next(now);
            ends(first, NOT_LIKED);
            ends(other, NOT_LIKED);
            other.later(new SubmitOutcome.TryLater("stays so"));
        }

        refuseForAMinute(new SubmitOutcome.TryLater("status", cause), first);

        assertNull(first.end());
    }

    /** @return how often it was tried */
    private int refuseForAMinute(SubmitOutcome outcome, Sending sending) {
        int tries = 0;
        long end = now + 60_000;
        while (now < end && sending.end() == null) {
            var next = queue.next(now);
            if (next == null) {
                now += 1_000;
            } else {
                tries += next == sending ? 1 : 0;
                ends(next, outcome);
            }
        }
        return tries;
    }

    @Test
    void onlyWhatHasNoChanceCountsAsWaiting() {
        var full = answer(1, 1);
        queue.next(now);
        ends(full, FULL);
        answer(1, 1);
        now += 60_000;
        assertEquals(0, queue.longestWait(now), "one phone that is full");

        answer(2, 1);
        now += 5_000;
        assertEquals(5_000, queue.longestWait(now), "no room");
    }

    @Test
    void severalNumbersThatAreRefusedWhileNoneIsTakenCountAsWaiting() {
        for (int number = 1; number <= 3; number++) {
            answer(number, 1);
        }
        for (int i = 0; i < 3; i++) {
            var next = queue.next(now);
            assertNotNull(next);
            ends(next, FULL);
        }
        now += 90_000;

        assertEquals(90_000, queue.longestWait(now));
    }

    @Test
    void withoutRoomNoPauseGrows() {
        var waits = answer(1, 1);
        for (int i = 0; i < 20; i++) {
            assertEquals(waits, queue.next(now));
            ends(waits, NO_ROOM);
            now += 200;
        }

        assertEquals(waits, queue.next(now));
    }

    @Test
    void silenceIsRepeatedAFewTimesWithAWait() {
        var silent = answer(1, 1);
        for (int i = 1; i <= 3; i++) {
            assertEquals(silent, queue.next(now));
            ends(silent, SILENCE);
            assertNull(queue.next(now + 29_999));
            now += 30_000;
        }

        assertNull(queue.next(now));
        assertEquals(Sending.End.UNKNOWN, silent.end());
    }

    @Test
    void whatWasUnderWayWhenTheConnectionEndedGoesOutAgainAtOnce() {
        var lost = answer(1, 1);
        queue.next(now);

        ends(lost, LOST);

        assertEquals(lost, queue.next(now));
    }

    @Test
    void aLateAnswerCountsWhileItWaitsForItsSecondTry() {
        var late = answer(1, 1);
        queue.next(now);
        ends(late, SILENCE);

        queue.late(late.id(), 1, TAKEN, now);

        assertEquals(Sending.End.SENT, late.end());
        assertNull(queue.next(now + 60_000));
    }

    @Test
    void aLateAnswerCountsDuringTheSecondTryWhateverBecomesOfThat() {
        var late = answer(1, 2);
        queue.next(now);
        ends(late, SILENCE);
        now += 30_000;
        queue.next(now);

        queue.late(late.id(), 1, TAKEN, now);
        queue.outcome(late, 1, BAD, now);

        assertNull(late.end());
        assertEquals(late, queue.next(now));
        assertEquals(2, late.partNumber());
    }

    @Test
    void aRefusalForGoodEndsOnlyItself() {
        var bad = answer(1, 1);
        var next = answer(1, 1);
        queue.next(now);

        ends(bad, BAD);

        assertEquals(Sending.End.REFUSED, bad.end());
        assertEquals(next, queue.next(now));
    }

    @Test
    void anAnswerIsGivenUpAtItsEndWhereverItWaits() {
        var paused = answer(1, 1);
        var behind = answer(1, 1);
        var waiting = answer(2, 1);
        assertEquals(paused, queue.next(now));
        ends(paused, FULL);
        now += HOUR;

        queue.expire(now);

        assertEquals(
                List.of(Sending.End.GIVEN_UP, Sending.End.GIVEN_UP, Sending.End.GIVEN_UP),
                ends(paused, behind, waiting));
        assertEquals(0, queue.size());
        assertNull(queue.next(now));
    }

    @Test
    void anAnswerIsSentUntilItsEndAndNotAtIt() {
        var inTime = answer(1, 1);
        now += HOUR - 1;
        assertEquals(inTime, queue.next(now));
        ends(inTime, TAKEN);
        var over = answer(1, 1);
        now += HOUR;

        assertNull(queue.next(now));

        assertEquals(Sending.End.GIVEN_UP, over.end());
    }

    @Test
    void aNumbersOnlyAnswerIsTriedHoweverOftenItIsRefused() {
        var only = answer(1, 1);
        for (int i = 0; i < 2 * AnswerQueue.REFUSALS_ALONE_MAX; i++) {
            assertEquals(only, queue.next(now), "try " + i);
            ends(only, NOT_LIKED);
            now += Duration.ofSeconds(60).toMillis();
        }

        assertNull(only.end());
    }

    @Test
    void anOutcomeOfAPartThatIsNotUnderWayAnyMoreChangesNothing() {
        var parts = answer(1, 2);
        queue.next(now);
        ends(parts, TAKEN);
        assertEquals(parts, queue.next(now));

        queue.outcome(parts, 1, BAD, now);

        assertNull(parts.end());
        assertEquals(2, parts.partNumber());
        ends(parts, TAKEN);
        assertEquals(Sending.End.SENT, parts.end());
    }

    /** The first that is taken ends the drought from which the queue began, so the second begins another. */
    @ParameterizedTest
    @CsvSource({"2999, false", "3000, true"})
    void aDroughtIsThreeSecondsWithoutASubmitThatWasTaken(long millis, boolean wakes) {
        var first = answer(2, 1);
        assertEquals(first, queue.next(now));
        ends(first, TAKEN);
        var paused = answer(1, 1);
        for (int i = 0; i < 4; i++) {
            assertEquals(paused, queue.next(now));
            ends(paused, FULL);
            now += AnswerQueue.PAUSES.get(i).toMillis();
        }
        assertEquals(paused, queue.next(now));
        ends(paused, FULL);
        var taken = answer(3, 1);
        assertEquals(taken, queue.next(now));
        ends(taken, TAKEN);
        now = pausedAgain(paused);
        now += millis;
        var second = answer(4, 1);
        assertEquals(second, queue.next(now));

        ends(second, TAKEN);

        assertEquals(wakes ? paused : null, queue.next(now));
    }

    /** The number that the drought's end has let try is refused once more, and pauses for longer than any drought. */
    private long pausedAgain(Sending paused) {
        var tried = queue.next(now);
        assertEquals(paused, tried);
        ends(paused, FULL);
        return now;
    }

    @Test
    void anAnswerThatIsUnderWayAtItsEndIsGivenUpWhenThatIsRefused() {
        var under = answer(1, 1);
        queue.next(now);
        now += HOUR;
        queue.expire(now);
        assertNull(under.end());

        ends(under, FULL);

        assertEquals(Sending.End.GIVEN_UP, under.end());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverTheSmscSaysEveryAnswerEndsInTheOrderOfItsNumber(long seed) {
        var random = new Random(seed);
        var order = new TreeMap<String, List<Long>>();
        var under = new ArrayList<Sending>();
        var outcomes = List.of(TAKEN, TAKEN, FULL, NO_ROOM, SILENCE, LOST, BAD);
        int ended = 0;
        for (int step = 0; step < 20_000; step++) {
            if (step < 2_000) {
                answer(random.nextInt(40), 1 + random.nextInt(3));
            }
            now += random.nextInt(400);
            var next = queue.next(now);
            if (next != null) {
                under.add(next);
            }
            if (!under.isEmpty() && random.nextBoolean()) {
                var sending = under.remove(random.nextInt(under.size()));
                ends(sending, outcomes.get(random.nextInt(outcomes.size())));
            }
            if (step % 50 == 0) {
                queue.expire(now);
            }
            for (Sending done : queue.finished()) {
                ended++;
                var number = order.computeIfAbsent(done.recipient().digits(), any -> new ArrayList<>());
                if (done.end() != Sending.End.GIVEN_UP) {
                    number.add(done.id().value());
                }
            }
        }

        under.forEach(sending -> ends(sending, BAD));
        ended += queue.finished().size();
        now += 2 * HOUR;
        queue.expire(now);
        ended += queue.finished().size();
        assertEquals(2_000, ended);
        assertEquals(0, queue.size());
        order.values().forEach(each -> assertEquals(each.stream().sorted().toList(), each));
    }

    private Sending answer(int number, int parts) {
        var id = new OutboxId(++ids);
        var to = new Msisdn(String.format(java.util.Locale.ROOT, "138%08d", number));
        var service = new ServiceNumber("10658888");
        var decided = Instant.EPOCH;
        var downlink = new Downlink(
                id, to, service, "T", "text", null, null, null, decided, Downlink.State.QUEUED, 0, null, decided, null);
        var sending = new Sending(downlink, now, now + HOUR);
        var cut = new ArrayList<Segment>();
        for (int i = 1; i <= parts; i++) {
            cut.add(new Segment(
                    id, new Part(1, i, parts), false, service, to, 0, new byte[1], false, false, false, 0, null));
        }
        sending.cut(cut);
        queue.add(sending);
        return sending;
    }

    private void ends(Sending sending, SubmitOutcome outcome) {
        queue.outcome(sending, sending.partNumber(), outcome, now);
    }

    private static List<Sending.End> ends(Sending... sendings) {
        return java.util.Arrays.stream(sendings).map(Sending::end).toList();
    }

    private static List<Long> ids(List<Sending> sendings) {
        return sendings.stream().map(sending -> sending.id().value()).toList();
    }
}

package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.sms.SubmitOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which submissions wait for their answer, and which waited too long. */
final class WindowTest {
    private static final SubmitOutcome TAKEN = new SubmitOutcome.Accepted("north", "1");

    private final Window window = new Window();
    private final List<Submission> expired = new ArrayList<>();

    private Submission add(int sequence, long deadline) {
        var submission = new Submission(
                LinkFixture.segment(sequence, "text"),
                new SubmitGate(LinkFixture.settings(1).pace()));
        submission.sequence = sequence;
        submission.deadline = deadline;
        window.add(submission);
        return submission;
    }

    private List<Integer> expired(long now) {
        expired.clear();
        window.expire(now, expired::add);
        return expired.stream().map(each -> each.sequence).toList();
    }

    @Test
    void anAnswerIsGivenToItsSubmissionOnce() {
        var first = add(1, 100);

        assertEquals(Optional.of(new Msisdn(LinkFixture.PHONE)), window.recipient(1));
        assertSame(first, window.answered(1));
        assertNull(window.answered(1));
        assertNull(window.answered(2));
        assertEquals(Optional.empty(), window.recipient(1));
        assertTrue(window.isEmpty());
    }

    @Test
    void whatWaitedToItsDeadlineIsOverdueAndMayBeAnsweredLateOnce() {
        var first = add(1, 100);
        add(2, 101);

        assertEquals(List.of(), expired(99));
        assertEquals(List.of(1), expired(100));
        assertEquals(List.of(), expired(100), "it is told once");
        assertNull(window.answered(1), "its answer is late now");
        assertEquals(Optional.of(first), window.answeredLate(1));
        assertEquals(Optional.empty(), window.answeredLate(1));
        assertFalse(window.isEmpty());
        assertEquals(List.of(2), expired(1_000));
        assertTrue(window.isEmpty());
    }

    @Test
    void whatWasAnsweredInTimeIsNeverOverdue() {
        var first = add(1, 100);
        add(2, 100);
        first.settle(TAKEN);
        window.answered(1);

        assertEquals(List.of(2), expired(100));
        assertEquals(Optional.empty(), window.answeredLate(1));
    }

    @Test
    void oneThatWasSettledWhileItWaitedIsPassedOver() {
        add(1, 100).settle(TAKEN);
        add(2, 100);

        assertEquals(List.of(2), expired(100));
    }

    @Test
    void whatTheEndOfAConnectionLeavesIsAllThatWaits() {
        var first = add(1, 100);
        add(2, 50);
        window.answered(2);

        assertEquals(List.of(first), List.copyOf(window.clear()));
        assertTrue(window.isEmpty());
        assertEquals(List.of(), expired(1_000));
    }

    @Test
    void thousandsThatAreOverdueAreRememberedAndTheOldestGoFirst() {
        for (int i = 1; i <= 10_001; i++) {
            add(i, i);
        }
        expired(20_000);

        assertEquals(Optional.empty(), window.answeredLate(1));
        assertTrue(window.answeredLate(2).isPresent());
        assertTrue(window.answeredLate(10_001).isPresent());
    }
}

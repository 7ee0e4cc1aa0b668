package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.UplinkId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an answer to our enquire_link proves (R 3.0.5). Times are milliseconds, turned by hand. */
final class EnquiryTest {
    /** Asks after 30 s of silence, waits 5 s, and asks 500 ms after an answer that is not proven. */
    private static final SmppBindSettings.Timing TIMING = new SmppBindSettings.Timing(30, 5, 20, 200, 500, 300, 0, 0);

    private final Enquiry enquiry = new Enquiry(TIMING);

    @Test
    void isDueAfterSilenceOrSoonAfterAnAnswer() {
        assertFalse(enquiry.isDue(29_999, 0));
        assertTrue(enquiry.isDue(30_000, 0));
        assertFalse(enquiry.isDue(30_000, 10_000), "something was heard");

        enquiry.answerWritten(new UplinkId(7), 31_000);
        assertFalse(enquiry.isDue(31_499, 31_000));
        assertTrue(enquiry.isDue(31_500, 31_000));
    }

    @Test
    void provesWhatWasWrittenBeforeTheQuestionAndNothingElse() {
        enquiry.answerWritten(new UplinkId(7), 0);
        enquiry.asked(1, 500);
        enquiry.answerWritten(new UplinkId(8), 600);

        assertTrue(enquiry.isAnsweredBy(1));
        assertEquals(Optional.of(new UplinkId(7)), enquiry.answered());
        enquiry.asked(2, 1_200);
        assertEquals(Optional.of(new UplinkId(8)), enquiry.answered());
        enquiry.asked(3, 1_300);
        assertEquals(Optional.empty(), enquiry.answered(), "nothing further");
    }

    @Test
    void aLowerNumberWrittenBehindTheQuestionIsNotCovered() {
        enquiry.answerWritten(new UplinkId(9), 0);
        enquiry.asked(1, 500);
        enquiry.answerWritten(new UplinkId(6), 510);

        assertEquals(Optional.of(new UplinkId(5)), enquiry.answered());
    }

    @Test
    void aResponseWithoutANumberCountsWhenNoOtherIsOwed() {
        enquiry.asked(1, 0);
        assertTrue(enquiry.isOverdue(5_000));
        assertTrue(enquiry.livesWithoutAnswer(5_000, 4_000), "something else was heard");
        enquiry.asked(2, 6_000);

        assertFalse(enquiry.isAnsweredBy(0), "it may be the first question's");
        assertTrue(enquiry.isAnsweredBy(0));
    }

    @Test
    void isOverdueAndDeadWhenNothingWasHeard() {
        enquiry.asked(1, 10_000);

        assertFalse(enquiry.isOverdue(14_999));
        assertTrue(enquiry.isOverdue(15_000));
        assertFalse(enquiry.livesWithoutAnswer(15_000, 9_000));
        assertTrue(enquiry.isNackedBy(1));
        assertFalse(enquiry.isNackedBy(2));
    }

    @Test
    void withoutQuestionsAnAnswerIsTakenForReadAfterTwiceTheResponseTime() {
        var off = new Enquiry(new SmppBindSettings.Timing(0, 5, 20, 200, 500, 300, 0, 0));
        off.answerWritten(new UplinkId(3), 0);

        assertFalse(off.isDue(100_000, 0));
        assertEquals(Optional.empty(), off.ticked(0));
        assertEquals(Optional.empty(), off.ticked(9_999));
        assertEquals(Optional.of(new UplinkId(3)), off.ticked(10_000));
    }
}

package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class BindSharedTest {
    private final BindShared shared = new BindShared(new SmppBindSettings.Timing(30, 5, 20, 200), new BindFigures());

    @Test
    void theWholeBindIsBoundAnewOnceAMinuteAtMost() {
        assertTrue(shared.mayBindAnew(0));
        assertFalse(shared.mayBindAnew(59_999));
        assertTrue(shared.mayBindAnew(60_000), "counted from the last time that it was");
        assertFalse(shared.mayBindAnew(119_999));
        assertTrue(shared.mayBindAnew(120_000));
    }

    @Test
    void aTraceEndsAtItsTime() {
        assertFalse(shared.traces(Long.MIN_VALUE));

        shared.traceUntil(1_000);

        assertTrue(shared.traces(999));
        assertFalse(shared.traces(1_000));
    }

    @Test
    void figuresOutliveTheSettings() {
        assertEquals(
                shared.figures(),
                new BindShared(new SmppBindSettings.Timing(10, 5, 20, 200), shared.figures()).figures());
    }
}

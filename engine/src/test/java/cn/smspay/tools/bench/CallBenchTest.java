package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls of {@link BenchCallers}: all are answered, what they press is heard, and sound comes. */
final class CallBenchTest {
    @Test
    void callsItselfAndReports() throws Exception {
        var report = CallBench.run(new CallBench.Plan(
                20, 50, Duration.ZERO, Duration.ofSeconds(1), new CallBench.Phones(true, 20, false)));

        assertEquals(20, report.heard().answered());
        assertEquals(report.heard().keysPressed(), report.keysHeard());
        assertEquals(0, report.faults());
        assertTrue(report.heard().packets() > 500, report.text());
        assertTrue(report.text().contains("20 of 20 answered"), report.text());
    }
}

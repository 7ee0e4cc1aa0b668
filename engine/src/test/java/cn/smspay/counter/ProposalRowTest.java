package cn.smspay.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.counter.Proposal.State;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Until when a proposal waits, and what a decision changes of it. */
final class ProposalRowTest {
    private static final Instant AT = Instant.parse("2009-11-02T01:00:00Z");
    private static final ProposalRow ROW = new ProposalRow(
            7,
            "gift",
            "number:1",
            null,
            "amount=5.00",
            "why",
            new byte[] {1},
            "hall:li",
            AT,
            AT.plusSeconds(10),
            State.PROPOSED,
            null,
            null,
            null);

    @ParameterizedTest
    @CsvSource({
        "PROPOSED, 9999, true",
        "PROPOSED, 10000, false",
        "RELEASED, 0, false",
        "REFUSED, 0, false",
        "LAPSED, 0, false",
    })
    void itWaitsUntilItLapsesOrIsDecided(State state, long millis, boolean open) {
        var row = state == State.PROPOSED ? ROW : ROW.decided(state, "hall:wang", "done", AT);

        assertEquals(open, row.isOpen(AT.plusMillis(millis)));
    }

    @Test
    void aDecisionSaysWhoWhenAndHowAndChangesNothingElse() {
        var shown = ROW.decided(State.RELEASED, "hall:wang", "refused:odd", AT.plusSeconds(3))
                .shown();

        assertEquals(
                new Proposal(
                        7,
                        "gift",
                        "number:1",
                        "amount=5.00",
                        "why",
                        "hall:li",
                        AT,
                        AT.plusSeconds(10),
                        State.RELEASED,
                        "hall:wang",
                        AT.plusSeconds(3),
                        "refused:odd"),
                shown);
    }
}

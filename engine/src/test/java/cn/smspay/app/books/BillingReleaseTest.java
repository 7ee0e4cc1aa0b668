package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A proposal is listed, and released or refused once, by another than who made it. */
final class BillingReleaseTest extends BillingFixture {
    @Test
    void aProposalIsListedReleasedOrRefusedByName() {
        assertEquals(0, runOnData("release"));
        assertTrue((out + "" + err).contains("No proposal waits."), out + "" + err);
        assertEquals(
                0,
                runOnData("waive", "--from", "2009-11-02", "--reason", "system_fault", "--note", "T7", "--by", "li"));
        out.getBuffer().setLength(0);
        assertEquals(0, runOnData("release"));
        assertEquals(
                "1: waive 1 records, SYSTEM_FAULT, by li, T7", out.toString().strip());
        assertEquals(2, runOnData("release", "--id", "1"));
        assertEquals(2, runOnData("release", "--id", "1", "--by", " "));
        assertTrue(err.toString().contains("--id wants the name of the operator with --by"), err.toString());
        assertEquals(0, runOnData("release", "--id", "1", "--by", "wang", "--refuse"));
        assertTrue(out.toString().contains("proposal 1 refused"), out.toString());
        assertEquals(2, runOnData("release", "--id", "1", "--by", "wang"), "it is decided");
        assertEquals(2, runOnData("release", "--id", "99", "--by", "wang"));
    }

    @Test
    void whoProposedItCannotReleaseItAndNothingIsWrittenUntilSomebodyDoes() {
        runOnData("waive", "--number", "1,2", "--reason", "COMPLAINT", "--by", "li");
        assertEquals(2, runOnData("release", "--id", "1", "--by", "li"));
        assertTrue(err.toString().contains("somebody else must release it"), err.toString());
        out.getBuffer().setLength(0);
        runOnData("list", "--day", "2009-11-02");
        assertEquals(2, out.toString().lines().count(), out.toString());

        assertEquals(0, runOnData("release", "--id", "1", "--by", "wang"));

        assertTrue(out.toString().contains("2 records written"), out.toString());
        out.getBuffer().setLength(0);
        runOnData("list", "--day", "2009-11-02");
        assertEquals(4, out.toString().lines().count(), out.toString());
    }

    @Test
    void whatIsRefusedWritesNothing() {
        runOnData("waive", "--number", "1", "--reason", "COMPLAINT", "--by", "li");
        assertEquals(0, runOnData("release", "--id", "1", "--by", "wang", "--refuse"));
        out.getBuffer().setLength(0);

        runOnData("list", "--day", "2009-11-02");

        assertEquals(2, out.toString().lines().count(), out.toString());
    }
}

package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Which charges are proposed to be waived or charged again, by whom and why. */
final class BillingWaiveTest extends BillingFixture {
    @Test
    void listsAndWaivesFaultsOfOurs() {
        assertEquals(
                0,
                runOnData("waive", "--from", "2009-11-02", "--reason", "system_fault", "--note", "T7", "--by", "li"));
        assertEquals(2, runOnData("release", "--id", "1", "--by", "li"));
        assertEquals(0, runOnData("release", "--id", "1", "--by", "wang"));
        assertEquals(0, runOnData("summary", "--from", "2009-11-02", "--by", "disposition"));

        assertTrue(err.toString().contains("somebody else must release it"), err.toString());
        assertTrue(out.toString().contains("1 records written"), out.toString());
        assertTrue(out.toString().contains("WAIVED:SYSTEM_FAULT"), out.toString());
    }

    @Test
    void wantsAReasonAndANameForAWaiver() {
        assertEquals(2, runOnData("waive", "--from", "2009-11-02", "--reason", ""));
        assertEquals(2, runOnData("waive", "--from", "2009-11-02", "--reason", "SYSTEM_FAULT"));
        assertEquals(2, runOnData("waive", "--from", "2009-11-02", "--reason", "SYSTEM_FAULT", "--by", " "));
        assertEquals(2, runOnData("waive", "--reason", "SYSTEM_FAULT", "--by", "li"));
        assertEquals(2, runOnData("waive", "--number", "99", "--reason", "COMPLAINT", "--by", "li"));

        assertTrue(err.toString().contains("there is no charge record 99"), err.toString());
    }

    @Test
    void recordsOrDaysAreNamedAndNotBoth() {
        assertEquals(2, runOnData("waive"));
        assertEquals(2, runOnData("waive", "--number", "1", "--from", "2009-11-02"));
        assertTrue(err.toString().contains("name either records with --number or days with --from"), err.toString());
        assertEquals(2, runOnData("waive", "--from", "2009-11-02", "--to", "2009-11-01"));
        assertTrue(err.toString().contains("--to 2009-11-01 is before --from 2009-11-02"), err.toString());
    }

    @Test
    void withoutAReasonItIsOnlyShown() {
        assertEquals(0, runOnData("waive", "--from", "2009-11-02"));
        assertEquals("2 13800000001    100 li SYSTEM_FAULT", out.toString().strip());
        out.getBuffer().setLength(0);
        assertEquals(0, runOnData("waive", "--from", "2009-11-02", "--disposition", "OK"));
        assertEquals("1 13800000001    100 li OK", out.toString().strip());
        out.getBuffer().setLength(0);
        assertEquals(0, runOnData("waive", "--number", "2,1"));
        assertEquals(2, out.toString().lines().count(), out.toString());
        assertEquals(0, runOnData("release"));
        assertTrue(out.toString().contains("No proposal waits."), out.toString());
    }

    @Test
    void daysWithoutFaultsHaveNothingToWaive() {
        assertEquals(0, runOnData("waive", "--from", "2009-11-01", "--reason", "SYSTEM_FAULT", "--by", "li"));
        assertTrue(out.toString().contains("There is nothing to waive."), out.toString());
        assertEquals(0, runOnData("release"));
        assertTrue(out.toString().contains("No proposal waits."), out.toString());
    }

    @Test
    void onlyWhatWasWaivedIsChargedAgainByNumberWithAReason() {
        assertEquals(
                2, runOnData("waive", "--from", "2009-11-02", "--restore", "--reason", "WAIVED_WRONGLY", "--by", "li"));
        assertTrue(err.toString().contains("--restore wants records with --number"), err.toString());
        assertEquals(2, runOnData("waive", "--number", "2", "--restore"));
        assertTrue(err.toString().contains("--restore wants a --reason"), err.toString());
        var restore = new String[] {"--number", "2", "--restore", "--reason", "WAIVED_WRONGLY", "--by", "li"};
        assertEquals(2, runOnData("waive", restore), "it is not waived");
        assertEquals(0, runOnData("waive", "--number", "2", "--reason", "SYSTEM_FAULT", "--by", "li"));
        assertEquals(0, runOnData("release", "--id", "1", "--by", "wang"));
        out.getBuffer().setLength(0);

        assertEquals(0, runOnData("waive", restore), err.toString());
        assertTrue(out.toString().contains("proposal 2: 1 records, WAIVED_WRONGLY, by li"), out.toString());
        assertEquals(0, runOnData("release"));
        assertTrue(out.toString().contains("2: charge again 1 records"), out.toString());
    }
}

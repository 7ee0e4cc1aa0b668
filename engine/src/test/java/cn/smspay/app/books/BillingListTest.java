package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which charges are listed, and what is said of those that are not there or not any more. */
final class BillingListTest extends BillingFixture {
    @Test
    void listsTheRecordsOfADay() {
        assertEquals(0, runOnData("list", "--day", "2009-11-02"));

        assertTrue(
                out.toString().contains("1 2009-11-02T09:00:00.000 13800000001 CX       1/1    100 li OK"),
                out.toString());
    }

    @Test
    void saysWhatIsWrongWithADayAndWhatWouldBeRight() {
        assertEquals(2, runOnData("list", "--day", "2.11.2009"));
        assertTrue(err.toString().contains("'2.11.2009' is not a day of the calendar like 2009-11-02"), err.toString());
    }

    @Test
    void saysWhenThereIsNothingToPrint() {
        assertEquals(0, runOnData("list", "--day", "2009-11-01"));
        assertEquals(0, runOnData("list", "--files"));

        assertEquals(
                List.of("There are no charge records of 2009-11-01.", "There are no billing files yet."),
                out.toString().lines().toList());
    }

    @Test
    void saysThatANumberHasNoChargesAndWhatIsNoNumber() {
        assertEquals(0, runOnData("list", "--msisdn", "13911111111"));
        assertEquals(
                "There are no charge records of 13911111111.", out.toString().strip());
        assertEquals(2, runOnData("list", "--msisdn", "139"));
        assertEquals(2, runOnData("list", "--number", "1", "--files"));
        assertEquals(3, runOnData("list", "--number", "99"));

        assertTrue(err.toString().contains("139 is not a number of eleven digits"), err.toString());
        assertTrue(err.toString().contains("there is no charge record 99"), err.toString());
    }

    @Test
    void saysThatTheRecordsOfADayWereDeletedWithTheirRetention() {
        assertEquals(0, runOnData("close", "--out", delivery.toString()));
        clock.set("2011-01-01T09:00:00");
        assertEquals(0, runOnData("purge"));
        var sentence = "2 records of these days were deleted when their retention had passed";

        for (var command : List.of(
                List.of("list", "--day", "2009-11-02"),
                List.of("summary", "--from", "2009-11-01", "--to", "2009-11-03"))) {
            out.getBuffer().setLength(0);
            assertEquals(
                    0,
                    runOnData(command.get(0), command.subList(1, command.size()).toArray(String[]::new)));
            assertTrue(out.toString().contains(sentence), out.toString());
        }
        out.getBuffer().setLength(0);
        assertEquals(0, runOnData("summary", "--from", "2010-11-02"));
        assertFalse(out.toString().contains("deleted"), out.toString());

        assertEquals(0, runOnData("list", "--msisdn", "13800000001"));
        assertTrue(out.toString().contains("Records up to number 2 were deleted"), out.toString());
        assertEquals(3, runOnData("list", "--number", "2"));
        assertTrue(
                err.toString().contains("charge record 2 was deleted when its retention had passed"), err.toString());
    }

    @Test
    void oneQuestionIsAskedAtATime() {
        for (String[] two : new String[][] {
            {"--day", "2009-11-02", "--files"},
            {"--msisdn", "13800000001", "--number", "1"},
            {"--day", "2009-11-02", "--msisdn", "13800000001"}
        }) {
            assertEquals(2, runOnData("list", two));
        }
        assertTrue(err.toString().contains("give one of --day, --files, --msisdn and --number"), err.toString());
    }

    @Test
    void todayIsMeantWhereNothingIsAsked() {
        assertEquals(0, runOnData("list"));
        assertEquals(2, out.toString().lines().count(), out.toString());
        clock.set("2009-11-03T00:00:00");
        assertEquals(0, runOnData("list"));

        assertTrue(out.toString().contains("There are no charge records of 2009-11-03."), out.toString());
    }

    @Test
    void aNumberThatNeverWasIsNotCalledDeleted() {
        runOnData("close", "--out", delivery.toString());
        clock.set("2011-01-01T09:00:00");
        runOnData("purge");
        for (String none : List.of("3", "0", "-1")) {
            assertEquals(3, runOnData("list", "--number", none), none);
            assertTrue(err.toString().contains("there is no charge record " + none), err.toString());
        }
    }
}

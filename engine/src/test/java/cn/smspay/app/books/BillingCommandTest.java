package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What all commands of the billing people have alike: codes, sentences, one shape for programs. */
final class BillingCommandTest extends BillingFixture {
    @Test
    void closesVerifiesAndWritesAgain() throws IOException {
        var again = Files.createDirectory(folder.resolve("again"));

        assertEquals(0, runOnData("close", "--out", delivery.toString(), "--format", "csv,cdr,jsonl"));
        assertEquals(0, runOnData("verify", "--out", delivery.toString()));
        assertEquals(0, run("verify", "--out", delivery.toString()));
        assertEquals(0, runOnData("reexport", "--sequence", "1", "--format", "cdr", "--out", again.toString()));
        assertEquals(0, runOnData("list", "--files"));

        assertTrue(
                out.toString().contains("file 1 of 2009-11-02: 2 records (1 to 2), 200 li, closed by HAND"),
                out.toString());
    }

    @Test
    void closingTwiceSaysThatThereIsNothingToCloseAndMakesNoFile() throws IOException {
        assertEquals(0, runOnData("close", "--out", delivery.toString()));
        out.getBuffer().setLength(0);

        assertEquals(0, runOnData("close", "--out", delivery.toString()));

        assertEquals("There is nothing to close: every record is in a file.\n", out.toString());
        try (var files = Files.list(delivery)) {
            assertEquals(
                    0,
                    files.filter(file -> file.toString().contains("0000000002")).count());
        }
    }

    @Test
    void answersThreeWithASentenceWhenItCannotBeDone() {
        assertEquals(3, runOnData("export", "--out", folder.resolve("nowhere").toString()));
        assertEquals(2, run("list", "--data", folder.resolve("empty").toString()));

        assertTrue(err.toString().contains("nowhere does not exist"), err.toString());
        assertTrue(err.toString().contains("there is no database"), err.toString());
    }

    @Test
    void answersTwoToWrongUsage() {
        assertEquals(2, run("export"));
        assertEquals(2, run());
        assertEquals(2, runOnData("reconcile", "--intake", "1,2"));
    }

    @Test
    void explainsEveryCommand() {
        for (var command :
                new CommandLine(new BillingCommands()).getSubcommands().keySet()) {
            assertEquals(0, run(command, "--help"), command);
        }

        assertTrue(out.toString().contains("Delivery folder; must exist."), out.toString());
    }

    @Test
    void refusesDaysInTheWrongOrder() {
        assertEquals(2, runOnData("summary", "--from", "2009-11-02", "--to", "2009-11-01"));
        assertTrue(err.toString().contains("--to 2009-11-01 is before --from 2009-11-02"), err.toString());
    }

    /** Every command answers programs in one shape: an array of objects, however little there is to say. */
    @Test
    void everyCommandAnswersProgramsInOneShape() throws IOException {
        var again = Files.createDirectory(folder.resolve("again"));
        var to = delivery.toString();
        assertEquals(List.of("2,SYSTEM_FAULT"), json("disposition", 0, "waive", "--from", "2009-11-02"));
        json("records", 0, "waive", "--number", "1", "--reason", "TEST", "--by", "li");
        json("proposed_by", 0, "release");
        assertEquals(List.of("1,1"), json("records_written", 0, "release", "--id", "1", "--by", "wang"));
        json("records_written", 0, "release");
        json("disposition", 0, "list", "--day", "2009-11-02");
        json("disposition", 0, "list", "--day", "2009-11-01");
        json("postings", 0, "list", "--msisdn", "13800000001");
        json("disposition", 0, "list", "--number", "1");
        json("sum_li", 0, "list", "--files");
        json("sum_li", 0, "export", "--out", to);
        json("sum_li", 0, "close", "--out", to);
        json("sum_li", 0, "close", "--out", to);
        json("finding", 0, "verify", "--out", to);
        json("file", 0, "reexport", "--sequence", "1", "--out", again.toString());
        json(
                "sum_li",
                0,
                "rerun",
                "--from",
                "2009-11-02",
                "--out",
                folder.resolve("rerun").toString());
        assertEquals(List.of("09,100"), json("sum_li", 0, "summary", "--from", "2009-11-02", "--by", "hour"));
        json("expected", 1, "reconcile", "--intake", "9,2,0,0,2");
        json("expected", 0, "reconcile");
        json("deleted", 0, "purge");
        var commands = new CommandLine(new BillingCommands()).getSubcommands().values();
        for (var command : commands) {
            assertTrue(command.getUsageMessage().contains("--json"), command.getCommandName());
        }
    }

    /** Runs a command with --json and gives its first column's name or value and this one's, row by row. */
    private List<String> json(String column, int code, String... words) throws IOException {
        out.getBuffer().setLength(0);
        var all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--json", "--data", folder.toString()));
        assertEquals(code, run(all.toArray(String[]::new)), words[0] + err);
        var rows = new ObjectMapper().readTree(out.toString());
        assertTrue(rows.isArray(), out.toString());
        var found = new java.util.ArrayList<String>();
        rows.forEach(row -> {
            assertTrue(row.has(column), words[0] + row);
            var first = row.properties().iterator().next();
            found.add((first.getValue().asText().isEmpty()
                            ? first.getKey()
                            : first.getValue().asText()) + "," + row.get(column).asText());
        });
        return found;
    }

    @Test
    void findingsAreCountedInWords() {
        assertEquals(0, runOnData("reconcile", "--intake", "2,2,0,0,2"));
        assertEquals("Everything agrees.", out.toString().strip());
        assertEquals(1, runOnData("reconcile", "--intake", "9,2,0,0,2"));
        assertTrue(out.toString().contains("One thing does not agree."), out.toString());
        assertEquals(1, runOnData("reconcile", "--intake", "2,2,0,0,3"));
        assertTrue(out.toString().contains("2 things do not agree."), out.toString());
    }

    /** Whoever reads the table must not read the remark with it. */
    @Test
    void aRemarkBesideATableForProgramsGoesWhereErrorsGo() {
        assertEquals(0, runOnData("list", "--day", "2009-11-01", "--csv"));

        assertFalse(out.toString().contains("There are no charge records"), out.toString());
        assertTrue(err.toString().contains("There are no charge records of 2009-11-01."), err.toString());
    }
}

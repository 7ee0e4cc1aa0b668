package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BillingCommandsTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2009-11-02T09:00:00");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path delivery;

    @BeforeEach
    void fill() throws IOException {
        delivery = Files.createDirectory(folder.resolve("out"));
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var billing = new Billing();
            store.write(tx -> {
                billing.record(tx, uplink(1, "OK"));
                return billing.record(tx, uplink(2, "SYSTEM_FAULT"));
            });
        }
    }

    private Charge uplink(long id, String disposition) {
        return new Charge(
                new UplinkId(id),
                clock.instant(),
                clock.instant(),
                new Who("13800000001", null, "KNOWN", "广东", "全球通"),
                new Message(new ServiceNumber("10658888"), "a", null, 8, 4, 1, 1, 0),
                new What("CX", "", "", null, disposition),
                100,
                null);
    }

    private int run(String... words) {
        return new CommandLine(new BillingCommands(clock, BillingSettings.standard()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    private int runOnData(String command, String... words) {
        var all = new java.util.ArrayList<String>(java.util.List.of(command, "--data", folder.toString()));
        all.addAll(java.util.List.of(words));
        return run(all.toArray(String[]::new));
    }

    @Test
    void listsTheRecordsOfADay() {
        assertEquals(0, runOnData("list", "--day", "2009-11-02"));

        assertTrue(
                out.toString().contains("1 2009-11-02T09:00:00.000 13800000001 CX       1/1    100 li OK"),
                out.toString());
    }

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
    void answersOneWhenSomethingDoesNotFit() throws IOException {
        runOnData("close", "--out", delivery.toString());
        Files.writeString(delivery.resolve("n1-live-20091102-0000000001.csv"), "nonsense");

        assertEquals(1, run("verify", "--out", delivery.toString()));
        assertEquals(1, runOnData("reconcile", "--intake", "9,2,0,0,2"));

        assertTrue(out.toString().contains("CHECKSUM n1-live-20091102-0000000001.csv"), out.toString());
        assertTrue(out.toString().contains("deliver_sm received = answered + refused: 9 expected, 2 found"));
    }

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
    void saysWhatIsWrongWithADayAndWhatWouldBeRight() {
        assertEquals(2, runOnData("list", "--day", "2.11.2009"));
        assertTrue(err.toString().contains("'2.11.2009' is not a day of the calendar like 2009-11-02"), err.toString());
    }

    @Test
    void refusesDaysInTheWrongOrder() {
        assertEquals(2, runOnData("summary", "--from", "2009-11-02", "--to", "2009-11-01"));
        assertTrue(err.toString().contains("--to 2009-11-01 is before --from 2009-11-02"), err.toString());
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
    void saysThatThereIsNothingToCheck() throws IOException {
        Files.writeString(delivery.resolve(".lock"), "");

        assertEquals(2, run("verify", "--out", delivery.toString()));
        assertEquals(2, runOnData("verify", "--out", delivery.toString()));

        var line = "there is no billing file in " + delivery;
        assertEquals(List.of(line, line), err.toString().lines().toList());
        assertEquals("", out.toString());
    }

    @Test
    void saysWhatIsMissingFromAnEmptiedFolder() throws IOException {
        runOnData("close", "--out", delivery.toString());
        try (var files = Files.newDirectoryStream(delivery, "n1-*")) {
            for (var file : files) {
                Files.delete(file);
            }
        }

        assertEquals(1, runOnData("verify", "--out", delivery.toString()));
    }

    @Test
    void saysThatTheFolderToCheckIsMissing() {
        assertEquals(2, run("verify", "--out", folder.resolve("nowhere").toString()));
        assertTrue(err.toString().contains("there is no folder"), err.toString());
    }
}

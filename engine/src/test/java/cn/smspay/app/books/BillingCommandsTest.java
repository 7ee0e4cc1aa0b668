package cn.smspay.app.books;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AccountNo;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Holds {@link BillingCommand}, {@link BillingList}, {@link BillingSummary}, {@link BillingVerify}, {@link BillingWaive}, {@link ChargeStory} and {@link LedgerRepair} to their rules. */
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

    /** Money to a bank, caused by the third uplink in its fourth conversation. */
    private void withdraw() {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var ledger = new Ledger();
            var owner = new AccountNo(7);
            store.write(tx -> {
                var cash = BookAccount.of(owner, Pocket.CASH);
                var at = clock.instant();
                ledger.post(tx, Entry.of("a", Event.CASH_TOP_UP, BookAccount.hallCash("X"), cash, new Fen(90_00), at));
                var away = BookAccount.of(owner, Pocket.WITHDRAWING);
                var moved = ledger.post(tx, Entry.of("b", Event.WITHDRAWAL, cash, away, new Fen(50_00), at));
                var usual = uplink(3, "OK");
                return new Billing()
                        .record(
                                tx,
                                new Charge(
                                        usual.uplink(),
                                        at,
                                        at,
                                        new Who("13900000009", null, "KNOWN", "", ""),
                                        usual.message(),
                                        new What("TX", "withdraw", "done", new ConversationId(4), "OK"),
                                        100,
                                        moved.transfer()));
            });
        }
    }

    @Test
    void tellsOfTheChargesOfANumberWhatTheyBelongToAndWhatTheyMoved() {
        withdraw();

        assertEquals(0, runOnData("list", "--msisdn", "+8613900000009"));

        assertEquals(
                List.of(
                        "        3 2009-11-02T09:00:00.000 13900000009 TX       1/1    100 li OK",
                        "          conversation 4, dialogue withdraw, step done",
                        "          transfer 2 WITHDRAWAL",
                        "            DEBIT SUB:7:CASH 50.00 yuan",
                        "            CREDIT SUB:7:WITHDRAWING 50.00 yuan"),
                out.toString().lines().toList());
    }

    @Test
    void tellsOfOneChargeToPrograms() throws IOException {
        withdraw();

        assertEquals(0, runOnData("list", "--number", "3", "--json"));

        var charge = new ObjectMapper().readTree(out.toString()).path(0);
        assertEquals(3, charge.path("number").asInt());
        assertEquals(100, charge.path("amount_li").asInt());
        assertEquals(4, charge.path("conversation").asInt());
        assertEquals("WITHDRAWAL", charge.path("event").asText());
        var posting = charge.path("postings").path(0);
        assertEquals("SUB:7:CASH", posting.path("account").asText());
        assertEquals("DEBIT", posting.path("side").asText());
        assertEquals(50_00, posting.path("amount").asInt());
        assertEquals(40_00, posting.path("balance").asInt());
    }

    @Test
    void aChargeThatMovedNothingStandsAlone() {
        assertEquals(0, runOnData("list", "--number", "1"));
        assertEquals(1, out.toString().lines().count(), out.toString());
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

    private Path settings(String billing) throws IOException {
        var conf = Files.createDirectories(folder.resolve("conf")).resolve("smspay.yaml");
        return Files.writeString(conf, "services: [\"10658888\"]\nbilling: " + billing + "\n");
    }

    @Test
    void reconcilesWithTheTariffsOfTheSettings() throws IOException {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var dearer = new Tariffs(List.of(new Tariffs.Row("uplink", 150, LocalDate.of(2009, 11, 1))), Map.of());
            var usual = uplink(3, "OK");
            store.write(tx -> new Billing(dearer.amounts())
                    .record(
                            tx,
                            new Charge(
                                    usual.uplink(),
                                    usual.receivedAt(),
                                    usual.recordedAt(),
                                    usual.who(),
                                    usual.message(),
                                    usual.what(),
                                    150,
                                    null)));
        }
        var conf = settings("{tariffs: [{id: uplink, li: 150, from: 2009-11-01}]}");

        assertEquals(0, runOnData("reconcile", "--conf", conf.toString()));
        assertEquals(1, runOnData("reconcile"));
        assertTrue(out.toString().contains("records with a known tariff and its amount: 3 expected, 2 found"));
    }

    @Test
    void checksTheKeyedDigestsWithTheKeyFromAFileOrTheSettings() throws IOException {
        var conf = settings("{seal_key_file: conf/billing.key}").toString();
        var key = Files.writeString(folder.resolve("conf/billing.key"), "ab".repeat(32) + "\n");
        var other = Files.writeString(folder.resolve("conf/other.key"), "cd".repeat(32) + "\n");
        var bad = Files.writeString(folder.resolve("conf/bad.key"), "ab");
        var to = delivery.toString();
        assertEquals(0, runOnData("close", "--conf", conf, "--out", to));

        assertEquals(0, run("verify", "--out", to, "--key-file", key.toString()));
        assertEquals(0, run("verify", "--out", to, "--conf", conf));
        assertEquals(0, runOnData("verify", "--out", to, "--key-file", key.toString()));
        assertEquals(
                "",
                err.toString().lines().filter(line -> line.contains("keyed")).collect(joining()));
        assertEquals(0, run("verify", "--out", to));
        assertTrue(err.toString().contains("The keyed digests were not checked"), err.toString());

        assertEquals(1, run("verify", "--out", to, "--key-file", other.toString()));
        assertEquals(1, runOnData("verify", "--out", to, "--key-file", other.toString()));
        assertTrue(out.toString().contains("its keyed digest is not that of the key"), out.toString());
        assertEquals(2, run("verify", "--out", to, "--key-file", bad.toString()));
        assertEquals(
                2,
                run("verify", "--out", to, "--key-file", folder.resolve("none").toString()));
        assertTrue(err.toString().contains("bad.key does not hold a seal key: it must be 64"), err.toString());
        assertTrue(err.toString().contains("cannot read the seal key"), err.toString());
    }

    @Test
    void saysThatTheFolderToCheckIsMissing() {
        assertEquals(2, run("verify", "--out", folder.resolve("nowhere").toString()));
        assertTrue(err.toString().contains("there is no folder"), err.toString());
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
    void tablesForSpreadsheetsHaveNoPostings() {
        assertEquals(0, runOnData("list", "--msisdn", "13800000001", "--csv"));
        assertTrue(out.toString().startsWith("number,corrects,day,at,sender"), out.toString());
        assertFalse(out.toString().contains("postings"));
    }

    /** {@link BillingReconcile}: five figures or none, and the day of what the SMSC wrote down. */
    @Test
    void figuresOfTheIntakeAreFiveAndAnSmscsFileIsOfOneDay() throws IOException {
        for (String wrong : java.util.List.of("1,2,3,4", "1,2,3,4,5,6")) {
            assertEquals(2, runOnData("reconcile", "--intake", wrong));
        }
        assertTrue(
                err.toString().contains("--intake wants five figures, not 4: received,answered,refused,absorbed,inbox"),
                err.toString());
        assertTrue(err.toString().contains("--intake wants five figures, not 6"), err.toString());
        assertEquals(0, runOnData("reconcile", "--intake", "2,2,0,0,2"));
        assertEquals(0, runOnData("reconcile"));

        var counts = Files.writeString(folder.resolve("smsc.csv"), "destination,delivered,accepted\n10658888,2,2\n");
        assertEquals(0, runOnData("reconcile", "--smsc", counts.toString()), out + "" + err);
        assertEquals(1, runOnData("reconcile", "--smsc", counts.toString(), "--day", "2009-11-01"));
        assertEquals(0, runOnData("reconcile", "--smsc", counts.toString(), "--day", "2009-11-02"));
        var records = Files.writeString(
                folder.resolve("records.csv"), "source,destination\n13800000001,10658888\n13800000001,10658888\n");
        assertEquals(0, runOnData("reconcile", "--smsc-records", records.toString()), out + "" + err);
        assertEquals(1, runOnData("reconcile", "--smsc-records", records.toString(), "--day", "2009-11-03"));
    }

    /** {@link BillingRelease}: it lists, releases or refuses, and who does so is named. */
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
}

package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class LedgerCommandsTest {
    private static final Instant START = Instant.parse("2009-11-02T01:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @BeforeEach
    void fill() {
        post(40);
    }

    /** Cash comes in, is spent at a merchant, some of it goes back, a bill is paid, a bank pays out. */
    private void post(int rounds) {
        var ledger = new Ledger();
        var random = new Random(11);
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            for (int batch = 0; batch < rounds; batch += 20) {
                int first = batch;
                store.write(tx -> {
                    for (int i = first; i < Math.min(rounds, first + 20); i++) {
                        var at = START.plus(Duration.ofHours(i % 72));
                        var owner = new AccountNo(1 + i % 7);
                        var cash = BookAccount.of(owner, Pocket.CASH);
                        var key = "k" + i + "-" + random.nextInt();
                        var amount = new Fen(1_00 + random.nextInt(100_00));
                        var shop = BookAccount.merchant("M" + i % 3);
                        var payable = BookAccount.billPayable("HUNAN");
                        ledger.post(
                                tx,
                                Entry.of(
                                        key + "a", Event.CASH_TOP_UP, BookAccount.hallCash("HUNAN"), cash, amount, at));
                        ledger.post(tx, Entry.of(key + "b", Event.PURCHASE, cash, shop, new Fen(60), at));
                        ledger.post(tx, Entry.of(key + "c", Event.REFUND, shop, cash, new Fen(10), at));
                        var bill = ledger.post(
                                        tx,
                                        Entry.of(
                                                key + "d", Event.BILL, cash, BookAccount.BILL_PENDING, new Fen(20), at))
                                .transfer();
                        ledger.post(
                                tx,
                                Entry.resolving(
                                        bill, Event.BILL_PAID, BookAccount.BILL_PENDING, payable, new Fen(20), at));
                    }
                    return null;
                });
            }
        }
    }

    private int run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", folder.toString()));
        out.getBuffer().setLength(0);
        return new CommandLine(LedgerCommands.class, new CommandLine.IFactory() {
                    @Override
                    public <K> K create(Class<K> type) throws Exception {
                        return CommandLine.defaultFactory().create(type);
                    }
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }

    private List<String> column(String name) throws IOException {
        var rows = new ObjectMapper().readTree(out.toString());
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path(name).asText())
                .toList();
    }

    @Test
    void theTrialBalanceComesToTheSameOnBothSides() throws IOException {
        assertEquals(0, run("balance", "--as-of", "2009-11-30", "--json"));

        var last = column("account").size() - 1;
        assertEquals("TOTAL", column("account").get(last));
        assertEquals(column("debit").get(last), column("credit").get(last));
        assertEquals("0", column("balance").get(last));
    }

    @Test
    void theBalanceAsOfADayIsThatOfItsEvening() throws IOException {
        run("balance", "--as-of", "2009-11-01", "--json");
        assertEquals(List.of("TOTAL"), column("account"));

        run("statement", "--account", "BILL_PENDING", "--to", "2009-11-02", "--json");
        long moved = column("amount").stream().mapToLong(Long::parseLong).sum();
        run("balance", "--as-of", "2009-11-02", "--json");
        int at = column("account").indexOf("BILL_PENDING");
        assertEquals(
                moved,
                Long.parseLong(column("debit").get(at))
                        + Long.parseLong(column("credit").get(at)));
    }

    @Test
    void everySettlementSumsToZero() throws IOException {
        for (var partner : List.of("province", "issuer", "merchant", "bank")) {
            assertEquals(0, run("settlement", "--by", partner, "--to", "2009-11-30", "--json"), partner);

            assertEquals("0", column("difference").get(column("difference").size() - 1), partner);
        }
        run("settlement", "--by", "merchant", "--to", "2009-11-30");
        assertTrue(out.toString().contains("MERCHANT:M0"), out.toString());
    }

    @Test
    void aClosedDayTakesNoPostings() throws IOException {
        assertEquals(0, run("close", "--day", "2009-11-02"));
        assertEquals(0, run("close", "--json"));
        assertEquals(List.of("2009-11-02"), column("day"));

        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var cash = BookAccount.of(new AccountNo(1), Pocket.CASH);
            store.write(tx -> new Ledger()
                    .post(
                            tx,
                            Entry.of("late", Event.BANK_TOP_UP, BookAccount.EBANK_CLEARING, cash, new Fen(5), START)));
            int day = store.read(
                    sql -> sql.createQuery("select max(business_date) from transfer where event = 'BANK_TOP_UP'")
                            .mapTo(Integer.class)
                            .one());
            assertEquals(20091103, day);
            assertEquals(List.of(), store.read(cn.smspay.books.ledger.LedgerCheck::verify));
        }
        assertEquals(1, run("close", "--day", "2009-11-02") == 0 ? 0 : 1);
    }

    @Test
    void aTableForSpreadsheetsBeginsWithItsMarkOnRequest() {
        run("accounts", "--csv", "--bom");
        assertTrue(out.toString().startsWith("\uFEFFaccount,nature,"), out.toString());
        run("accounts", "--csv");
        assertTrue(out.toString().startsWith("account,nature,"), out.toString());
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertEquals(1, run("statement", "--account", "BANK:NONE") == 0 ? 0 : 1);
        assertEquals(1, run("statement", "--account", "SUB:1:GOLD") == 0 ? 0 : 1);
        assertEquals(2, run("settlement", "--by", "nobody"));
        assertEquals(2, run("monthly", "--msisdn", "13800000001", "--month", "november"));
    }

    /** 10,000 movements, if the machine has hledger (Debian package hledger). */
    @Test
    void anotherProgramBalancesTheExportedBook() throws Exception {
        assumeTrue(isThere("hledger"));
        Files.delete(folder.resolve(StoreSettings.FILE));
        post(10_000);
        assertEquals(0, run("export", "--hledger", "--to", "2009-11-30"));
        var journal = Files.writeString(folder.resolve("book.journal"), out.toString());
        var says = hledger("check", journal);
        assertEquals("", says);

        run("balance", "--as-of", "2009-11-30", "--json");
        var ours = column("balance").get(column("account").indexOf("BILL_PAYABLE:HUNAN"));
        var theirs = hledger("balance", journal, "liabilities:BILL_PAYABLE:HUNAN", "--no-total");
        assertTrue(
                theirs.contains("-" + new SheetOptions.Money(Long.parseLong(ours)) + " CNY"), theirs + " and " + ours);
        assertEquals(
                "0",
                hledger("balance", journal)
                        .strip()
                        .lines()
                        .reduce((a, b) -> b)
                        .orElse("")
                        .strip());
    }

    private static boolean isThere(String program) {
        return java.util.Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static String hledger(String command, Path journal, String... more) throws Exception {
        var words = new ArrayList<>(List.of("hledger", "-f", journal.toString(), command));
        words.addAll(List.of(more));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        var process = builder.start();
        var says = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return says;
    }

    /** A damage in SQL and the account that the finding must name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "update ledger_account set cr_posted = cr_posted + 1 where id = 8 | account SUB:1:CASH counts",
                "update ledger_account set cr_posted = cr_posted + 1 where id = (select id from system_account"
                        + " where code = 'BILL_PENDING') | account BILL_PENDING counts",
                "update ledger_account set last_transfer = 1 where id = 16 | account SUB:2:CASH says that transfer 1 was",
                "delete from ledger_account where id = 8 | account SUB:1:CASH has postings and no row",
                "update posting set balance_after = -5 where account = 8 and transfer = 2"
                        + " | left account SUB:1:CASH below zero",
                "update posting set balance_after = 77 where account = 8 and transfer = 2"
                        + " | to account SUB:1:CASH says 77 fen after it",
                "delete from transfer where id = 2 | to account SUB:1:CASH has no transfer",
                "delete from system_account where code = 'BILL_PENDING' | account without a name, number -"
            })
    void findingsNameAccountsByWords(String damage, String sentence) {
        damage(damage);

        assertEquals(1, run("verify"));

        assertTrue(out.toString().contains(sentence), out.toString());
    }

    /** Damages to what is counted; each is shown, rebuilt, and left no trace but the one that says so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_account set cr_posted = cr_posted + 7 where id = 8",
                "update ledger_account set dr_posted = dr_posted + 1 where id < 0",
                "update ledger_account set last_transfer = 1",
                "update ledger_account set last_transfer = null where id = 16",
                "delete from ledger_account where id = 8",
                "delete from ledger_account",
                "insert into ledger_account values (4000, 5, 5, 3)",
                "update ledger_account set cr_posted = cr_posted + 5 where id in (8, 16)"
            })
    void countersAreRebuiltFromWhatTheyCount(String damage) throws IOException {
        damage(damage);
        assertEquals(1, run("verify"));
        assertTrue(out.toString().contains("; ledger repair --counters rebuilds it"), out.toString());

        assertEquals(1, run("repair", "--counters", "--json"));
        var shown = column("counter");
        assertFalse(shown.isEmpty());
        assertEquals(1, run("verify"), "it only looked");

        assertEquals(2, run("repair", "--counters", "--yes"), "nobody's name");
        assertEquals(0, run("repair", "--counters", "--yes", "--by", "li"), out.toString());
        run("verify");
        assertFalse(out.toString().contains("rebuilds it"), out.toString());
        assertEquals(0, run("repair", "--counters"));
        assertTrue(out.toString().contains("Every counter is right."), out.toString());
        try (var store = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
            assertEquals(
                    shown,
                    store.read(sql -> sql.createQuery(
                                    "select counter from counter_repair where operator = 'li' order by id")
                            .mapTo(String.class)
                            .list()));
        }
    }

    /** Somebody moves money from one to another and wants the counters to follow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update posting set account = 24 where account = 8 and transfer = 1",
                "update posting set amount = amount + 1 where transfer = 1",
                "delete from posting where transfer = 3",
                "update transfer set event = 'REFUND' where id = 1",
                "delete from transfer_request where transfer = 2"
            })
    void nothingIsCountedFromDamagedPostings(String damage) {
        damage(damage, "update ledger_account set cr_posted = cr_posted + 7 where id = 8");

        assertEquals(1, run("repair", "--counters", "--yes", "--by", "li"));

        assertTrue(out.toString().contains("Nothing was counted"), out.toString());
        assertEquals(1, run("verify"));
        assertTrue(out.toString().contains("account SUB:1:CASH counts"), out.toString());
    }

    @Test
    void countersAreNotRebuiltUnderARunningEngine() {
        damage("update ledger_account set cr_posted = cr_posted + 7 where id = 8");
        try (var engine = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            assertFalse(engine.isBroken());
            assertEquals(1, run("repair", "--counters"), "looking is allowed");
            assertTrue(run("repair", "--counters", "--yes", "--by", "li") != 0);
            assertTrue(out.toString().contains("another engine is running"), out.toString());
        }
        assertEquals(1, run("verify"));
    }

    private void damage(String... damages) {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            store.write(tx -> tx.query(sql -> {
                for (var trigger : List.of(
                        "posting_is_final", "posting_stays", "transfer_is_final", "transfer_stays", "request_stays")) {
                    sql.execute("drop trigger " + trigger);
                }
                for (var damage : damages) {
                    sql.execute(damage);
                }
                return true;
            }));
        }
    }
}

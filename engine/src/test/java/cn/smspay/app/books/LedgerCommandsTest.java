package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What accountants ask of the book, each in one command. */
final class LedgerCommandsTest extends LedgerFixture {
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
}

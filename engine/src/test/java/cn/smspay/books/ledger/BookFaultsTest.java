package cn.smspay.books.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A book of two days, the first of them closed, as {@link LedgerRows} reads it and the checks find what was changed in it. */
final class BookFaultsTest {
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2009, 11, 2);
    private static final AccountNo ALICE = new AccountNo(1);
    private static final BookAccount TILL = BookAccount.hallCash("HUNAN");
    private static final BookAccount CASH = BookAccount.of(ALICE, Pocket.CASH);

    private final Ledger ledger = new Ledger();

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void fill() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
        post("a", Event.CASH_TOP_UP, TILL, CASH, 50_00, NOON);
        post("b", Event.PURCHASE, CASH, BookAccount.merchant("m"), 20_00, NOON);
        new DayClose(store).close(DAY, NOON.plusSeconds(86_400));
        post("c", Event.PURCHASE, CASH, BookAccount.merchant("m"), 5_00, NOON.plusSeconds(86_400));
        liftTheGuards();
    }

    /** As somebody does who changes the file with other tools. */
    private void liftTheGuards() {
        var guards = store.read(sql -> sql.createQuery("select name from sqlite_master where type = 'trigger'")
                .mapTo(String.class)
                .list());
        guards.forEach(name -> sql("drop trigger " + name));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void post(String key, Event event, BookAccount debit, BookAccount credit, long fen, Instant at) {
        store.write(tx -> ledger.post(tx, Entry.of(key, event, debit, credit, new Fen(fen), at)));
    }

    private void sql(String statement) {
        store.write(tx -> tx.query(sql -> sql.execute(statement)));
    }

    private List<String> ofDays() {
        return store.read(DayCheck::faults);
    }

    private List<String> ofMovements() {
        return store.read(sql -> new MovementCheck(sql).faults());
    }

    @Test
    void anHonestBookHasNoFaults() {
        assertEquals(List.of(), ofDays());
        assertEquals(List.of(), ofMovements());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "update ledger_day set chain = x'00'; the day 2009-11-02 was closed with another chain at transfer 2",
                "update ledger_day set slot = 1; the day 2009-11-02 was closed with another chain",
                "update ledger_day set last_transfer = 1; the day 2009-11-02 was closed with another chain at transfer 1",
                "update ledger_day set closed_at = 1257120000000; the closed day 2009-11-02 does not follow the one before it",
                "update ledger_day_total set balance = balance + 1 where code = 'SUB:CASH'; on the closed day 2009-11-02 the"
                        + " postings of SUB:CASH make a balance of 3000 fen, and another was kept",
                "update ledger_day_total set code = 'X' where code = 'MERCHANT:m'; a total of X was kept, and there are no"
                        + " postings to it",
                "update ledger_day_total set day = 20091103; totals are kept of the day 20091103, which is not closed",
                "update ledger_open set closed_day = 20091103; the day 20091103 was closed and its totals were not made",
                "update ledger_open set closed_day = 20091101; the writer takes 20091101 for the last closed day, and 20091102",
            })
    void aClosedDayThatWasChangedIsFound(String change, String fault) {
        sql(change);

        var faults = ofDays();

        assertTrue(faults.stream().anyMatch(each -> each.contains(fault)), faults.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "update posting set amount = 2001 where transfer = 2; transfer 2 is not what was written",
                "update transfer set event = 'BILL' where id = 1; transfer 1 is not what was written",
                "update transfer set chain = null where id = 2; transfer 2 has no link of the chain",
                "update transfer_request set idempotency_key = 'x' where transfer = 3; transfer 3 is not what was written",
                "delete from transfer where id = 2; transfer 2 is missing",
                "delete from transfer where id = 3; the chain was left at transfer 3, and the book ends at 2",
                "update series set last = 9 where name = 'transfer'; transfers are numbered up to 9, and the book ends at 3",
                "update transfer set business_date = 20091102 where id = 3; transfer 3 of 20091103 has the business date 20091102",
                "update transfer set business_date = 20091102 where id = 3; transfer 3 counts on 20091102, and that day was"
                        + " closed with transfer 2",
                "update ledger_head set chain = x'00' where slot = 0; the chain was left at transfer 3",
            })
    void aMovementThatWasChangedIsFound(String change, String fault) {
        sql(change);

        var faults = ofMovements();

        assertTrue(faults.stream().anyMatch(each -> each.startsWith(fault)), faults.toString());
        assertTrue(faults.stream().allMatch(each -> each.contains("put back a backup and compare")), faults.toString());
    }

    @Test
    void rowsAreReadMovementByMovementWithTheNamesOfTheirAccounts() {
        var read = new ArrayList<String>();
        store.read(sql -> {
            LedgerRows.walk(sql, 1, (movement, link) -> {
                assertFalse(link == null);
                var legs = new ArrayList<String>();
                movement.legs().forEach(leg -> legs.add(leg.name() + " " + leg.side() + " " + leg.amount()));
                legs.sort(null);
                read.add(movement.id() + " " + movement.event() + " " + legs);
            });
            return null;
        });

        assertEquals(
                List.of(
                        "2 PURCHASE [MERCHANT:m CREDIT 2000, SUB:1:CASH DEBIT 2000]",
                        "3 PURCHASE [MERCHANT:m CREDIT 500, SUB:1:CASH DEBIT 500]"),
                read);
    }

    @Test
    void reportsAnswerForTheDaysThatWereAskedFor() {
        var reports = new LedgerReports(store);

        assertEquals(
                List.of(50_00L, 20_00L),
                reports.statement("SUB:1:CASH", DAY, DAY).stream()
                        .map(LedgerReports.ReportLine::amount)
                        .toList());
        assertEquals(
                25_00,
                reports.statement("MERCHANT:m", DAY, DAY.plusDays(1)).get(1).balanceAfter());
        assertEquals(List.of(), reports.statement("MERCHANT:m", DAY.plusDays(2), DAY.plusDays(3)));
        for (var day : List.of(DAY.minusDays(1), DAY, DAY.plusDays(1))) {
            var totals = reports.trialBalance(day);
            assertEquals(
                    totals.stream().mapToLong(DayClose.Total::debit).sum(),
                    totals.stream().mapToLong(DayClose.Total::credit).sum());
        }
        var settled = reports.settlement(LedgerReports.Partner.MERCHANT, DAY, DAY.plusDays(1));
        assertEquals(
                List.of("MERCHANT:m", "SUB:*:CASH"),
                settled.stream().map(LedgerReports.Settled::code).toList());
        assertEquals(25_00, settled.get(0).credit());
        assertEquals(25_00, settled.get(1).debit());
        assertEquals(List.of(), reports.settlement(LedgerReports.Partner.BANK, DAY, DAY.plusDays(1)));
        assertEquals(2, reports.movements(List.of(1L, 3L, 3L, 99L)).size());
    }

    @ParameterizedTest
    @CsvSource({"SUB:1:GOLD", "SUB:x:CASH", "SUB:1", "BANK:NONE", "''", "sub:1:cash"})
    void anAccountThatThereIsNotIsSaidSo(String account) {
        var fault = assertThrows(
                IllegalArgumentException.class, () -> new LedgerReports(store).statement(account, DAY, DAY));

        assertTrue(String.valueOf(fault.getMessage()).startsWith("there is no account " + account));
    }

    @Test
    void anExportHandsOverMovementsInTheirOrderWithWhichSideTheyAreOn() {
        var taken = new ArrayList<LedgerReports.Exported>();

        new LedgerReports(store).export(DAY, DAY, taken::add);

        assertEquals(
                List.of("a", "b"),
                taken.stream().map(LedgerReports.Exported::key).toList());
        assertEquals(
                List.of(true),
                taken.get(0).parts().stream()
                        .filter(LedgerReports.PostingPart::asset)
                        .map(part -> part.account().startsWith("HALL_CASH:HUNAN"))
                        .toList());
    }
}

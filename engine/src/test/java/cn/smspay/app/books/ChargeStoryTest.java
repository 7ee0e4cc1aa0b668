package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.AccountNo;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Fen;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told below a charge of its conversation and its postings, to people and to programs. */
final class ChargeStoryTest extends BillingFixture {
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
    void tablesForSpreadsheetsHaveNoPostings() {
        assertEquals(0, runOnData("list", "--msisdn", "13800000001", "--csv"));
        assertTrue(out.toString().startsWith("number,corrects,day,at,sender"), out.toString());
        assertFalse(out.toString().contains("postings"));
    }

    private List<ChargeRecord> records() {
        try (var store = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
            return new Billing().list(store, LocalDate.of(2009, 11, 2));
        }
    }

    @Test
    void aTransferThatIsNotInTheBookIsSaidToBeMissing() {
        withdraw();
        var record = records().get(2);

        var lines = new ChargeStory(Map.of()).lines(record);

        assertEquals("          transfer 2, which is not in the book: see ledger verify", lines.get(1));
        assertEquals(2, lines.size());
    }

    @Test
    void aCorrectionNamesTheChargeThatItCorrects() {
        runOnData("waive", "--number", "2", "--reason", "SYSTEM_FAULT", "--by", "li");
        runOnData("release", "--id", "1", "--by", "wang");
        var all = records();

        assertEquals(List.of("          corrects charge 2"), new ChargeStory(Map.of()).lines(all.get(2)));
        assertEquals(List.of(), new ChargeStory(Map.of()).lines(all.get(1)));
    }
}

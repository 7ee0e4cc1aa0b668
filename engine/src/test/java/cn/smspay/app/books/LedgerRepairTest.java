package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters are rebuilt from what they count, by name, and only where what they count is in order itself. */
final class LedgerRepairTest extends LedgerFixture {
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

    @Test
    void aBookThatIsInOrderNeedsNothing() {
        assertEquals(0, run("repair", "--counters"));
        assertTrue(out.toString().contains("Every counter is right."), out.toString());
        assertEquals(0, run("repair", "--counters", "--json"));
        assertTrue(out.toString().contains("[]"), "an empty table for programs: " + out);
        assertEquals(0, run("repair", "--counters", "--yes", "--by", "li"), "nothing to do is done");
        assertEquals(2, run("repair"), "what is repaired is said");
        assertEquals(2, run("repair", "--counters", "--yes", "--by", " "));
    }

    @Test
    void eachCounterIsShownAsItStandsAndAsItWouldBeRight() throws IOException {
        damage("update ledger_account set cr_posted = cr_posted + 7 where id = 8");
        assertEquals(1, run("repair", "--counters"));
        assertTrue(
                out.toString().contains("To rebuild them: ledger repair --counters --yes --by NAME"), out.toString());

        assertEquals(1, run("repair", "--counters", "--json"));

        assertEquals(1, column("place").size());
        assertEquals(
                7,
                Long.parseLong(column("stands").get(0))
                        - Long.parseLong(column("right").get(0)));
        assertEquals(0, run("repair", "--counters", "--yes", "--by", "li"));
        assertTrue(out.toString().contains("1 counters rebuilt."), out.toString());
    }
}

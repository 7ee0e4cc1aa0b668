package cn.smspay.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.smspay.accounts.CounterRepair.WrongCounters;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.World;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Open orders are counted from the orders, as long as those agree with the book. */
final class CounterRepairTest extends AccountsFixture {
    private static final Instant NOW = Instant.parse("2009-11-02T02:00:00Z");
    private static final String TAIL = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);

    private Store damaged(String... damages) {
        var alice = world.realNameCustomer(ALICE, "100");
        world.customer(BOB);
        world.in(tx -> accounts.withdrawals().withdraw(tx, world.request(alice, World.PIN), World.fen("10"), TAIL));
        world.in(tx -> accounts.bills().pay(tx, world.request(alice, World.PIN), World.fen("20")));
        world.close();
        var store = Store.open(StoreSettings.engine(folder.resolve("world.db")));
        store.write(tx -> tx.query(sql -> {
            for (var damage : damages) {
                sql.execute(damage);
            }
            return true;
        }));
        return store;
    }

    @Override
    public void close() {
        // Each test proves the books itself, after its damage.
    }

    @Test
    void openOrdersAreCountedAgain() {
        try (var store = damaged("update account set open_orders = open_orders + 1")) {
            var repair = new CounterRepair(store);
            assertEquals(2, ((WrongCounters) repair.look()).changes().size());
            assertFalse(store.read(AccountsCheck::verify).isEmpty());

            repair.repair("li", NOW);

            assertEquals(List.of(), store.read(AccountsCheck::verify));
            assertEquals(
                    List.of("account 1: 3 to 2 by li", "account 2: 1 to 0 by li"),
                    store.read(sql -> sql.createQuery(
                                    "select place || ': ' || stood || ' to ' || made || ' by ' || operator"
                                            + " from counter_repair order by id")
                            .mapTo(String.class)
                            .list()));
        }
    }

    @Test
    void openOrdersAreNotCountedFromOrdersThatAreNotInTheBook() {
        try (var store = damaged(
                "update account set open_orders = 5 where no = 1", "delete from withdrawal_order where account = 1")) {
            var found = (WrongCounters) new CounterRepair(store).repair("li", NOW);

            assertEquals(List.of(), found.changes());
            assertEquals(List.of(), found.orders().isEmpty() ? List.of("no reason") : List.of());
            assertFalse(store.read(AccountsCheck::verify).isEmpty());
        }
    }

    @Test
    void sumsAndOrdersAreRebuiltTogether() {
        try (var store =
                damaged("update account set open_orders = 0", "update ledger_account set dr_posted = 0 where id < 0")) {
            new CounterRepair(store).repair("li", NOW);

            assertEquals(List.of(), store.read(AccountsCheck::verify));
        }
    }
}

package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.payments.Transactions.Page;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransactionsTest extends AccountsFixture {
    private Object look(SubscriptionId who, String first, String last, @Nullable TransferId from, int most) {
        return world.in(tx -> accounts.transactions()
                .page(
                        tx,
                        who,
                        LocalDate.parse(first),
                        LocalDate.parse(last),
                        from,
                        most,
                        EnumSet.of(Pocket.CASH, Pocket.CARD),
                        world.clock.instant()));
    }

    @SuppressWarnings("unchecked")
    private Page page(SubscriptionId who, String first, String last, @Nullable TransferId from, int most) {
        return done((cn.smspay.accounts.customers.Answer<Page>) look(who, first, last, from, most));
    }

    private static List<String> amounts(Page page) {
        return page.lines().stream().map(line -> line.amount().toString()).toList();
    }

    @Test
    void showsWhatMovedBetweenTwoDatesPageByPageTheNewestFirst() {
        var alice = world.customer(ALICE);
        var bob = world.customer(BOB);
        for (int day = 1; day <= 5; day++) {
            world.clock.set("2009-11-0" + day + "T23:59:59");
            world.payIn(alice, "1" + day);
            world.payIn(bob, "99");
            world.payInByCard(alice, day % 2 == 0 ? "10" : "20");
        }

        assertEquals(
                List.of("20.00", "13.00", "10.00", "12.00"),
                amounts(page(alice, "2009-11-02", "2009-11-03", null, 100)));
        var all = new ArrayList<String>();
        TransferId from = null;
        int pages = 0;
        do {
            var page = page(alice, "2009-11-01", "2009-11-05", from, 3);
            all.addAll(amounts(page));
            from = page.next();
            pages++;
        } while (from != null);
        assertEquals(4, pages);
        assertEquals(amounts(page(alice, "2009-11-01", "2009-11-05", null, 100)), all);
        assertEquals(List.of(), amounts(page(alice, "2009-10-01", "2009-10-31", null, 100)));
    }

    @ParameterizedTest
    @CsvSource({"2009-11-03, 2009-11-02, BAD_DATES", "2009-11-06, 2009-11-07, BAD_DATES", "2009-11-05, 2009-12-31, "})
    void wantsDatesInTheirOrderAndNotInTheFuture(String first, String last, Reason refused) {
        var alice = world.customer(ALICE);
        world.clock.set("2009-11-05T10:00:00");

        assertEquals(refused, reason(look(alice, first, last, null, 10)));
        assertEquals(Reason.NO_ACCOUNT, reason(look(world.subscriber(BOB), first, last, null, 10)));
        assertEquals(World.fen("0"), world.cash(alice));
    }
}

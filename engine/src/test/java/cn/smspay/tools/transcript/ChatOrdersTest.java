package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.payments.SmsOrders.SmsOrder;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The orders of a transcript's merchant: {@link ChatOrders} has one open for a payer, for half an hour (R 3.10). */
final class ChatOrdersTest extends AccountsFixture {
    private static final SubscriptionId WHO = new SubscriptionId(1);
    private static final SmsOrder FIRST = new SmsOrder("1", "M001", "书", new Fen(100));
    private static final SmsOrder SECOND = new SmsOrder("2", "M001", "书", new Fen(200));

    private final ChatOrders orders = new ChatOrders();

    private String state() {
        return orders.state(WHO, world.clock.instant());
    }

    private String open() {
        return world.in(tx -> orders.open(tx, WHO, world.clock.instant()))
                .map(SmsOrder::no)
                .orElse("none");
    }

    private void add(SmsOrder order) {
        orders.add(WHO, order, world.clock.instant());
    }

    @Test
    void anOrderIsOpenForHalfAnHour() {
        assertEquals("none", state());
        assertEquals("none", open());
        add(FIRST);
        world.clock.turn(Duration.ofMinutes(30).minusMillis(1));
        assertEquals("open", state());
        assertEquals("1", open());
        world.clock.turn(Duration.ofMillis(1));
        assertEquals("expired", state());
        assertEquals("none", open());
    }

    @Test
    void whileOneIsOpenAnotherIsNotAdded() {
        add(FIRST);
        var back = orders.add(WHO, SECOND, world.clock.instant());
        assertEquals("1", open());
        back.run();
        assertEquals("1", open());
        orders.close(WHO);
        assertEquals("closed", state());
        orders.add(WHO, SECOND, world.clock.instant()).run();
        assertEquals("closed", state(), "taken back: the one before is the newest again");
    }

    @Test
    void theFirstEndCounts() {
        add(FIRST);
        world.in(tx -> {
            orders.paid(tx, FIRST, WHO, new OrderId(9), world.clock.instant());
            orders.unpaid(tx, FIRST, world.clock.instant());
            return true;
        });
        assertEquals("paid", state());
        add(SECOND);
        world.in(tx -> {
            orders.unpaid(tx, FIRST, world.clock.instant());
            return true;
        });
        assertEquals("open", state(), "another order's end is not its own");
        world.in(tx -> {
            orders.unpaid(tx, SECOND, world.clock.instant());
            return true;
        });
        assertEquals("closed", state());
        orders.close(new SubscriptionId(2));
        assertEquals("none", orders.state(new SubscriptionId(2), world.clock.instant()));
    }
}

package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked for what by short message, and what becomes of it: {@link PurchaseRequests} (S-083, R 3.10). */
final class PurchaseRequestsTest extends AccountsFixture {
    private final Map<SubscriptionId, SmsOrders.SmsOrder> open = new HashMap<>();
    private final List<String> told = new ArrayList<>();
    private boolean busy;
    private SubscriptionId alice;

    @Override
    public AccountSettings settings() {
        return AccountSettings.defaults().withCaps(new DayCaps(new Fen(900_00), new Fen(900_00), new Fen(60_00)));
    }

    @BeforeEach
    void connect() {
        alice = world.realNameCustomer(ALICE, "50");
        world.payInByCard(alice, "30");
        requests().connect(new SmsOrders() {
            @Override
            public Optional<SmsOrder> open(Tx tx, SubscriptionId payer, Instant now) {
                return Optional.ofNullable(open.get(payer));
            }

            @Override
            public void paid(Tx tx, SmsOrder order, SubscriptionId payer, OrderId purchase, Instant now) {
                open.remove(payer);
                told.add("paid " + order.no());
            }

            @Override
            public void unpaid(Tx tx, SmsOrder order, Instant now) {
                told.add("unpaid " + order.no());
            }
        });
        requests().connect(new PurchaseRequests.Asking() {
            @Override
            public boolean isBusy(Tx tx, SubscriptionId payer, Instant now) {
                return busy;
            }

            @Override
            public void askToPay(Tx tx, SubscriptionId payer, Instant now) {
                told.add("asked");
            }
        });
    }

    private PurchaseRequests requests() {
        return accounts.purchaseRequests();
    }

    private void order(String no, String merchant, String yuan) {
        open.put(alice, new SmsOrders.SmsOrder(no, merchant, "三国演义精装本全十二册", World.fen(yuan)));
    }

    private @Nullable Reason ask() {
        return reason(world.in(tx -> requests().ask(tx, alice, world.clock.instant())));
    }

    private @Nullable Reason pay(String no, String pin) {
        return reason(world.in(tx -> requests().pay(tx, world.request(alice, pin), no)));
    }

    @Test
    void thePayerIsAskedUnlessHeIsInTheMiddleOfSomething() {
        assertEquals(Reason.ORDER_CLOSED, ask());
        order("1", World.SHOP, "20");
        busy = true;
        assertEquals(Reason.PAYER_BUSY, ask());
        assertEquals(List.of(), told);
        busy = false;
        assertEquals(null, ask());
        assertEquals(List.of("asked"), told);
    }

    /** His own affairs come before what he is in the middle of. */
    @Test
    void whoCannotPayIsNotAskedAndThatIsSaidFirst() {
        order("1", World.SHOP, "50.01");
        busy = true;
        assertEquals(Reason.INSUFFICIENT, ask());
        assertEquals(List.of(), told);
    }

    @Test
    void theQuestionHasRoomForSoManyCharacters() {
        world.in(tx -> {
            accounts.merchants().put(tx, new Merchant("long", "一二三四五六七八九十甲乙丙", true));
            return true;
        });
        order("7", "long", "30.01");

        var quote = done(world.in(tx -> requests().check(tx, alice, world.clock.instant())));

        assertEquals("一二三四五六七八九十甲乙", quote.merchant());
        assertEquals("三国演义精装本全十二", quote.subject());
        assertEquals(PurchaseRequests.SUBJECT_MOST, quote.subject().length());
        assertEquals(Pocket.CASH, quote.pocket());
        assertEquals("7", quote.no());
    }

    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, abc", "'', 3, ''", "ab\uD83D\uDE00d, 3, ab\uD83D\uDE00", "ab, 3, ab"})
    void noCharacterIsHalved(String text, int most, String cut) {
        assertEquals(cut, PurchaseRequests.cut(text, most));
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, NONE, ",
        "ONE_WAY, DEBT, PHONE_STATUS",
        "PRE_CANCELLED, NONE, PHONE_STATUS",
        "NORMAL, frozen, FROZEN",
        "NORMAL, closed, ORDER_CLOSED",
        "NORMAL, unknown, ORDER_CLOSED"
    })
    void allIsCheckedAgainWhenThePasswordComes(PhoneStatus phone, String what, @Nullable Reason refused) {
        order("1", what.equals("unknown") ? "nobody" : World.SHOP, "20");
        world.in(tx -> {
            accounts.subscribers()
                    .status(
                            tx,
                            alice,
                            new PhoneCondition(phone, what.equals("DEBT") ? StopReason.DEBT : StopReason.NONE));
            if (what.equals("closed")) {
                accounts.merchants().put(tx, new Merchant(World.SHOP, "网上商城", false));
            }
            return true;
        });
        if (what.equals("frozen")) {
            world.in(tx -> accounts.lifecycle().freeze(tx, alice, true));
        }

        assertEquals(refused, reason(world.in(tx -> requests().check(tx, alice, world.clock.instant()))));
        assertEquals(refused, pay("1", World.PIN));
        assertEquals(refused == null ? List.of("paid 1") : List.of(), told);
        assertEquals(World.fen(refused == null ? "10" : "30"), world.card(alice));
    }

    @Test
    void anOrderIsPaidOnceAndOnlyTheOneThatWasAskedFor() {
        order("2", World.SHOP, "20");
        assertEquals(true, world.in(tx -> requests().isOpen(tx, alice, "2", world.clock.instant())));
        assertEquals(false, world.in(tx -> requests().isOpen(tx, alice, "1", world.clock.instant())));
        assertEquals(Reason.ORDER_CLOSED, pay("1", World.PIN));
        assertEquals(Reason.PIN_WRONG, pay("2", "000000"));
        assertEquals(null, pay("2", World.PIN));
        assertEquals(Reason.ORDER_CLOSED, pay("2", World.PIN));
        assertEquals(List.of("paid 2"), told);
        assertEquals(World.fen("10"), world.card(alice));
    }

    /** D-28. */
    @Test
    void theDaysCapHoldsHereToo() {
        order("1", World.SHOP, "30");
        assertEquals(null, pay("1", World.PIN));
        order("2", World.SHOP, "30.01");
        assertEquals(Reason.OVER_DAY, ask());
        order("3", World.SHOP, "30");
        assertEquals(null, ask());
    }

    @Test
    void whoLeavesClosesTheOrderHeWasAskedForAndNoOther() {
        order("5", World.SHOP, "20");
        leave("4");
        assertEquals(List.of(), told);
        leave("5");
        assertEquals(List.of("unpaid 5"), told);
    }

    private void leave(String no) {
        world.in(tx -> {
            requests().leave(tx, alice, no, world.clock.instant());
            return true;
        });
    }

    @Test
    void aServiceThatSpeaksWithNobodyAsksNobody() {
        var mute = new PurchaseRequests(
                accounts.subscribers(),
                accounts.passwords(),
                accounts.ledger(),
                accounts.purchases(),
                accounts.merchants(),
                settings().ofPayments());
        assertEquals(true, world.in(tx -> mute.isBusy(tx, alice, world.clock.instant())));
        assertEquals(Reason.ORDER_CLOSED, reason(world.in(tx -> mute.ask(tx, alice, world.clock.instant()))));
        mute.connect(new SmsOrders() {
            @Override
            public Optional<SmsOrder> open(Tx tx, SubscriptionId payer, Instant now) {
                return Optional.of(new SmsOrder("1", World.SHOP, "书", World.fen("1")));
            }

            @Override
            public void paid(Tx tx, SmsOrder order, SubscriptionId payer, OrderId purchase, Instant now) {}

            @Override
            public void unpaid(Tx tx, SmsOrder order, Instant now) {}
        });
        assertEquals(Reason.PAYER_BUSY, reason(world.in(tx -> mute.ask(tx, alice, world.clock.instant()))));
    }
}

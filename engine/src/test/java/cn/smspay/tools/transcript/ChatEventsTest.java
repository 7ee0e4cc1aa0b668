package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens meanwhile by other channels and in other systems, as {@link ChatEvents} has it happen. */
class ChatEventsTest extends AccountsFixture {
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    private final Map<String, String> heard = new HashMap<>();
    private ChatEvents events;

    @BeforeEach
    void open() {
        var scene = new WorldScene(world, executor);
        var cast = new ChatCast(scene);
        cast.given(List.of(ALICE, "real_name", "card_bound=6222", "cash=100"));
        events = new ChatEvents(scene, cast, heard);
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void then(String words) {
        events.then(ALICE, List.of(words.split(" ")));
    }

    private Subscription alice() {
        return world.in(tx -> accounts.subscribers().find(tx, new Msisdn(ALICE)))
                .orElseThrow();
    }

    private String cash() {
        return world.cash(alice().id()).toString();
    }

    @Test
    void moneyComesAndGoes() {
        then("cash 20.50");
        assertEquals("120.50", cash());
        then("purchase 20");
        assertEquals("100.50", cash());
        then("refund 5");
        assertEquals("105.50", cash());
        then("withdraw 50");
        assertEquals("55.50", cash());
        then("card 30");
        assertEquals("30.00", world.card(alice().id()).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"paid", "returned"})
    void theBankEndsWhatIsWithdrawn(String how) {
        then("withdraw 50");
        events.outside(ALICE, List.of("bank", how));

        assertEquals(how.equals("paid") ? "50.00" : "100.00", cash());
    }

    @Test
    void theFifthWrongPasswordLocks() {
        then("wrong_pin 4");
        assertFalse(holds(alice().id(), "pin_locked"));
        then("wrong_login 5");
        assertFalse(holds(alice().id(), "pin_locked"), "the other password");

        then("wrong_pin 1");
        assertTrue(holds(alice().id(), "pin_locked"));
    }

    @Test
    void aPasswordThatIsResetIsHeardOf() {
        then("reset_pin");
        var first = heard.get("pay");
        assertNotNull(first);
        assertTrue(first.matches("[0-9]{6}"), "six digits");

        then("reset_pin");
        assertNotEquals(first, heard.get("pay"));
    }

    @Test
    void whatAPhoneIsChanges() {
        then("status one_way");
        assertTrue(alice().phone().phoneStatus().isSuspended());
        then("status normal");
        assertFalse(alice().phone().phoneStatus().isSuspended());
        then("brand mzone");
        assertEquals(Brand.MZONE, alice().brand());
        then("profile");
        assertTrue(alice().profileComplete());
        var before = alice().id();
        then("cancel");
        then("reissue");
        assertNotEquals(before, alice().id(), "somebody else has the number now");
    }

    @Test
    void aBankCardIsUnboundAndBoundAgain() {
        then("unbind");
        assertFalse(holds(alice().id(), "card_bound"));
        then("rebind 1234");
        assertTrue(holds(alice().id(), "card_bound"));
    }

    @Test
    void aNumberWithoutAnAccountHasOneOnceItIsOpened() {
        world.subscriber(BOB);
        events.then(BOB, List.of("opened"));

        assertNotNull(world.in(tx -> accounts.subscribers().find(tx, new Msisdn(BOB)))
                .orElseThrow()
                .account());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "purchase 100.01",
                "cash much",
                "status odd",
                "brand none",
                "refund 1",
                "order 5 商品 INSUFFICIENT_FUNDS"
            })
    void whatCannotHappenIsRefused(String words) {
        assertThrows(RuntimeException.class, () -> then(words));

        assertEquals("100.00", cash());
    }

    @Test
    void aNumberThatNobodyHasIsRefused() {
        var nobody = assertThrows(IllegalArgumentException.class, () -> events.then(BOB, List.of("cash", "1")));
        assertEquals("nobody has the number " + BOB, nobody.getMessage());
    }

    /** The world's desk takes no question, so that the merchant is told that the payer is busy. */
    @Test
    void anOrderThatIsRefusedIsTakenBack() {
        then("order 5 商品 PAYER_BUSY");

        assertEquals("none", events.order(ALICE));
        assertThrows(IllegalArgumentException.class, () -> then("order 5"));
    }

    @Test
    void onlyBillsAndBanksAreOutside() {
        events.outside(ALICE, List.of("bill", "fail"));
        assertThrows(IllegalArgumentException.class, () -> events.outside(ALICE, List.of("bill", "odd")));
        assertThrows(IllegalArgumentException.class, () -> events.outside(ALICE, List.of("bank", "odd")));
        var odd = assertThrows(IllegalArgumentException.class, () -> events.outside(ALICE, List.of("post", "lost")));

        assertEquals("outside are bill and bank, not post", odd.getMessage());
        assertNull(heard.get("pay"));
    }
}

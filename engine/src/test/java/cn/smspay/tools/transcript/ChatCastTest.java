package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is there after a line {@code given}, and which card after a line {@code stock}, as {@link ChatCast} reads them. */
class ChatCastTest extends AccountsFixture {
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    private ChatCast cast;

    @BeforeEach
    void open() {
        cast = new ChatCast(new WorldScene(world, executor));
    }

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private Optional<Subscription> found() {
        return world.in(tx -> accounts.subscribers().find(tx, new Msisdn(ALICE)));
    }

    private Subscription given(String traits) {
        assertEquals(ALICE, cast.given(List.of((ALICE + ' ' + traits).strip().split(" "))));
        return found().orElseThrow();
    }

    private boolean is(String guard) {
        return holds(found().orElseThrow().id(), guard);
    }

    @Test
    void whoIsUnknownIsNotThere() {
        cast.given(List.of(ALICE, "unknown"));

        assertTrue(found().isEmpty());
    }

    /** Whatever only an account can have means that there is one. */
    @ParameterizedTest
    @CsvSource({
        "'', false",
        "brand=mzone, false",
        "profile, false",
        "blacklisted, false",
        "registered, true",
        "cash=1, true",
        "pin=246813, true",
        "card_bound, true",
        "withdrawals=2, true",
        "frozen, true",
        "pin_locked, true"
    })
    void anAccountIsThereWhereAnythingOfItIsSaid(String traits, boolean account) {
        assertEquals(account, given(traits).account() != null);
    }

    @Test
    void eachTraitIsOnlyItself() {
        given("registered");
        assertFalse(is("real_name") || is("card_bound") || is("pin_locked"));

        cast.given(List.of(BOB, "real_name", "card_bound=1234", "pin_locked", "cash=12.50", "card=3"));
        var bob = world.in(tx -> accounts.subscribers().find(tx, new Msisdn(BOB)))
                .orElseThrow()
                .id();
        assertTrue(holds(bob, "real_name") && holds(bob, "card_bound") && holds(bob, "pin_locked"));
        assertEquals("12.50", world.cash(bob).toString());
        assertEquals("3.00", world.card(bob).toString());
    }

    @Test
    void aPhoneIsAsItIsSaidAndElseTheUsualOne() {
        var usual = given("");
        assertEquals(Province.HUNAN, usual.province());
        assertEquals(Brand.GOTONE, usual.brand());
        assertFalse(usual.secondary() || usual.blacklisted() || usual.profileComplete());
        assertFalse(usual.phone().phoneStatus().isSuspended());

        var other = given("province=guangdong brand=mzone secondary blacklisted profile status=one_way");
        assertEquals(Province.GUANGDONG, other.province());
        assertEquals(Brand.MZONE, other.brand());
        assertTrue(other.secondary() && other.blacklisted() && other.profileComplete());
        assertTrue(other.phone().phoneStatus().isSuspended());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cahs=1", "cash=1 cash=2", "cash=much", "province=mars", "brand=none", "status=odd"})
    void whatNobodyUnderstandsIsRefused(String traits) {
        assertThrows(IllegalArgumentException.class, () -> given(traits));
    }

    @Test
    void aSlipIsToldWhatItMayHaveMeant() {
        var slip = assertThrows(IllegalArgumentException.class, () -> given("cahs=1"));
        assertEquals("given does not know cahs; did you mean \"cash\"?", slip.getMessage());
    }

    @Test
    void aLostPhoneIsSuspendedByItsLoss() {
        assertEquals("LOST", ChatCast.phone("lost").stopReason().name());
        assertEquals("DEBT", ChatCast.phone("one_way").stopReason().name());
        assertEquals("NONE", ChatCast.phone("normal").stopReason().name());
    }

    private String toppedUp(String... words) {
        given("registered");
        cast.stock(List.of(words));
        var who = found().orElseThrow().id();
        return world.in(tx -> accounts.rechargeCards().topUp(tx, world.request(who), new Secret(words[0])))
                .fold(
                        done -> done.amount().toString(),
                        refusal -> refusal.reason().name());
    }

    /** It is November 2009; further words come in any order. */
    @ParameterizedTest
    @CsvSource({
        "'', 50.00",
        "hunan, 50.00",
        "guangdong, NOT_HUNAN",
        "frozen, NOT_ACTIVE",
        "2009-11-02, 50.00",
        "2009-11-01, EXPIRED",
        "2012-01-01 guangdong, NOT_HUNAN"
    })
    void aCardInStockIsAsItIsSaid(String more, String outcome) {
        var words = ("181234567890123456 50 " + more).strip().split(" ");

        assertEquals(outcome, toppedUp(words));
    }

    @Test
    void aStateThatNoNewCardHasIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> cast.stock(List.of("181234567890123456", "50", "used")));
        assertThrows(IllegalArgumentException.class, () -> cast.stock(List.of("181234567890123456", "x")));
    }
}

package cn.smspay.talk.actions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ActionsTest {
    private static final Catalogue CATALOGUE = ServiceCatalogue.catalogue();
    private static final String TAIL = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);

    @TempDir
    private Path folder;

    private World world;
    private int keys;

    @BeforeEach
    void create() {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Calls an action and holds what it says against the catalogue. */
    private Action.Result call(
            SubscriptionId who, String name, Map<String, String> inputs, Map<String, Secret> secrets) {
        var listed = CATALOGUE.actions().get(name);
        var key = "k" + ++keys;
        var result = world.in(tx -> ServiceCatalogue.action(name)
                .perform(
                        world.accounts,
                        new Action.ActionRequest(tx, who, Channel.SMS, key, inputs, secrets, world.clock.instant())));
        var outcome = listed.outcomes().get(result.outcome());
        assertTrue(outcome != null, name + " ended with " + result.outcome() + ", which is not in the catalogue");
        assertTrue(
                result.values().keySet().containsAll(outcome.outputs().keySet()),
                name + " " + result.outcome() + " gave " + result.values());
        for (Action.Row row : result.rows()) {
            var sort = outcome.rows().get(row.sort());
            assertTrue(
                    sort != null && row.values().keySet().equals(sort.outputs().keySet()), row.toString());
        }
        return result;
    }

    private String outcome(SubscriptionId who, String name) {
        return call(who, name, Map.of(), Map.of()).outcome();
    }

    private String outcome(SubscriptionId who, String name, Map<String, String> inputs) {
        return call(who, name, inputs, Map.of("pin", new Secret(World.PIN))).outcome();
    }

    private String topUp(SubscriptionId who, Secret card) {
        return call(who, "top_up_card", Map.of(), Map.of("card", card)).outcome();
    }

    private void status(SubscriptionId who, PhoneStatus status) {
        world.in(tx -> {
            world.accounts.subscribers().status(tx, who, new PhoneCondition(status, StopReason.DEBT));
            return null;
        });
    }

    @Test
    void areFoundByTheNamesOfTheCatalogue() {
        CATALOGUE
                .actions()
                .forEach((name, listed) ->
                        assertEquals(listed, ServiceCatalogue.action(name).declared()));
        assertThrows(IllegalStateException.class, () -> ServiceCatalogue.action("unheard_of"));
    }

    @Test
    void saidForEveryGuardOfTheCatalogue() {
        var alice = world.customer("13800000001");

        for (String guard : CATALOGUE.guards()) {
            world.in(tx -> world.accounts.facts().holds(tx, alice, guard, world.clock.instant()));
        }
        // The greatest withdrawal is one that a carrier may set, and usually is none.
        var limits = new TreeSet<>(world.accounts.settings().limits().keySet());
        limits.add("withdraw_max");
        assertEquals(CATALOGUE.limits().keySet(), limits);
    }

    @Test
    void saysNoAccountBeforeAnythingElse() {
        var nobody = world.subscriber("13800000001");

        for (String name : List.of(
                "check_close",
                "close_account",
                "upgrade",
                "check_top_up",
                "check_withdrawal",
                "balance",
                "check_history",
                "history",
                "check_payer",
                "check_reset",
                "reset_login")) {
            assertEquals("no_account", outcome(nobody, name), name);
        }
        assertEquals("no_account", topUp(nobody, world.card("10")));
        assertEquals("no_account", outcome(nobody, "withdraw", Map.of("amount", "1.00", "tail", "1234")));
        assertEquals("no_account", outcome(nobody, "pay_bill", Map.of("amount", "1.00")));
    }

    @Test
    void saysThePhonesConditionForEveryActionThatNeedsIt() {
        var alice = world.realNameCustomer("13800000001", "10");
        status(alice, PhoneStatus.PRE_CANCELLED);

        for (String name : List.of("check_top_up", "check_withdrawal", "check_payer", "check_reset", "reset_login")) {
            assertEquals("phone_status", outcome(alice, name), name);
        }
        assertEquals("not_closable", outcome(alice, "check_close"));
        assertEquals("already_real_name", outcome(alice, "upgrade"));
        status(alice, PhoneStatus.TRANSFERRED);
        assertEquals("barred", outcome(alice, "balance"));
        assertEquals("barred", outcome(alice, "history"));
        status(alice, PhoneStatus.ONE_WAY);
        assertEquals("phone_suspended", outcome(alice, "check_payer"));
    }

    @Test
    void opensAndClosesAnAccount() {
        var alice = world.subscriber("13800000001");

        assertEquals("ok", outcome(alice, "check_open"));
        var opened = call(alice, "open_account", Map.of(), Map.of());
        assertEquals("already_open", outcome(alice, "check_open"));
        assertEquals("ok", outcome(alice, "check_close"));
        var wrong = call(alice, "close_account", Map.of(), Map.of("pin", new Secret("000000")));
        var closed = call(
                alice,
                "close_account",
                Map.of(),
                Map.of("pin", new Secret(opened.values().get("pay_password"))));

        assertEquals("pin_wrong", wrong.outcome());
        assertEquals("4", wrong.values().get("left"));
        assertEquals("ok", closed.outcome());
    }

    @Test
    void saysUntilWhenThePayPasswordIsLocked() {
        var alice = world.customer("13800000001");
        world.payIn(alice, "100");
        Action.Result last = null;
        for (int i = 0; i < 5; i++) {
            last = call(alice, "pay_bill", Map.of("amount", "10.00"), Map.of("pin", new Secret("999998")));
        }

        assertEquals("pin_just_locked", last.outcome());
        assertEquals("2009-11-03 09:00", last.values().get("until"));
        assertEquals("pin_locked", outcome(alice, "check_bill", Map.of("amount", "10.00")));
        assertEquals("pin_locked", outcome(alice, "pay_bill", Map.of("amount", "10.00")));
    }

    @Test
    void topsUpAndNamesWhatIsWrongWithACard() {
        var alice = world.customer("13800000001");
        var late = LocalDate.of(2012, 12, 31);
        var card = world.card("50");

        var done = call(alice, "top_up_card", Map.of(), Map.of("card", card));

        assertEquals(Map.of("amount", "50.00", "card_balance", "50.00"), done.values());
        assertEquals("repeated", topUp(alice, card));
        assertEquals("used", topUp(world.customer("13900000002"), card));
        assertEquals("not_hunan", topUp(alice, world.card("10", Province.HUBEI, CardState.ACTIVE, late)));
        assertEquals("not_active", topUp(alice, world.card("10", Province.HUNAN, CardState.FROZEN, late)));
        assertEquals(
                "expired", topUp(alice, world.card("10", Province.HUNAN, CardState.ACTIVE, LocalDate.of(2009, 11, 1))));
        for (int i = 0; i < 4; i++) {
            assertEquals("unknown_card", topUp(alice, new Secret("181111111111111111")));
        }
        assertEquals("too_many_wrong", topUp(alice, new Secret("181111111111111111")));
        assertEquals("too_many_wrong", topUp(alice, world.card("10")));
        assertEquals("too_many_wrong", outcome(alice, "check_top_up"));
    }

    @Test
    void withdrawsAndNamesWhatStandsInTheWay() {
        var alice = world.realNameCustomer("13800000001", "500");

        assertEquals(
                Map.of("cash", "500.00", "bank", "工商银行", "tail", TAIL),
                call(alice, "check_withdrawal", Map.of(), Map.of()).values());
        assertEquals("ok", outcome(alice, "check_amount", Map.of("amount", "500.00")));
        assertEquals("too_much", outcome(alice, "check_amount", Map.of("amount", "500.01")));
        assertEquals("card_changed", outcome(alice, "withdraw", Map.of("amount", "1.00", "tail", "0000")));
        assertEquals("too_much", outcome(alice, "withdraw", Map.of("amount", "500.01", "tail", TAIL)));
        assertEquals("ok", outcome(alice, "withdraw", Map.of("amount", "100.00", "tail", TAIL)));
        assertEquals("ok", outcome(alice, "withdraw", Map.of("amount", "100.00", "tail", TAIL)));
        assertEquals("spend_first", outcome(alice, "withdraw", Map.of("amount", "100.00", "tail", TAIL)));
        assertEquals("not_real_name", outcome(world.customer("13900000002"), "check_withdrawal"));
    }

    @Test
    void givesBalanceAndHistory() {
        var alice = world.customer("13800000001");
        assertEquals("none", outcome(alice, "history"));
        world.payIn(alice, "30.50");
        world.payInByCard(alice, "20", "10");

        assertEquals(
                Map.of("cash", "30.50", "card", "30.00", "total", "60.50", "transit", "0.00"),
                call(alice, "balance", Map.of(), Map.of()).values());
        var three = call(alice, "history", Map.of("date", "2009-11-02"), Map.of());
        world.clock.turn(Duration.ofDays(1));
        world.payInByCard(alice, "50");
        var four = call(alice, "history", Map.of("date", "2009-11-02"), Map.of());
        var one = call(alice, "history", Map.of("date", "2009-11-03"), Map.of());

        assertEquals("ok", three.outcome());
        assertEquals(
                Map.of(
                        "when", "2009-11-02 09:00",
                        "kind", "card_top_up",
                        "sign", "plus",
                        "amount", "10.00",
                        "acct", "card_account"),
                three.rows().get(0).values());
        assertEquals("ok_more", four.outcome());
        assertEquals("3", four.values().get("n"));
        assertEquals("1", one.values().get("n"));
        assertEquals("none", outcome(alice, "history", Map.of("date", "2009-11-04")));
    }

    @Test
    void paysBillsAndNamesWhatStandsInTheWay() {
        var alice = world.customer("13800000001");
        assertEquals("insufficient", outcome(alice, "check_bill", Map.of("amount", "50.00")));
        assertEquals("insufficient", outcome(alice, "pay_bill", Map.of("amount", "50.00")));
        world.payIn(alice, "100");

        assertEquals("ok", outcome(alice, "check_payer"));
        assertEquals(
                Map.of("acct", "cash_account"),
                call(alice, "check_bill", Map.of("amount", "50.00"), Map.of()).values());
        assertEquals("submitted", outcome(alice, "pay_bill", Map.of("amount", "50.00")));
        assertEquals("repeated", outcome(alice, "check_bill", Map.of("amount", "50.00")));
        assertEquals("repeated", outcome(alice, "pay_bill", Map.of("amount", "50.00")));
        world.subscriber("13800000001", Province.TIBET, cn.smspay.accounts.customers.Brand.GOTONE);
        assertEquals("ok_in_test", outcome(alice, "check_bill", Map.of("amount", "20.00")));
    }

    @Test
    void resetsTheLoginPassword() {
        var alice = world.customer("13800000001");

        assertEquals("ok", outcome(alice, "check_reset"));
        for (int i = 0; i < 3; i++) {
            assertEquals("ok", outcome(alice, "reset_login"));
        }
        assertEquals("too_many", outcome(alice, "reset_login"));
        assertEquals("too_many", outcome(alice, "check_reset"));
    }

    @Test
    void saysOnlyNoticesOfTheCatalogueWithAllTheirValues() {
        var alice = world.realNameCustomer("13800000001", "500");
        world.in(tx ->
                world.accounts.cashTopUps().payIn(tx, world.request(alice), Till.of(Province.HUNAN), World.fen("1")));
        outcome(alice, "pay_bill", Map.of("amount", "10.00"));
        world.clock.turn(Duration.ofSeconds(30));
        world.accounts.billResults().due(world.clock.instant());
        world.settle();
        world.bills.last().answer().accept(PaymentVerdict.PAID);
        outcome(alice, "pay_bill", Map.of("amount", "20.00"));
        world.bills.last().answer().accept(PaymentVerdict.FAILED);
        world.settle();

        assertEquals(List.of("cash_top_up", "bill_in_doubt", "bill_paid", "bill_failed"), world.notices());
        world.said.forEach(said -> assertEquals(
                CATALOGUE.notices().get(said.notice()).outputs().keySet(),
                said.values().keySet()));
    }

    @Test
    void takesAnAmountOutsideTheLimitsForAFaultOfTheDialogue() {
        var alice = world.customer("13800000001");
        world.payIn(alice, "2000");

        assertThrows(IllegalArgumentException.class, () -> outcome(alice, "pay_bill", Map.of("amount", "1000.01")));
        assertEquals(World.fen("2000"), world.cash(alice));
    }
}

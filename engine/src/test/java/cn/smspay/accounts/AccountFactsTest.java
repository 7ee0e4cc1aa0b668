package cn.smspay.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.talk.actions.ServiceCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@link AccountFacts}: who somebody is, as dialogues ask. */
final class AccountFactsTest extends AccountsFixture {
    private static final Set<String> SETTINGS =
            Set.of("pin_for_close", "pin_for_withdrawal", "pin_for_bill", "pin_for_top_up", "voice_opening_on");

    private List<String> held(SubscriptionId who) {
        var held = new TreeSet<String>();
        for (String guard : ServiceCatalogue.catalogue().guards()) {
            if (!SETTINGS.contains(guard) && holds(who, guard)) {
                held.add(guard);
            }
        }
        return List.copyOf(held);
    }

    @Test
    void aStrangerIsNothingACustomerSomethingAndWhoHasACardMore() {
        assertEquals(List.of(), held(world.subscriber("13800000009")));
        assertEquals(List.of("registered"), held(world.customer(ALICE)));
        assertEquals(List.of("card_bound", "real_name", "registered"), held(world.realNameCustomer(BOB, "1")));
    }

    @Test
    void aLockHoldsWhileItLasts() {
        var alice = world.customer(ALICE);
        var no = world.in(tx -> accounts.subscribers().get(tx, alice).account());
        for (int i = 0; i < 5; i++) {
            world.in(tx -> accounts.passwords()
                    .attempt(
                            tx,
                            java.util.Objects.requireNonNull(no),
                            PasswordKind.PAY,
                            new Secret("999999"),
                            world.clock.instant()));
        }

        assertTrue(holds(alice, "pin_locked"));
        world.clock.turn(Duration.ofDays(2));
        assertFalse(holds(alice, "pin_locked"));
    }

    @Test
    void settingsAreTheSameForEverybody() {
        var who = world.subscriber(ALICE);

        assertEquals(
                List.of(true, true, true, false, true),
                List.of("pin_for_close", "pin_for_withdrawal", "pin_for_bill", "pin_for_top_up", "voice_opening_on")
                        .stream()
                        .map(guard -> holds(who, guard))
                        .toList());
        assertThrows(IllegalArgumentException.class, () -> holds(who, "rich"));
    }
}

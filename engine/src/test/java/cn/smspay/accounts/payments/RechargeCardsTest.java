package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.RechargeCards.ToppedUp;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RechargeCardsTest extends AccountsFixture {
    private static final LocalDate LATE = LocalDate.of(2012, 12, 31);

    private Answer<ToppedUp> topUp(SubscriptionId who, Secret card) {
        return world.in(tx -> accounts.rechargeCards().topUp(tx, world.request(who), card));
    }

    private Answer<ToppedUp> wrong(SubscriptionId who, int i) {
        return topUp(who, new Secret("18%016d".formatted(i)));
    }

    @Test
    void putsTheFaceValueIntoTheCardAccountOnly() {
        var alice = world.customer(ALICE);

        var done = done(topUp(alice, world.card("50")));

        assertEquals(World.fen("50"), done.amount());
        assertEquals(World.fen("50"), done.cardBalance());
        assertEquals(World.fen("50"), world.card(alice));
        assertEquals(Fen.ZERO, world.cash(alice));
    }

    @ParameterizedTest
    @CsvSource({
        "GUANGDONG, ACTIVE, 2012-12-31, NOT_HUNAN", "HUNAN, NEW, 2012-12-31, NOT_ACTIVE",
        "HUNAN, FROZEN, 2012-12-31, NOT_ACTIVE", "HUNAN, VOID, 2012-12-31, NOT_ACTIVE",
        "HUNAN, ACTIVE, 2009-11-01, EXPIRED", "HUNAN, ACTIVE, 2009-11-02, "
    })
    void refusesCardsThatAreNotGood(Province issuer, CardState state, LocalDate lastDay, Reason refused) {
        var alice = world.customer(ALICE);

        var answer = topUp(alice, world.card("50", issuer, state, lastDay));

        assertEquals(refused, reason(answer));
    }

    @Test
    void blocksAfterFiveUnknownCardsUntilMidnight() {
        var alice = world.customer(ALICE);
        world.clock.set("2009-11-02T23:59:00");
        for (int i = 1; i <= 4; i++) {
            var refusal = refusal(wrong(alice, i));
            assertEquals(Reason.UNKNOWN_CARD, refusal.reason());
            assertEquals(5 - i, refusal.facts().get("left"));
        }

        assertEquals(Reason.TOO_MANY_WRONG, reason(wrong(alice, 5)));
        assertEquals(Reason.TOO_MANY_WRONG, reason(topUp(alice, world.card("50"))));

        world.clock.set("2009-11-03T00:00:00");
        assertEquals(null, reason(topUp(alice, world.card("50"))));
    }

    @Test
    void countsUnknownCardsAcrossClosingAndOpeningAgain() {
        var alice = world.customer(ALICE);
        for (int i = 1; i <= 5; i++) {
            wrong(alice, i);
        }
        world.in(tx -> accounts.closings().close(tx, world.request(alice, World.PIN)));
        world.open(alice);

        assertEquals(Reason.TOO_MANY_WRONG, reason(topUp(alice, world.card("50"))));
    }

    @ParameterizedTest
    @CsvSource({"17345678901234567 ", "181", "281234567890123456", "18１２３４５６７８９０１２３４５６"})
    void doesNotCountWhatIsNoCardPassword(String text) {
        var alice = world.customer(ALICE);

        var refusal = refusal(topUp(alice, new Secret(text)));

        assertEquals(5, refusal.facts().get("left"));
    }

    @Test
    void givesOneCardToOneOfTwoSenders() {
        var alice = world.customer(ALICE);
        var bob = world.customer(BOB);
        var card = world.card("50");

        var answers = world.in(tx -> List.of(
                accounts.rechargeCards().topUp(tx, world.request(alice), card),
                accounts.rechargeCards().topUp(tx, world.request(bob), card)));

        assertEquals(null, reason(answers.get(0)));
        assertEquals(Reason.USED, reason(answers.get(1)));
        assertEquals(Fen.ZERO, world.card(bob));
    }

    @Test
    void saysForADayWhenTheSameCardWasAddedAndThatItWasOnce() {
        var alice = world.customer(ALICE);
        var card = world.card("50");
        var at = world.clock.instant();
        topUp(alice, card);
        world.payInByCard(alice, "20");

        world.clock.turn(Duration.ofMillis(119_001));
        var repeated = refusal(topUp(alice, card));
        world.clock.turn(Duration.ofHours(23));
        var lost = refusal(topUp(alice, card));
        world.clock.turn(Duration.ofHours(24));
        var late = topUp(alice, card);

        assertEquals(Reason.REPEATED, repeated.reason());
        assertEquals(Map.of("amount", World.fen("50"), "time", at), repeated.facts());
        assertEquals(repeated, lost);
        assertEquals(Reason.USED, reason(late));
        assertEquals(World.fen("70"), world.card(alice));
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, NONE, ",
        "ONE_WAY, DEBT, ",
        "TWO_WAY, DEBT, ",
        "TWO_WAY, LOST, PHONE_STATUS",
        "PRE_CANCELLED, NONE, PHONE_STATUS"
    })
    void dependsOnThePhone(PhoneStatus status, StopReason why, Reason refused) {
        var alice = world.customer(ALICE);
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(status, why));
            return null;
        });

        assertEquals(refused, reason(topUp(alice, world.card("10"))));
    }

    @Test
    void issuesCardsThatWorkOnceActivated() {
        var alice = world.customer(ALICE);
        var issued = world.in(tx -> accounts.cardStock().issue(tx, 3, World.fen("30"), LATE));
        var card = issued.get(0);
        assertEquals(Reason.NOT_ACTIVE, reason(topUp(alice, card.password())));

        world.in(tx -> accounts.cardStock().change(tx, card.card().serial(), CardState.ACTIVE));

        assertEquals(null, reason(topUp(alice, card.password())));
        assertTrue(card.card().serial().matches("[0-9]{5}18[0-9]{10}"));
        assertEquals(
                CardState.USED,
                world.in(tx -> accounts.cardStock().change(tx, card.card().serial(), CardState.ACTIVE))
                        .orElseThrow());
    }

    @Test
    void neverStoresACardPassword() {
        var card = world.card("50");

        var rows = world.store.read(sql ->
                sql.createQuery("select * from recharge_card").mapToMap().list().toString());

        assertEquals(-1, rows.indexOf(card.reveal()));
    }
}

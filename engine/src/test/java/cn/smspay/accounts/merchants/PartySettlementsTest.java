package cn.smspay.accounts.merchants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.PartySettlements.Party;
import cn.smspay.accounts.merchants.PartySettlements.PartySettlement;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.testing.World;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands between us and provinces or issuers at the end of a day, settled once. */
final class PartySettlementsTest extends AccountsFixture {
    private static final LocalDate DAY = LocalDate.of(2009, 11, 2);

    private PartySettlements settlements;
    private SubscriptionId alice;

    @BeforeEach
    void open() {
        settlements = new PartySettlements(accounts.ledger());
        alice = world.customer(ALICE);
    }

    private void payBill(String yuan) {
        world.in(tx -> accounts.bills().pay(tx, world.request(alice, World.PIN), World.fen(yuan)));
        world.bills.last().answer().accept(PaymentVerdict.PAID);
        world.settle();
    }

    private Verdict<Fen> owed(Party party, LocalDate day) {
        return world.in(tx -> settlements.owed(tx, party, Province.HUNAN, day, world.clock.instant()));
    }

    private Verdict<PartySettlement> settle(Party party, LocalDate day, String bank) {
        return world.in(tx -> settlements.settle(tx, party, Province.HUNAN, day, bank, world.clock.instant()));
    }

    private PartySettlement settled(Party party, LocalDate day) {
        return settle(party, day, "CCB").fold(done -> done, (why, facts) -> {
            throw new AssertionError(why);
        });
    }

    private static Hindrance why(Verdict<?> verdict) {
        return verdict.fold(
                done -> {
                    throw new AssertionError(done);
                },
                (why, facts) -> why);
    }

    private Fen balance(BookAccount account) {
        return world.in(tx -> accounts.ledger().balance(tx, account));
    }

    @Test
    void anIssuerPaysForTheCardsThatWereUsed() {
        world.payInByCard(alice, "50", "30");
        world.clock.set("2009-11-03T00:00:00");

        var settlement = settled(Party.ISSUER, DAY);

        assertEquals(World.fen("80"), settlement.amount());
        assertEquals(2, settlement.movements());
        assertEquals("issuer:HUNAN", settlement.party());
        assertEquals(DAY, settlement.date());
        assertEquals(Fen.ZERO, balance(BookAccount.cardClearing("HUNAN")));
        assertEquals(World.fen("80"), balance(BookAccount.bank("CCB")));
    }

    @Test
    void aProvinceIsPaidWhatItsBillSystemTook() {
        world.payInByCard(alice, "50");
        payBill("50");
        world.clock.set("2009-11-03T00:00:00");

        assertEquals(World.fen("50"), settled(Party.PROVINCE, DAY).amount());

        assertEquals(Fen.ZERO, balance(BookAccount.billPayable("HUNAN")));
        assertEquals(new Fen(-50_00), balance(BookAccount.bank("CCB")));
    }

    @Test
    void aDayIsSettledWhenItIsOver() {
        world.payInByCard(alice, "50");
        world.clock.set("2009-11-02T23:59:59");
        assertEquals(Hindrance.DAY_NOT_OVER, why(owed(Party.ISSUER, DAY)));
        assertEquals(Hindrance.DAY_NOT_OVER, why(settle(Party.ISSUER, DAY, "CCB")));

        world.clock.set("2009-11-03T00:00:00");

        assertEquals(Verdict.done(World.fen("50")), owed(Party.ISSUER, DAY));
        assertEquals(Hindrance.DAY_NOT_OVER, why(owed(Party.ISSUER, DAY.plusDays(1))));
    }

    @Test
    void nothingIsOwedByWhomNothingIsTakenFrom() {
        world.payInByCard(alice, "50");
        world.clock.set("2009-11-03T00:00:00");

        assertEquals(Hindrance.NOTHING_OWED, why(owed(Party.PROVINCE, DAY)));
        assertEquals(
                Hindrance.NOTHING_OWED,
                why(world.in(tx -> settlements.owed(tx, Party.ISSUER, Province.SICHUAN, DAY, world.clock.instant()))));
        assertEquals(Optional.empty(), world.in(tx -> settlements.find(tx, Party.PROVINCE, Province.HUNAN, DAY)));
    }

    @Test
    void whatCameAfterTheDayIsOfALaterOne() {
        world.payInByCard(alice, "50");
        world.clock.set("2009-11-03T00:00:00");
        world.payInByCard(alice, "30");

        assertEquals(World.fen("50"), settled(Party.ISSUER, DAY).amount());
        assertEquals(World.fen("30"), balance(BookAccount.cardClearing("HUNAN")));
        world.clock.set("2009-11-04T00:00:00");
        assertEquals(World.fen("30"), settled(Party.ISSUER, DAY.plusDays(1)).amount());
    }

    @Test
    void theSettlementOfOneDayIsNoMovementThatTheNextOwes() {
        world.payInByCard(alice, "50");
        payBill("20");
        world.clock.set("2009-11-03T10:00:00");
        world.payInByCard(alice, "30");
        payBill("10");
        settled(Party.ISSUER, DAY);
        settled(Party.PROVINCE, DAY);
        world.clock.set("2009-11-04T00:00:00");

        assertEquals(World.fen("30"), settled(Party.ISSUER, DAY.plusDays(1)).amount());
        assertEquals(World.fen("10"), settled(Party.PROVINCE, DAY.plusDays(1)).amount());
    }

    @Test
    void aDayBeforeOneThatWasSettledOwesNothingMore() {
        world.payInByCard(alice, "50");
        world.clock.set("2009-11-05T00:00:00");

        assertEquals(World.fen("50"), settled(Party.ISSUER, DAY.plusDays(1)).amount());
        assertEquals(0, settledMovements(DAY.plusDays(1)), "all of it came the day before");
        assertEquals(Hindrance.NOTHING_OWED, why(settle(Party.ISSUER, DAY, "CCB")));
    }

    private int settledMovements(LocalDate day) {
        return world.in(tx -> settlements.find(tx, Party.ISSUER, Province.HUNAN, day))
                .orElseThrow()
                .movements();
    }

    @Test
    void aDayThatWasSettledStaysAsItIs() {
        world.payInByCard(alice, "50");
        world.clock.set("2009-11-03T00:00:00");
        var first = settled(Party.ISSUER, DAY);

        assertEquals(Verdict.done(first), settle(Party.ISSUER, DAY, "ICBC"));
        assertEquals(Fen.ZERO, balance(BookAccount.bank("ICBC")));
    }
}

package cn.smspay.accounts.banks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.banks.BankGate.BankReply;
import cn.smspay.accounts.banks.TopUpOrder.Status;
import cn.smspay.accounts.banks.TopUpOrder.Target;
import cn.smspay.accounts.banks.TopUps.BankPayment;
import cn.smspay.accounts.banks.TopUps.BookingResult;
import cn.smspay.accounts.banks.TopUps.ToldBy;
import cn.smspay.accounts.cases.Case;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.outside.simulator.SimulatedEBanks;
import cn.smspay.store.Job;
import cn.smspay.testing.World;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopUpsTest extends AccountsFixture {
    private static final SignedForms.Contract CONTRACT = new SignedForms.Contract(
            URI.create("https://bank.example/pay"),
            "smspay",
            World.BANK_KEY,
            URI.create("https://pay.example/bank/ICBC/notify"),
            URI.create("https://pay.example/bank/ICBC/return"));

    private final SignedForms gate = new SignedForms(BankCode.ICBC, CONTRACT);
    private TopUps topUps;
    private int keys;

    @BeforeEach
    void connect() {
        topUps = accounts.banks().topUps();
        world.eBanks.onNotification(told -> hear(told.fields()));
    }

    private BookingResult hear(Map<String, String> fields) {
        var payment = assertInstanceOf(BankReply.Payment.class, gate.hear(fields));
        return take(payment.told());
    }

    private BookingResult take(BankPayment told) {
        return world.in(tx -> topUps.take(tx, told, ToldBy.NOTIFICATION, world.clock.instant()));
    }

    private TopUpOrder ordered(SubscriptionId who, String yuan) {
        var request = new Request(who, Channel.WEB, "web" + ++keys, Optional.empty(), world.clock.instant());
        return done(world.in(tx -> topUps.create(tx, request, BankCode.ICBC, Target.CASH, World.fen(yuan))));
    }

    private TopUpOrder redirected(SubscriptionId who, String yuan) {
        var order = ordered(who, yuan);
        return done(world.in(tx -> topUps.redirect(tx, who, order.number(), world.clock.instant())));
    }

    private TopUpOrder now(TopUpOrder order) {
        return world.in(tx -> topUps.find(tx, order.number())).orElseThrow();
    }

    private BankPayment told(TopUpOrder order, String number, String yuan) {
        return new BankPayment(BankCode.ICBC, number, order.number(), World.fen(yuan), world.clock.instant());
    }

    private List<Case> cases() {
        return world.in(tx -> Cases.open(tx, 0, 100));
    }

    private Fen suspense() {
        return world.in(tx -> accounts.ledger().balance(tx, BookAccount.SUSPENSE));
    }

    private void round() {
        accounts.banks().topUpRounds().round();
        world.settle();
    }

    @ParameterizedTest
    @EnumSource(BankCode.class)
    void addsWhatACustomerPaysAtAnyOfTheFourteenBanks(BankCode bank) {
        var alice = world.customer(ALICE);
        var gateOf = new SignedForms(bank, CONTRACT);
        var request = new Request(alice, Channel.WEB, "k", Optional.empty(), world.clock.instant());
        var order = done(world.in(tx -> topUps.create(tx, request, bank, Target.CASH, World.fen("50"))));
        assertEquals(Status.CREATED, order.status());
        var sent = done(world.in(tx -> topUps.redirect(tx, alice, order.number(), world.clock.instant())));
        world.eBanks.onNotification(told -> {
            var heard = assertInstanceOf(BankReply.Payment.class, gateOf.hear(told.fields()));
            assertEquals(BookingResult.BOOKED, take(heard.told()));
        });

        world.eBanks.pay(bank, gateOf.form(sent).fields());

        assertEquals(Status.PAID, now(order).status());
        assertEquals(World.fen("50"), world.cash(alice));
        assertEquals(List.of("cash_top_up"), world.notices());
        assertEquals(List.of(), cases());
    }

    @Test
    void theSameNotificationAgainChangesNothing() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50");

        assertEquals(BookingResult.BOOKED, take(told(order, "B1", "50")));
        assertEquals(BookingResult.KNOWN, take(told(order, "B1", "50")));
        assertEquals(World.fen("50"), world.cash(alice));
        assertEquals(List.of("cash_top_up"), world.notices());
        assertEquals(BookingResult.CONTRADICTS, take(told(order, "B1", "60")));
        assertEquals(World.fen("50"), world.cash(alice));
        assertEquals(1, cases().size());
        assertEquals(Fen.ZERO, suspense());
    }

    @ParameterizedTest
    @CsvSource({
        // amount ordered, cash, in suspense, cases, status
        "50.91, 50.91, 0.00, 0, PAID",
        "50.92, 50.92, 50.92, 1, PAID",
        "50.93, 0.00, 50.83, 1, MISMATCH",
        "50.94, 0.00, 50.94, 1, REDIRECTED",
    })
    void takesABanksMistakesOnceAndDoublesNothing(
            String ordered, String cash, String suspense, int cases, Status status) {
        var alice = world.customer(ALICE);
        var order = redirected(alice, ordered);

        world.eBanks.pay(BankCode.ICBC, gate.form(order).fields());

        assertEquals(World.fen(cash), world.cash(alice));
        assertEquals(World.fen(suspense), suspense());
        assertEquals(cases, cases().size());
        assertEquals(status, now(order).status());
    }

    @Test
    void moreThanWasOrderedIsNotAdded() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50");

        assertEquals(BookingResult.SUSPENDED, take(told(order, "B1", "50.01")));
        assertEquals(Status.MISMATCH, now(order).status());
        assertEquals(BookingResult.SUSPENDED, take(told(order, "B2", "50")));
        assertEquals(Fen.ZERO, world.cash(alice));
        assertEquals(World.fen("100.01"), suspense());
        assertEquals(2, cases().size());
    }

    @Test
    void anotherBanksMoneyIsNotTakenForAnOrder() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50");

        assertEquals(
                BookingResult.SUSPENDED,
                take(new BankPayment(BankCode.CCB, "B1", order.number(), World.fen("50"), world.clock.instant())));
        assertEquals(BookingResult.BOOKED, take(told(order, "B1", "50")));
    }

    @Test
    void asksAfter1And5And15And60MinutesAndThenEveryHour() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50.96");
        world.eBanks.pay(BankCode.ICBC, gate.form(order).fields());
        var start = world.clock.instant();
        var asked = new ArrayList<Long>();
        int looks = 0;
        for (int minute = 0; minute <= 200; minute++) {
            round();
            if (now(order).looks() > looks) {
                looks = now(order).looks();
                asked.add(Duration.between(start, world.clock.instant()).toMinutes());
            }
            world.clock.turn(Duration.ofMinutes(1));
        }

        assertEquals(List.of(1L, 5L, 15L, 60L, 120L, 180L), asked);
        assertEquals(Status.REDIRECTED, now(order).status());
    }

    @Test
    void anInquiryAddsWhatNobodyTold() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50.95");
        world.eBanks.pay(BankCode.ICBC, gate.form(order).fields());
        assertEquals(Fen.ZERO, world.cash(alice));

        world.clock.turn(Duration.ofMinutes(1));
        round();

        assertEquals(Status.PAID, now(order).status());
        assertEquals(World.fen("50.95"), world.cash(alice));
    }

    @Test
    void anOrderRunsOutAfterADayAndIsBookedAllTheSameWhenItIsPaidLate() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50.96");
        var untouched = ordered(alice, "60");
        world.eBanks.pay(BankCode.ICBC, gate.form(order).fields());
        world.clock.turn(Duration.ofHours(24).minusMillis(1));
        round();
        assertEquals(Status.REDIRECTED, now(order).status());
        world.clock.turn(Duration.ofMillis(1));
        round();
        assertEquals(Status.EXPIRED, now(order).status());
        assertEquals(Status.EXPIRED, now(untouched).status());
        assertEquals(
                Reason.WRONG_STATE,
                reason(world.in(tx -> topUps.redirect(tx, alice, untouched.number(), world.clock.instant()))));

        world.eBanks.tellLate("smspay");

        assertEquals(Status.PAID, now(order).status());
        assertTrue(now(order).late());
        assertEquals(World.fen("50.96"), world.cash(alice));
        assertEquals(List.of(), cases());
    }

    @Test
    void nobodyIsSentToHisBankWithAnOrderWhoseDayIsOver() {
        var alice = world.customer(ALICE);
        var untouched = ordered(alice, "50");
        var sent = redirected(alice, "60");
        world.clock.turn(Duration.ofHours(24).minusMillis(1));
        assertNull(reason(world.in(tx -> topUps.redirect(tx, alice, sent.number(), world.clock.instant()))));

        world.clock.turn(Duration.ofMillis(1));

        for (var order : List.of(untouched, sent)) {
            assertEquals(
                    Reason.WRONG_STATE,
                    reason(world.in(tx -> topUps.redirect(tx, alice, order.number(), world.clock.instant()))),
                    "though no round has looked at it");
        }
    }

    @Test
    void moneyForAnAccountThatWasClosedIsNotAddedToTheNextOne() {
        var alice = world.customer(ALICE);
        var order = ordered(alice, "50");
        assertNull(reason(world.in(tx -> accounts.closings().close(tx, world.request(alice, World.PIN)))));
        world.open(alice);

        assertEquals(BookingResult.SUSPENDED, take(told(order, "B1", "50")));
        assertEquals(World.fen("50"), suspense());
        assertEquals(Fen.ZERO, world.cash(alice));
        assertEquals(1, cases().size());
    }

    @Test
    void aClockThatWasSetBackDoesNotPutInquiriesOff() {
        var alice = world.customer(ALICE);
        redirected(alice, "50.95");
        var order = redirected(alice, "60.95");
        world.eBanks.pay(BankCode.ICBC, gate.form(order).fields());
        world.clock.turn(Duration.ofDays(-2));

        round();

        assertEquals(Status.PAID, now(order).status());
    }

    @Test
    void moneyForAnAccountThatTakesNoneIsACase() {
        var alice = world.customer(ALICE);
        world.payIn(alice, "1");
        var order = redirected(alice, "50");
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });

        assertEquals(BookingResult.SUSPENDED, take(told(order, "B1", "50")));
        assertEquals(World.fen("50"), suspense());
        assertEquals(1, cases().size());
        assertEquals(Optional.of(alice), Optional.ofNullable(cases().get(0).subscription()));
    }

    @Test
    void blocksClosingWhileMoneyMayBeOnItsWay() {
        var alice = world.customer(ALICE);
        ordered(alice, "50");
        assertNull(reason(world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant()))));
        redirected(alice, "60");

        var refusal = world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant()));
        assertEquals(
                List.of(Refusal.of(Reason.IN_TRANSIT, "n", 1)),
                refusal.orElseThrow().hindrances());
        world.clock.turn(Duration.ofHours(24));
        round();
        assertNull(reason(world.in(tx -> accounts.closings().check(tx, alice, world.clock.instant()))));
    }

    @ParameterizedTest
    @CsvSource({
        "NORMAL, NONE, ",
        "ONE_WAY, DEBT, ",
        "TWO_WAY, LOST, ",
        "PRE_CANCELLED, NONE, PHONE_STATUS",
        "UNKNOWN, NONE, BARRED"
    })
    void followsTheTableOfPhones(PhoneStatus status, StopReason why, Reason refused) {
        var alice = world.customer(ALICE);
        world.in(tx -> {
            accounts.subscribers().status(tx, alice, new PhoneCondition(status, why));
            return true;
        });
        var request = new Request(alice, Channel.WEB, "k", Optional.empty(), world.clock.instant());

        assertEquals(
                refused,
                reason(world.in(tx -> topUps.create(tx, request, BankCode.ICBC, Target.CASH, World.fen("1")))));
    }

    @Test
    void nobodyRedirectsAnothersOrderAndAWalletWantsWallets() {
        var alice = world.customer(ALICE);
        var bob = world.customer(BOB);
        var order = ordered(alice, "50");
        var request = new Request(alice, Channel.WEB, "k", Optional.empty(), world.clock.instant());

        assertEquals(
                Reason.UNKNOWN_ORDER,
                reason(world.in(tx -> topUps.redirect(tx, bob, order.number(), world.clock.instant()))));
        assertEquals(
                Reason.NO_WALLET,
                reason(world.in(tx -> topUps.create(tx, request, BankCode.ICBC, Target.WALLET, World.fen("1")))));
        assertEquals(
                Reason.BAD_AMOUNT,
                reason(world.in(tx -> topUps.create(tx, request, BankCode.ICBC, Target.CASH, Fen.ZERO))));
    }

    @Test
    void manyNotificationsAtOnceBookOnce() {
        var alice = world.customer(ALICE);
        var order = redirected(alice, "50");
        var told = told(order, "B1", "50");
        var taken = new ArrayList<CompletableFuture<BookingResult>>();
        for (int i = 0; i < 20; i++) {
            taken.add(world.lane.submit(
                    Job.of("n" + i, tx -> topUps.take(tx, told, ToldBy.NOTIFICATION, world.clock.instant()))));
        }

        assertEquals(
                1,
                taken.stream()
                        .map(CompletableFuture::join)
                        .filter(it -> it == BookingResult.BOOKED)
                        .count());
        assertEquals(World.fen("50"), world.cash(alice));
    }

    private Map<String, String> notification() {
        var order = redirected(world.customer(ALICE), "50.95");
        var fields = new HashMap<String, String>();
        fields.put("version", "1");
        fields.put("merchant", "smspay");
        fields.put("order", order.number());
        fields.put("bank_number", "B1");
        fields.put("amount", "5095");
        fields.put("status", "PAID");
        fields.put("paid_at", "20091103103000");
        return fields;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "amount, 5095.0, amount is no whole number of fen above zero",
                "amount, 5e3, amount is no whole number of fen above zero",
                "amount, +5095, amount is no whole number of fen above zero",
                "amount, -5095, amount is no whole number of fen above zero",
                "amount, 05095, amount is no whole number of fen above zero",
                "amount, ５０９５, amount is no whole number of fen above zero",
                "amount, 0, amount is no whole number of fen above zero",
                "amount, 999999999999999, amount is no whole number of fen above zero",
                "order, 09<script>, order is no number of digits alone",
                "bank_number, 'B 1', 'bank_number has not 1 to 40 letters, digits or hyphens'",
                "status, FAILED, 'status is not PAID, and nothing else is told'",
                "paid_at, 20091103253000, paid_at is no time as yyyymmddhhmmss",
                "paid_at, 20090230103000, paid_at is no time as yyyymmddhhmmss",
                "version, 2, version is not 1",
                "merchant, other, merchant is not us",
                "status, -, fields are missing: status",
            })
    void saysWhatIsWrongWithASignedNotification(String field, String value, String what) {
        var fields = notification();
        fields.remove(field);
        if (value != null) {
            fields.put(field, value);
        }
        fields.put("sign", FieldSignature.of(fields, World.BANK_KEY));

        assertEquals(new BankReply.Unreadable(what), gate.hear(fields));
    }

    @Test
    void believesNothingWithoutAFittingSignature() {
        var fields = notification();
        fields.put("sign", FieldSignature.of(fields, World.BANK_KEY));
        assertInstanceOf(BankReply.Payment.class, gate.hear(fields));
        var changed = new HashMap<>(fields);
        changed.put("amount", "9095");
        assertEquals(new BankReply.Unreadable("the signature does not fit the fields"), gate.hear(changed));
        var odd = new HashMap<>(fields);
        odd.put("x", "1");
        assertInstanceOf(BankReply.Unreadable.class, gate.hear(odd));
        var other = new SignedForms(
                BankCode.ICBC,
                new SignedForms.Contract(
                        CONTRACT.page(), "smspay", new Secret("another key"), CONTRACT.told(), CONTRACT.back()));
        assertInstanceOf(BankReply.Unreadable.class, other.hear(fields));
        assertEquals(Optional.empty(), world.eBanks.open(BankCode.ICBC, changed));
        assertEquals(SimulatedEBanks.PaymentFate.SILENT, SimulatedEBanks.PaymentFate.of(World.fen("50.95")));
    }
}

package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.MerchantRefund;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.PartySettlements.Party;
import cn.smspay.accounts.merchants.Refunds;
import cn.smspay.accounts.payments.BillSystem;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days that are settled by two people, and refunds that waited for an agent. */
final class SettlementDeskTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final Caller OPERATOR = Caller.operator("root");
    private static final Caller SHOP = Caller.of(Channel.MERCHANT, World.SHOP, "10.1.1.1", Role.MERCHANT);
    private static final Caller CUSTOMER = Caller.of(Channel.WEB, "c", "10.2.2.2", Role.CUSTOMER);

    @TempDir
    Path folder;

    private World world;
    private Desks desks;
    private SubscriptionId who;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        desks = world.desks();
        who = world.customer(NUMBER.digits());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private Fen balance(BookAccount account) {
        return world.in(tx -> world.accounts.ledger().balance(tx, account));
    }

    private CompletableFuture<Reply<SettlementDesk.Settled>> party(Party party, Province province, LocalDate day) {
        return desks.settlements().party(OPERATOR, fresh(OPERATOR), party, province, day, BankCode.CCB, "daily");
    }

    private void release(long id) {
        value(desks.approvals().release(CHIEF, fresh(CHIEF), id));
    }

    private void payBill(String yuan) {
        world.in(tx -> world.accounts.bills().pay(tx, world.request(who, World.PIN), NUMBER, World.fen(yuan), true));
        world.settle();
        world.bills.last().answer().accept(BillSystem.PaymentVerdict.PAID);
        world.settle();
    }

    @Test
    void aProvinceGetsWhatItHasTakenAndAnIssuerPaysForUsedCardsOnceADay() {
        world.payInByCard(who, "50", "30");
        var day = ServiceDay.date(world.clock.instant());
        assertEquals("day-not-over", said(party(Party.ISSUER, Province.HUNAN, day)));
        world.clock.turn(Duration.ofDays(1));
        world.payInByCard(who, "20");

        long first = pending(party(Party.ISSUER, Province.HUNAN, day));
        long twice = pending(party(Party.ISSUER, Province.HUNAN, day));
        release(first);
        release(twice);

        assertEquals(World.fen("80.00"), balance(BookAccount.bank("CCB")));
        assertEquals(World.fen("20.00"), balance(BookAccount.cardClearing("HUNAN")));
        assertEquals("nothing-owed", said(party(Party.PROVINCE, Province.HUNAN, day)));
        payBill("40.00");
        world.clock.turn(Duration.ofDays(1));
        release(pending(party(Party.PROVINCE, Province.HUNAN, day.plusDays(1))));
        assertEquals(World.fen("40.00"), balance(BookAccount.bank("CCB")));
        assertEquals(Fen.ZERO, balance(BookAccount.billPayable("HUNAN")));
        release(pending(party(Party.ISSUER, Province.HUNAN, day.plusDays(1))));
        assertEquals(World.fen("60.00"), balance(BookAccount.bank("CCB")));
        assertEquals(Fen.ZERO, balance(BookAccount.cardClearing("HUNAN")));
    }

    @Test
    void aSettlementIsReleasedByAnotherPersonOrNotAtAll() {
        world.payInByCard(who, "50");
        var day = ServiceDay.date(world.clock.instant());
        world.clock.turn(Duration.ofDays(1));
        long id = pending(party(Party.ISSUER, Province.HUNAN, day));

        assertEquals("own-proposal", said(desks.approvals().release(OPERATOR, fresh(OPERATOR), id)));
        assertEquals("role", said(desks.approvals().release(AGENT, fresh(AGENT), id)));
        assertEquals(
                "role",
                said(desks.settlements()
                        .party(AGENT, fresh(AGENT), Party.ISSUER, Province.HUNAN, day, BankCode.CCB, "daily")));
        assertEquals(
                "unknown-merchant",
                said(desks.settlements().merchant(OPERATOR, fresh(OPERATOR), "nobody", day, BankCode.CCB, "daily")));
        assertEquals(
                "reason-missing",
                said(desks.settlements().merchant(OPERATOR, fresh(OPERATOR), World.SHOP, day, BankCode.CCB, " ")));
        assertEquals(Fen.ZERO, balance(BookAccount.bank("CCB")));
    }

    /** An order of 30.00 is paid, its payer leaves, and the merchant gives 10.00 back. */
    private MerchantDesk.RefundView refundToNobody() {
        world.payIn(who, "30.00");
        var order = value(desks.merchants()
                .create(
                        SHOP,
                        fresh(SHOP),
                        World.SHOP,
                        new Orders.OrderRequest(
                                "A-1",
                                World.fen("30.00"),
                                "a book",
                                PayChannel.WWW,
                                null,
                                null,
                                Duration.ofHours(1),
                                false)));
        value(desks.merchants().pay(CUSTOMER, fresh(CUSTOMER), who, order.token(), new Secret(World.PIN), null));
        world.in(tx -> world.accounts.closings().close(tx, world.request(who, World.PIN)));
        world.said.clear();
        return value(desks.merchants()
                .refund(
                        SHOP,
                        fresh(SHOP),
                        World.SHOP,
                        new Refunds.RefundRequest("R-1", order.no(), World.fen("10.00"), "broken", false)));
    }

    private long theCase() {
        var cases = value(desks.cases().list(AGENT, 0)).cases();
        assertEquals(1, cases.size(), cases.toString());
        return cases.get(0).id();
    }

    private CompletableFuture<Reply<SuspenseDesk.Ended>> end(long id, String whom) {
        return desks.suspense().endRefund(AGENT, fresh(AGENT), id, whom, "the customer has called");
    }

    @ParameterizedTest
    @CsvSource({
        "bank:ICBC, SUCCEEDED, refund.succeeded",
        "customer, SUCCEEDED, refund.succeeded",
        "merchant:shop, FAILED, refund.failed"
    })
    void aRefundToAClosedAccountIsOneCaseThatTwoPeopleEnd(String whom, MerchantRefund.State state, String event) {
        var refund = refundToNobody();
        assertEquals(MerchantRefund.State.IN_CASE, refund.state());
        assertEquals(World.fen("10.00"), balance(BookAccount.SUSPENSE));
        long id = theCase();
        if (whom.equals("customer")) {
            world.open(who);
        }

        release(pending(end(id, whom)));

        assertEquals(Fen.ZERO, balance(BookAccount.SUSPENSE));
        assertEquals(
                state,
                value(desks.merchants().refund(World.SHOP, refund.refundNo())).state());
        var told = value(desks.merchants().events(World.SHOP, 0, 100));
        assertEquals(event, told.get(told.size() - 1).event());
        assertEquals("closed", value(desks.cases().show(AGENT, id)).state());
        assertEquals("no-refund-waits", said(end(id, whom)));
    }

    @Test
    void aRefundThatWaitsCannotBeBookedAwayNorItsCaseClosedWithoutAnEnd() {
        refundToNobody();
        long id = theCase();
        assertEquals("unknown-party", said(end(id, "merchant:other")));
        assertEquals("unknown-party", said(end(id, "province:HUNAN")));
        assertEquals("unknown-party", said(end(id, "customer")));
        assertEquals(
                "refund-waits",
                said(desks.suspense()
                        .book(
                                AGENT,
                                fresh(AGENT),
                                new SuspenseDesk.Booking(
                                        id, SuspenseDesk.MoneyDirection.TO, "bank:ICBC", World.fen("1.00")),
                                "x")));
        value(desks.cases().take(AGENT, fresh(AGENT), id));
        assertEquals("refund-waits", said(desks.cases().close(AGENT, fresh(AGENT), id, "done")));

        long first = pending(end(id, "bank:ICBC"));
        long second = pending(end(id, "merchant:shop"));
        release(first);
        assertEquals("no-refund-waits", said(desks.approvals().release(CHIEF, fresh(CHIEF), second)));
        assertTrue(world.cases().isEmpty());
    }
}

package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.SuspenseDesk.Booked;
import cn.smspay.counter.desks.SuspenseDesk.Booking;
import cn.smspay.counter.desks.SuspenseDesk.MoneyDirection;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuspenseDeskTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");

    @TempDir
    Path folder;

    private World world;
    private Desks desks;
    private SubscriptionId who;
    private long refund;
    private int keys;

    /** A refund of 10.00 waits, because the account is closed that had paid; its number has another account now. */
    @BeforeEach
    void open() {
        world = new World(folder);
        desks = world.desks();
        who = world.customer(NUMBER.digits());
        world.payIn(who, "30.00");
        var bought = world.in(tx -> world.accounts
                        .purchases()
                        .buy(tx, world.request(who, World.PIN), World.SHOP, World.fen("30.00")))
                .fold(done -> done, refusal -> {
                    throw new AssertionError(refusal);
                });
        world.in(tx -> world.accounts.closings().close(tx, world.request(who, World.PIN)));
        world.in(tx -> world.accounts
                .purchases()
                .refund(tx, bought.order(), "refund-1", World.fen("10.00"), world.clock.instant()));
        refund = value(desks.cases().of(AGENT, NUMBER)).cases().get(0).id();
        world.said.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private CompletableFuture<Reply<Booked>> book(long id, MoneyDirection way, String whom, String yuan) {
        return desks.suspense().book(AGENT, fresh(AGENT), new Booking(id, way, whom, World.fen(yuan)), "as agreed");
    }

    private Fen suspense() {
        return world.in(tx -> world.accounts.ledger().balance(tx, BookAccount.SUSPENSE));
    }

    @Test
    void twoPeopleGiveTheCustomerWhatWaitsAndTheCaseTellsIt() {
        world.open(who);
        long id = pending(book(refund, MoneyDirection.TO, "customer", "6.00"));
        assertEquals(World.fen("10.00"), suspense());
        assertEquals("own-proposal", said(desks.approvals().release(AGENT_CHIEF, fresh(AGENT_CHIEF), id)));
        value(desks.approvals().release(CHIEF, fresh(CHIEF), id));

        assertEquals(World.fen("4.00"), suspense());
        assertEquals(World.fen("6.00"), world.cash(who));
        assertEquals(List.of("cash_top_up"), world.notices());
        var notes = value(desks.cases().show(AGENT, refund)).notes();
        assertTrue(notes.get(0).text().startsWith("booked 6.00 yuan to SUB:"), notes.toString());
        assertEquals("too-much", said(book(refund, MoneyDirection.TO, "bank:ICBC", "4.01")));
        value(desks.approvals()
                .release(CHIEF, fresh(CHIEF), pending(book(refund, MoneyDirection.TO, "bank:ICBC", "4.00"))));
        assertEquals(Fen.ZERO, suspense());
    }

    private static final Caller AGENT_CHIEF = Caller.of(Channel.AGENT, "lucy", "10.0.2.1", Role.AGENT, Role.SUPERVISOR);

    @ParameterizedTest
    @CsvSource({
        "TO, customer, 1.00, unknown-party",
        "TO, 13899999999, 1.00, unknown-party",
        "TO, merchant:nobody, 1.00, unknown-party",
        "TO, bank:NONE, 1.00, unknown-party",
        "TO, province:MOON, 1.00, unknown-party",
        "TO, somewhere, 1.00, unknown-party",
        "TO, bank:ICBC, 0.00, bad-amount",
        "TO, bank:ICBC, 10.01, too-much",
        "TO, bank:ICBC, 10.00, pending",
        "TO, merchant:shop, 10.00, pending",
        "FROM, merchant:shop, 10.00, pending",
        "FROM, province:HUNAN, 1.00, too-much"
    })
    void onlyWhatTheCaseIsAboutGoesOnlyWhereItMay(MoneyDirection way, String whom, String yuan, String outcome) {
        assertEquals(outcome, said(book(refund, way, whom, yuan)));
    }

    @Test
    void nothingIsTakenFromACustomerAndNothingBookedForAClosedCase() {
        world.open(who);
        world.payIn(who, "50.00");
        assertEquals("never-from-customers", said(book(refund, MoneyDirection.FROM, "customer", "1.00")));
        assertEquals("never-from-customers", said(book(refund, MoneyDirection.FROM, NUMBER.digits(), "1.00")));
        assertEquals("unknown-case", said(book(4711, MoneyDirection.TO, "customer", "1.00")));
        long early = pending(book(refund, MoneyDirection.TO, "customer", "1.00"));
        value(desks.cases().take(AGENT, fresh(AGENT), refund));
        value(desks.cases().close(AGENT, fresh(AGENT), refund, "settled otherwise"));
        assertEquals("case-closed", said(book(refund, MoneyDirection.TO, "customer", "1.00")));
        assertEquals("case-closed", said(desks.approvals().release(CHIEF, fresh(CHIEF), early)));
        assertEquals(World.fen("50.00"), world.cash(who));
    }

    @Test
    void twoProposalsForTheSameMoneyEndWithOne() {
        long first = pending(book(refund, MoneyDirection.TO, "bank:ICBC", "10.00"));
        long second = pending(book(refund, MoneyDirection.TO, "merchant:shop", "10.00"));

        value(desks.approvals().release(CHIEF, fresh(CHIEF), first));
        assertEquals("too-much", said(desks.approvals().release(CHIEF, fresh(CHIEF), second)));
    }
}

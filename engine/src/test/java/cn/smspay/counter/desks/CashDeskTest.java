package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.HAN;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.known;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Proposal;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Requests;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.CashDesk.CashReceipt;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code CashTopUps}, {@code Approvals} and {@code ProposalRow} to their rules. */
final class CashDeskTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final Till ONE = new Till(Province.HUNAN, "1");
    private static final Till TWO = new Till(Province.HUNAN, "2");
    private static final Caller LI_AT_ONE = LI.at(ONE);
    private static final Caller HAN_AT_TWO = HAN.at(TWO);

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
        value(desks.tills().open(LI, key(LI, "open"), ONE, fen("500.00")));
        value(desks.tills().open(HAN, key(HAN, "open"), TWO, fen("300.00")));
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Fen fen(String yuan) {
        return World.fen(yuan);
    }

    private Key fresh(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private CashReceipt paid(String yuan) {
        return value(desks.cash().topUp(LI_AT_ONE, fresh(LI), NUMBER, fen(yuan)));
    }

    private CompletableFuture<Reply<CashReceipt>> reverse(Caller caller, CashReceipt receipt, String yuan) {
        return desks.cash().reverse(caller, fresh(caller), NUMBER, receipt.receipt(), fen(yuan), "a zero too many");
    }

    @Test
    void cashGoesFromTheTillToTheAccountWithAReceiptAndANotice() {
        var receipt = paid("50.00");

        assertEquals(fen("50.00"), receipt.cash());
        assertEquals("HUNAN:1", receipt.till());
        assertEquals(fen("50.00"), world.cash(who));
        assertEquals(List.of("cash_top_up"), world.notices());
        assertEquals(
                fen("50.00"), world.in(tx -> world.accounts.ledger().balance(tx, BookAccount.hallCash("HUNAN:1"))));
    }

    @Test
    void cashIsTakenOnlyByAClerkAtHisOwnOpenTillForSomebodyWithAnAccount() {
        world.subscriber("13800000002");
        var without = new Msisdn("13800000002");
        var auditor = Caller.of(Channel.HALL, "zhao", "10.0.0.1", Role.AUDITOR).at(ONE);

        assertEquals("till-missing", said(desks.cash().topUp(LI, fresh(LI), NUMBER, fen("1"))));
        assertEquals("other-clerk", said(desks.cash().topUp(LI.at(TWO), fresh(LI), NUMBER, fen("1"))));
        assertEquals(
                "till-closed",
                said(desks.cash().topUp(LI.at(new Till(Province.HUNAN, "3")), fresh(LI), NUMBER, fen("1"))));
        assertEquals("role", said(desks.cash().topUp(auditor, fresh(auditor), NUMBER, fen("1"))));
        assertEquals("no-account", said(desks.cash().topUp(LI_AT_ONE, fresh(LI), without, fen("1"))));
        assertEquals("bad-amount", said(desks.cash().topUp(LI_AT_ONE, fresh(LI), NUMBER, Fen.ZERO)));
        assertEquals("bad-amount", said(desks.cash().topUp(LI_AT_ONE, fresh(LI), NUMBER, new Fen(-1))));
        assertEquals(
                "unknown-number", said(desks.cash().topUp(LI_AT_ONE, fresh(LI), new Msisdn("13899999999"), fen("1"))));
        assertEquals(Fen.ZERO, world.cash(who));
        assertEquals(List.of(), world.notices());
    }

    @Test
    void theBookKnowsAKeyWhenTheFirstAnswerIsForgotten() {
        var k = key(LI, "again");
        var first = value(desks.cash().topUp(LI_AT_ONE, k, NUMBER, fen("50.00")));
        world.clock.turn(Duration.ofDays(8));
        desks.round();
        world.settle();
        var second = value(desks.cash().topUp(LI_AT_ONE, k, NUMBER, fen("50.00")));

        assertEquals(first.receipt(), second.receipt());
        assertEquals(fen("50.00"), world.cash(who));
    }

    @Test
    void aReversalIsProposedByTheClerkAndDoneWhenASecondPersonReleasesIt() {
        var receipt = paid("500.00");
        world.said.clear();
        long id = pending(reverse(LI_AT_ONE, receipt, "500.00"));

        assertEquals(fen("500.00"), world.cash(who));
        assertEquals(
                Requests.State.PENDING, known(world, LI, id, CashReceipt.class).state());
        var waiting = value(desks.approvals().list(CHIEF, false, 0)).proposals();
        assertEquals(1, waiting.size());
        assertEquals("a zero too many", waiting.get(0).why());
        assertEquals(
                "amount=500.00 receipt=" + receipt.receipt() + " till=HUNAN:1",
                waiting.get(0).what());

        var released = value(desks.approvals().release(CHIEF, fresh(CHIEF), id));
        assertEquals(Proposal.State.RELEASED, released.state());
        assertEquals("done", released.outcome());
        assertEquals(Fen.ZERO, world.cash(who));
        assertEquals(List.of("top_up_reversed"), world.notices());
        var ended = known(world, LI, id, CashReceipt.class);
        assertEquals(Requests.State.COMPLETED, ended.state());
        assertNotNull(ended.reply());
        assertEquals("decided", said(desks.approvals().release(CHIEF, fresh(CHIEF), id)));
    }

    @Test
    void nobodyReleasesHisOwnProposalWhateverRolesHeHasAndWhicheverDoorHeComesThrough() {
        var both = Caller.of(Channel.HALL, "li.lei", "10.0.0.7", Role.CLERK, Role.SUPERVISOR);
        var receipt = paid("5.00");
        long id = pending(reverse(both.at(ONE), receipt, "5.00"));

        assertEquals("own-proposal", said(desks.approvals().release(both, fresh(both), id)));
        var elsewhere = Caller.of(Channel.OPERATOR, "li.lei", "local", Role.SUPERVISOR);
        assertEquals("own-proposal", said(desks.approvals().release(elsewhere, fresh(elsewhere), id)));
        assertEquals("role", said(desks.approvals().release(HAN, fresh(HAN), id)));
        assertEquals("own-proposal", said(desks.approvals().refuse(both, fresh(both), id, "no")));
        assertEquals(fen("5.00"), world.cash(who));
    }

    @Test
    void aReversalIsRefusedThatTheRulesDoNotAllow() {
        var receipt = paid("50.00");
        var unknown = new CashReceipt(new TransferId(9_999), receipt.amount(), receipt.cash(), receipt.at(), "HUNAN:1");

        assertEquals("till-missing", said(reverse(LI, receipt, "50.00")));
        assertEquals("other-amount", said(reverse(LI_AT_ONE, receipt, "49.99")));
        assertEquals("other-till", said(reverse(HAN_AT_TWO, receipt, "50.00")));
        assertEquals("not-reversible", said(reverse(LI_AT_ONE, unknown, "50.00")));
        assertEquals(
                "reason-missing",
                said(desks.cash().reverse(LI_AT_ONE, fresh(LI), NUMBER, receipt.receipt(), fen("50.00"), "  ")));
        world.in(tx -> world.accounts.lifecycle().freeze(tx, who, true));
        assertEquals("frozen", said(reverse(LI_AT_ONE, receipt, "50.00")));
        world.in(tx -> world.accounts.lifecycle().freeze(tx, who, false));
        world.clock.turn(Duration.ofDays(1));
        assertEquals("not-reversible", said(reverse(LI_AT_ONE, receipt, "50.00")));
        assertEquals(List.of(), value(desks.approvals().list(CHIEF, true, 0)).proposals());
    }

    @Test
    void whatIsNoMoreTrueAtTheReleaseIsRefusedThen() {
        var receipt = paid("50.00");
        long first = pending(reverse(LI_AT_ONE, receipt, "50.00"));
        long second = pending(reverse(LI_AT_ONE, receipt, "50.00"));

        value(desks.approvals().release(CHIEF, fresh(CHIEF), first));
        assertEquals("not-reversible", said(desks.approvals().release(CHIEF, fresh(CHIEF), second)));
        assertEquals(
                Requests.State.FAILED,
                known(world, LI, second, CashReceipt.class).state());
        assertEquals(Fen.ZERO, world.cash(who));
    }

    @Test
    void aProposalThatNobodyReleasesLapsesAfterSeventyTwoHours() {
        var receipt = paid("50.00");
        long id = pending(reverse(LI_AT_ONE, receipt, "50.00"));
        world.clock.turn(Duration.ofHours(72));

        assertEquals("lapsed", said(desks.approvals().release(CHIEF, fresh(CHIEF), id)));
        desks.round();
        world.settle();
        assertEquals(
                Requests.State.FAILED, known(world, LI, id, CashReceipt.class).state());
        assertEquals("lapsed", said(desks.approvals().release(CHIEF, fresh(CHIEF), id)));
        assertEquals(List.of(), value(desks.approvals().list(CHIEF, false, 0)).proposals());
    }

    @Test
    void whatIsRefusedIsNotDone() {
        var receipt = paid("50.00");
        long id = pending(reverse(LI_AT_ONE, receipt, "50.00"));

        value(desks.approvals().refuse(CHIEF, fresh(CHIEF), id, "the customer is gone"));
        assertEquals("decided", said(desks.approvals().release(CHIEF, fresh(CHIEF), id)));
        assertEquals("unknown-proposal", said(desks.approvals().release(CHIEF, fresh(CHIEF), 4711)));
        assertEquals(fen("50.00"), world.cash(who));
    }

    @Test
    void twoWhoReleaseAtOnceDoItOnce() {
        var receipt = paid("50.00");
        long id = pending(reverse(LI_AT_ONE, receipt, "50.00"));
        var other = Caller.of(Channel.HALL, "zhang", "10.0.0.3", Role.SUPERVISOR);
        var all = new ArrayList<CompletableFuture<Reply<Proposal>>>();
        for (int i = 0; i < 20; i++) {
            var by = i % 2 == 0 ? CHIEF : other;
            all.add(desks.approvals().release(by, fresh(by), id));
        }

        assertEquals(1, all.stream().map(Replies::said).filter("done"::equals).count());
        assertEquals(
                19, all.stream().map(Replies::said).filter("decided"::equals).count());
        assertEquals(List.of("top_up_reversed"), world.notices().subList(1, 2));
    }

    @Test
    void aTillClosesWithoutACaseIfTheCashIsRightAndWithOneIfNot() {
        paid("50.00");
        var right = value(desks.tills().close(LI, fresh(LI), ONE, fen("550.00")));
        assertEquals(Fen.ZERO, right.difference());
        assertNull(right.workCase());

        var again = value(desks.tills().open(LI, fresh(LI), ONE, fen("549.00")));
        assertEquals(new Fen(-100), again.difference());
        assertNotNull(again.workCase());
        paid("10.00");
        var wrong = value(desks.tills().close(LI, fresh(LI), ONE, fen("560.00")));
        assertEquals(new Fen(100), wrong.difference());
        var cases = value(desks.cases().list(CHIEF, 0)).cases();
        assertEquals(2, cases.size());
        assertEquals("till-difference", cases.get(1).kind());
        assertEquals(new Fen(100), cases.get(1).amount());
    }

    @Test
    void aTillHasOneClerkAndAClerkHasOneTill() {
        assertEquals("till-open", said(desks.tills().open(HAN, fresh(HAN), ONE, fen("1"))));
        assertEquals(
                "clerk-has-till", said(desks.tills().open(LI, fresh(LI), new Till(Province.HUNAN, "3"), fen("1"))));
        assertEquals("other-clerk", said(desks.tills().close(HAN, fresh(HAN), ONE, fen("500.00"))));
        assertEquals("bad-amount", said(desks.tills().close(LI, fresh(LI), ONE, new Fen(-1))));
        assertEquals(
                "bad-till",
                said(desks.tills().open(CHIEF_AS_CLERK, fresh(CHIEF), new Till(Province.HUNAN, "a:b"), fen("1"))));
        value(desks.tills().close(CHIEF, fresh(CHIEF), ONE, fen("500.00")));
        assertEquals("till-closed", said(desks.tills().close(LI, fresh(LI), ONE, fen("500.00"))));
        assertEquals("till-closed", said(desks.cash().topUp(LI_AT_ONE, fresh(LI), NUMBER, fen("1"))));
    }

    @Test
    void ofManyWhoOpenOneTillAtOnceOneHasIt() {
        var all = new ArrayList<CompletableFuture<Reply<TillDesk.CashCount>>>();
        var till = new Till(Province.HUNAN, "9");
        for (int i = 0; i < 20; i++) {
            var clerk = Caller.of(Channel.HALL, "clerk" + i, "10.0.0.3", Role.CLERK);
            all.add(desks.tills().open(clerk, fresh(clerk), till, fen("1")));
        }

        assertEquals(1, all.stream().map(Replies::said).filter("done"::equals).count());
        assertEquals(
                19, all.stream().map(Replies::said).filter("till-open"::equals).count());
    }

    private static final Caller CHIEF_AS_CLERK = Caller.of(Channel.HALL, "wang", "10.0.0.9", Role.CLERK);
}

package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Reply;
import cn.smspay.testing.World;
import cn.smspay.web.site.SiteService.Overview;
import cn.smspay.web.site.SiteService.SiteHistory;
import cn.smspay.web.site.SiteService.SiteMovement;
import cn.smspay.web.site.SiteService.Visitor;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer's pages say he has and what has moved, by what lies in the book. */
final class SiteHoldingsTest {
    private static final Visitor FROM = new Visitor("127.0.0.1", "");
    private static final LocalDate TODAY = LocalDate.of(2009, 11, 2);

    @TempDir
    private Path folder;

    private World world;
    private SiteHoldings holdings;

    @BeforeEach
    void open() {
        world = new World(folder);
        holdings = new SiteHoldings(new SiteLane(world.counter()), world.desks());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static Member member(SubscriptionId who) {
        return new Member(who, "13800000001", false);
    }

    private static <T> Reply<T> reply(CompletionStage<Reply<T>> answer) {
        return answer.toCompletableFuture().join();
    }

    private static <T> T done(CompletionStage<Reply<T>> answer) {
        if (reply(answer) instanceof Reply.Done<T> done) {
            return done.value();
        }
        throw new AssertionError(reply(answer));
    }

    private Overview overview(SubscriptionId who) {
        return done(holdings.overview(member(who), FROM));
    }

    private SiteHistory history(SubscriptionId who, LocalDate first, LocalDate last, int skip, int most) {
        return done(holdings.history(member(who), FROM, first, last, skip, most));
    }

    @Test
    void whoHasNoAccountHasNothingToLookAt() {
        var who = world.subscriber("13800000001");

        assertEquals(
                "refused:no-account",
                reply(holdings.overview(member(who), FROM)).outcome());
        assertEquals(
                "refused:no-account",
                reply(holdings.history(member(who), FROM, TODAY, TODAY, 0, 10)).outcome());
        assertEquals(
                "refused:no-account",
                reply(holdings.movement(member(who), FROM, "1")).outcome());
    }

    @Test
    void anAccountWithoutNameCardOrWalletSaysSo() {
        var empty = overview(world.customer("13800000001"));

        assertEquals(Fen.ZERO, empty.cash());
        assertEquals(List.of(), empty.last());
        assertFalse(empty.realName());
        assertEquals("", empty.holder());
        assertNull(empty.bank());
        assertNull(empty.wallet());
        assertNull(empty.payLockedUntil());
        assertEquals(3, empty.bindingsLeft());
        assertEquals("", empty.alias());
        assertFalse(empty.questionSet());
    }

    @Test
    void whoIsKnownByNameSeesItMaskedAndTheCardByItsTail() {
        var who = world.realNameCustomer("13800000001", "100.00");

        var seen = overview(who);

        assertTrue(seen.realName());
        assertEquals("王**", seen.holder());
        var bank = seen.bank();
        assertNotNull(bank);
        assertEquals(BankCode.ICBC, bank.bank());
        assertEquals("0128", bank.tail());
        assertEquals(2, seen.bindingsLeft(), "of three a month");
        world.clock.set("2009-12-01T00:00:00");
        assertEquals(3, overview(who).bindingsLeft(), "another month");
    }

    @Test
    void theLastThreeMovementsAreShownNewestFirst() {
        var who = world.customer("13800000001");
        for (var yuan : List.of("1", "2", "3", "4")) {
            world.payIn(who, yuan);
        }

        var last = overview(who).last();

        assertEquals(
                List.of("4.00", "3.00", "2.00"),
                last.stream().map(each -> each.amount().toString()).toList());
        assertEquals("10.00", last.get(0).balance().toString());
    }

    private SiteMovement newest(SubscriptionId who) {
        return overview(who).last().get(0);
    }

    @Test
    void aWithdrawalIsOnItsWayAndThenDoneOrReturned() {
        var who = world.realNameCustomer("13800000001", "100.00");
        for (boolean paid : new boolean[] {true, false}) {
            var order = world.in(tx -> world.accounts
                    .withdrawals()
                    .withdraw(tx, world.request(who, World.PIN), World.fen("10"), "0128")
                    .fold(accepted -> accepted, refusal -> {
                        throw new AssertionError(refusal);
                    }));

            var waiting = newest(who);
            assertEquals("withdrawal", waiting.kind());
            assertEquals("waiting", waiting.state());
            assertEquals("-10.00", waiting.amount().toString());
            assertEquals(order.number(), waiting.number());
            assertEquals("10.00", overview(who).transit().toString());

            world.in(tx -> world.accounts
                    .withdrawalResults()
                    .settle(
                            tx,
                            order.order(),
                            paid ? WithdrawalResults.Result.PAID : WithdrawalResults.Result.RETURNED,
                            null,
                            world.clock.instant()));
            var ended = done(holdings.movement(member(who), FROM, order.number()));
            assertEquals(paid ? "done" : "returned", ended.state());
        }
    }

    @Test
    void aMovementIsFoundByItsNumberByItsOwnerAlone() {
        var who = world.customer("13800000001");
        var other = world.customer("13800000002");
        world.payIn(who, "1");
        var number = newest(who).number();

        assertEquals(
                "1.00",
                done(holdings.movement(member(who), FROM, number)).amount().toString());
        assertEquals(
                "refused:not-found",
                reply(holdings.movement(member(other), FROM, number)).outcome());
        for (var wrong : List.of("", "x", "0", number + "0", "99999999999999")) {
            assertEquals(
                    "refused:not-found",
                    reply(holdings.movement(member(who), FROM, wrong)).outcome(),
                    wrong);
        }
    }

    @Test
    void aDayIsWholeAndSumsAreOfAllOfItWhateverThePage() {
        var who = world.customer("13800000001");
        world.clock.set("2009-11-02T00:00:00");
        world.payIn(who, "1");
        world.clock.set("2009-11-02T23:59:59.999");
        world.payIn(who, "2");
        world.clock.set("2009-11-03T00:00:00");
        world.payIn(who, "4");

        var day = history(who, TODAY, TODAY, 0, 10);
        assertEquals("3.00", day.in().toString());
        assertEquals(2, day.ins());
        assertEquals(Fen.ZERO, day.out());
        assertEquals(0, day.outs());
        assertEquals(2, day.total());

        var page = history(who, TODAY, TODAY.plusDays(1), 1, 1);
        assertEquals("7.00", page.in().toString());
        assertEquals(3, page.total());
        assertEquals(
                List.of("2.00"),
                page.rows().stream().map(row -> row.amount().toString()).toList());
        assertEquals(List.of(), history(who, TODAY, TODAY.plusDays(1), 3, 1).rows());
        assertEquals(
                0, history(who, TODAY.minusDays(1), TODAY.minusDays(1), 0, 10).total());
    }

    @Test
    void aSpanThatEndsBeforeItBeginsIsRefused() {
        var who = world.customer("13800000001");

        assertEquals(
                "refused:bad-dates",
                reply(holdings.history(member(who), FROM, TODAY, TODAY.minusDays(1), 0, 10))
                        .outcome());
    }

    @Test
    void whoHasNoWalletIsToldSo() {
        var who = world.customer("13800000001");

        assertEquals(
                "refused:no-wallet", reply(holdings.wallet(member(who), FROM)).outcome());
    }
}

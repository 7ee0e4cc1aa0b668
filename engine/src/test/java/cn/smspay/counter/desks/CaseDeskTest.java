package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.testing.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaseDeskTest {
    private static final Caller LILY = Caller.of(Channel.AGENT, "lily", "10.0.2.2", Role.AGENT);

    @TempDir
    Path folder;

    private World world;
    private CaseDesk cases;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        cases = world.desks().cases();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private long unknownResult(long order) {
        world.in(tx -> world.accounts
                .withdrawalResults()
                .settle(tx, new OrderId(order), WithdrawalResults.Result.PAID, null, world.clock.instant()));
        var page = value(cases.list(AGENT, 0)).cases();
        return page.get(page.size() - 1).id();
    }

    @Test
    void whatABankReportsOfAnOrderThatIsNotOursOpensOneCaseHoweverOftenItIsReported() {
        unknownResult(4711);
        unknownResult(4711);
        unknownResult(4712);

        var open = value(cases.list(AGENT, 0)).cases();
        assertEquals(2, open.size());
        assertEquals("unknown-bank-line", open.get(0).kind());
        assertEquals("withdrawal:4711", open.get(0).about());
    }

    @Test
    void aCaseIsTakenNotedAndClosedByOneWhoHasIt() {
        long id = unknownResult(1);
        assertEquals("not-yours", said(cases.close(AGENT, fresh(AGENT), id, "sent back")));
        value(cases.take(AGENT, fresh(AGENT), id));
        assertEquals("taken", said(cases.take(LILY, fresh(LILY), id)));
        assertEquals("not-yours", said(cases.giveBack(LILY, fresh(LILY), id)));
        value(cases.note(LILY, fresh(LILY), id, " the bank was asked "));
        assertEquals("text-missing", said(cases.note(LILY, fresh(LILY), id, " ")));
        assertEquals("outcome-missing", said(cases.close(AGENT, fresh(AGENT), id, "")));
        var closed = value(cases.close(AGENT, fresh(AGENT), id, "sent back"));

        assertEquals("closed", closed.state());
        assertEquals("sent back", closed.outcome());
        assertEquals("agent:lucy", closed.owner());
        assertEquals("the bank was asked", closed.notes().get(0).text());
        assertEquals("case-closed", said(cases.note(AGENT, fresh(AGENT), id, "late")));
        assertEquals("case-closed", said(cases.take(CHIEF, fresh(CHIEF), id)));
        assertEquals("unknown-case", said(cases.take(CHIEF, fresh(CHIEF), 4711)));
        assertEquals("role", said(cases.take(LI, fresh(LI), id)));
    }

    @Test
    void aSupervisorMayTakeACaseFromSomebody() {
        long id = unknownResult(1);
        value(cases.take(AGENT, fresh(AGENT), id));

        assertNull(value(cases.giveBack(CHIEF, fresh(CHIEF), id)).owner());
        assertEquals("hall:wang", value(cases.take(CHIEF, fresh(CHIEF), id)).owner());
    }

    @Test
    void aRefundToAClosedAccountWaitsInSuspenseWithACaseOfItsCustomer() {
        var number = new Msisdn("13800000001");
        var who = world.customer(number.digits());
        world.payIn(who, "30.00");
        var bought = world.in(tx -> world.accounts
                        .purchases()
                        .buy(tx, world.request(who, World.PIN), World.SHOP, World.fen("30.00")))
                .fold(done -> done, refusal -> {
                    throw new AssertionError(refusal);
                });
        world.in(tx -> world.accounts.closings().close(tx, world.request(who, World.PIN)));
        for (int i = 0; i < 2; i++) {
            world.in(tx -> world.accounts
                    .purchases()
                    .refund(tx, bought.order(), "refund-1", World.fen("10.00"), world.clock.instant()));
        }

        var page = value(cases.of(AGENT, number)).cases();
        assertEquals(1, page.size());
        assertEquals("refund-to-closed", page.get(0).kind());
        assertEquals(World.fen("10.00"), page.get(0).amount());
    }
}

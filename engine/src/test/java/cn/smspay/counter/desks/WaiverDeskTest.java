package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.counter.Caller;
import cn.smspay.files.billing.Uplinks;
import cn.smspay.files.billing.WaiverReason;
import cn.smspay.files.billing.Waivers;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One rule for waivers, whichever door they come by (R 4.12); the commands of the billing people stand here as the rule itself. */
final class WaiverDeskTest {
    private static final String COMPLAINT = "COMPLAINT";

    @TempDir
    Path folder;

    private World world;
    private WaiverDesk desk;
    private Waivers byCommand;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        desk = world.desks().waivers();
        byCommand = new Waivers(world.store, new Billing());
        Uplinks.record(world.store, new Billing(), 3, world.clock.instant());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private cn.smspay.counter.Key next(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private long propose(long... charges) {
        return value(desk.propose(
                        AGENT, next(AGENT), false, LongStream.of(charges).boxed().toList(), COMPLAINT, "no. 12"))
                .id();
    }

    private String refused(List<Long> charges, String reason, boolean restores) {
        return said(desk.propose(AGENT, next(AGENT), restores, charges, reason, "no. 12"));
    }

    private int records() {
        return world.<Integer>in(tx -> tx.query(sql -> sql.createQuery("select count(*) from charge_waiver")
                .mapTo(Integer.class)
                .one()));
    }

    @Test
    void whatOneDoorProposesAnotherReleasesAndNobodyHisOwn() {
        long here = propose(1, 2);
        assertThrows(
                IllegalArgumentException.class, () -> byCommand.release(here, AGENT.name(), world.clock.instant()));
        assertEquals(2, byCommand.release(here, "zhao", world.clock.instant()).size());
        assertEquals("decided", said(desk.release(CHIEF, next(CHIEF), here)));

        long there = byCommand
                .propose(List.of(new ChargeNumber(3)), WaiverReason.GOODWILL, "", CHIEF.name(), world.clock.instant())
                .id();
        assertEquals("own-proposal", said(desk.release(CHIEF, next(CHIEF), there)));
        assertEquals(
                List.of(there),
                value(desk.waiting(CHIEF)).waiting().stream()
                        .map(ChargeWaivers.Waiver::id)
                        .toList());
        var other = Caller.operator("root");
        assertEquals(1, value(desk.release(other, next(other), there)).records());
        assertEquals(3, records());
    }

    @Test
    void theSameRequestIsOneProposalAndOneRelease() {
        var key = next(AGENT);
        var first = value(desk.propose(AGENT, key, false, List.of(1L), COMPLAINT, "x"));
        var second = value(desk.propose(AGENT, key, false, List.of(1L), COMPLAINT, "x"));
        assertEquals(first, second);
        var releasing = next(CHIEF);
        assertEquals("done", said(desk.release(CHIEF, releasing, first.id())));
        assertEquals("done", said(desk.release(CHIEF, releasing, first.id())));
        assertEquals(1, records());
    }

    @Test
    void itLapsesAfterSeventyTwoHoursAndItsProposerMayTakeItBack() {
        long late = propose(1);
        world.clock.turn(Duration.ofHours(72).plusSeconds(1));
        assertEquals("lapsed", said(desk.release(CHIEF, next(CHIEF), late)));
        assertEquals(List.of(), value(desk.waiting(CHIEF)).waiting());

        long back = propose(1);
        assertEquals("done", said(desk.refuse(AGENT, next(AGENT), back, "mine")));
        assertEquals("decided", said(desk.release(CHIEF, next(CHIEF), back)));
        assertEquals(0, records());
    }

    @Test
    void whatCannotBeWaivedIsRefusedWithItsReasonAndLeavesNothing() {
        byCommand.release(propose(1), "zhao", world.clock.instant());
        var said = new ArrayList<String>();
        said.add(refused(List.of(), COMPLAINT, false));
        said.add(refused(List.of(2L, 2L), COMPLAINT, false));
        said.add(refused(List.of(2L, 77L), COMPLAINT, false));
        said.add(refused(List.of(2L), "BECAUSE", false));
        said.add(refused(List.of(2L, 1L), COMPLAINT, false));
        said.add(refused(List.of(4L), COMPLAINT, false));
        said.add(refused(List.of(2L), COMPLAINT, true));
        said.add(said(desk.release(CHIEF, next(CHIEF), 77)));
        said.add(said(desk.propose(LI, next(LI), false, List.of(2L), COMPLAINT, "x")));
        said.add(said(desk.release(AGENT, next(AGENT), 1)));

        assertEquals(
                List.of(
                        "charges-count",
                        "charge-twice",
                        "unknown-charge",
                        "waiver-reason",
                        "charge-waived",
                        "charge-is-correction",
                        "charge-not-waived",
                        "unknown-proposal",
                        "role",
                        "role"),
                said);
        assertEquals(List.of(), value(desk.waiting(CHIEF)).waiting());
        assertEquals(1, records());
    }

    @Test
    void aReleaseThatNoLongerFitsIsRefusedWholly() {
        long first = propose(1, 2);
        long second = propose(2, 3);
        assertEquals("done", said(desk.release(CHIEF, next(CHIEF), second)));

        assertEquals("charge-waived", said(desk.release(CHIEF, next(CHIEF), first)));
        assertEquals(2, records(), "nothing of the other one was written");
        var back = desk.propose(AGENT, next(AGENT), true, List.of(3L), "WAIVED_WRONGLY", "no. 13");
        assertEquals("done", said(desk.release(CHIEF, next(CHIEF), value(back).id())));
        assertEquals(3, records());
        assertTrue(world.<Boolean>in(tx -> tx.query(sql -> sql.createQuery(
                                "select count(*) from audit where act = 'charge.waive-release' and outcome = 'done'")
                        .mapTo(Integer.class)
                        .one()) == 2));
    }
}

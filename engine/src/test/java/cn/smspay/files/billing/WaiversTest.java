package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.Tariff;
import cn.smspay.testing.ChargeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WaiversTest {
    private static final List<ChargeNumber> FIRST = List.of(new ChargeNumber(1));

    @TempDir
    private Path folder;

    private BillingWorld world;
    private Waivers waivers;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        waivers = new Waivers(world.store, world.billing);
        world.uplinks(3);
        world.closeByHand();
    }

    @AfterEach
    void close() {
        world.closeByHand();
        assertEquals(List.of(), world.files().verify());
        assertEquals(List.of(), new Reconciliation(world.store, Tariff.SERVICE).of(Optional.empty()));
        world.close();
    }

    private long waive() {
        return waivers.propose(FIRST, WaiverReason.COMPLAINT, "", "li", world.clock.instant())
                .id();
    }

    @Test
    void aWaiverIsAnotherRecordWithReasonAndBothNames() {
        var written = waivers.release(waive(), "wang", world.clock.instant());

        assertEquals(List.of(new ChargeNumber(4)), written);
        assertEquals(
                "4 COMPLAINT li wang WAIVED:COMPLAINT -100",
                text("select w.number || ' ' || w.reason || ' ' || w.proposed_by || ' ' || w.released_by || ' '"
                        + " || c.disposition || ' ' || c.amount_li from charge_waiver w join charge_record c"
                        + " on c.number = w.number"));
    }

    @Test
    void aWaiverIsTakenBackByACounterRecordAndMayBeGivenAgain() {
        waivers.release(waive(), "wang", world.clock.instant());
        var back = waivers.proposeRestoring(FIRST, WaiverReason.WAIVED_WRONGLY, "", "li", world.clock.instant());
        waivers.release(back.id(), "wang", world.clock.instant());

        assertEquals("100", text("select amount_li from charge_record where number = 5"));
        assertEquals("300", text("select sum(amount_li) from charge_record"));

        waivers.release(waive(), "wang", world.clock.instant());
        assertEquals("200", text("select sum(amount_li) from charge_record"));
    }

    @Test
    void nobodyReleasesHisOwnProposal() {
        long id = waive();

        var refusal =
                assertThrows(IllegalArgumentException.class, () -> waivers.release(id, "li", world.clock.instant()));

        assertTrue(String.valueOf(refusal.getMessage()).contains("somebody else must release it"));
        assertEquals("300", text("select sum(amount_li) from charge_record"));
    }

    @Test
    void aProposalLapsesAndIsReleasedOnce() {
        long id = waive();
        world.clock.turn(Duration.ofHours(73));
        assertThrows(IllegalArgumentException.class, () -> waivers.release(id, "wang", world.clock.instant()));
        assertEquals(List.of(), waivers.waiting(world.clock.instant()));

        long again = waive();
        waivers.release(again, "wang", world.clock.instant());
        assertThrows(IllegalArgumentException.class, () -> waivers.release(again, "zhao", world.clock.instant()));
        long refused = waivers.propose(List.of(new ChargeNumber(2)), WaiverReason.TEST, "", "li", world.clock.instant())
                .id();
        waivers.refuse(refused, "wang", world.clock.instant());
        assertThrows(IllegalArgumentException.class, () -> waivers.release(refused, "wang", world.clock.instant()));
    }

    @Test
    void whatCannotBeWaivedIsSaidBeforeAnythingIsProposed() {
        waivers.release(waive(), "wang", world.clock.instant());

        for (var numbers : List.of(
                FIRST,
                List.of(new ChargeNumber(4)),
                List.of(new ChargeNumber(77)),
                List.<ChargeNumber>of(),
                List.of(new ChargeNumber(2), new ChargeNumber(2)))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> waivers.propose(numbers, WaiverReason.TEST, "", "li", world.clock.instant()),
                    numbers.toString());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> waivers.proposeRestoring(
                        List.of(new ChargeNumber(2)), WaiverReason.TEST, "", "li", world.clock.instant()));
        assertThrows(
                IllegalArgumentException.class,
                () -> waivers.propose(List.of(new ChargeNumber(2)), WaiverReason.TEST, "", " ", world.clock.instant()));
    }

    private String text(String sql) {
        return world.store.read(handle -> handle.createQuery(ChargeTable.in(handle, sql))
                .mapTo(String.class)
                .one());
    }
}

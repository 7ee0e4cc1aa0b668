package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.store.sqlite.Connections;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots, numbers and routes, with one slot and with sixteen. */
final class RouteTest {
    private static final Msisdn SOMEBODY = new Msisdn("13800000001");

    @TempDir
    private Path folder;

    @Test
    void aSubscriberIsOneRouteHoweverHeIsNamed() {
        var route = Route.subscriber(SOMEBODY);

        assertEquals(route, Route.about("13800000001"));
        assertEquals(route, Route.about(SOMEBODY));
        assertEquals(route, Route.about(route));
        assertNotEquals(route, Route.about("+8613800000001"));
        assertNotEquals(route, Route.about(13800000001L));
        assertNotEquals(route, Route.subscriber(new Msisdn("13800000002")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 16})
    void everyRouteGoesToLanesThatThereAre(int lanes) {
        assertEquals(
                Slots.SIXTEEN.of(SOMEBODY) % lanes,
                Route.subscriber(SOMEBODY).to(Slots.SIXTEEN, lanes).sum());
        assertEquals(lanes - 1, Route.lane(lanes - 1).to(Slots.SIXTEEN, lanes).sum());
        assertThrows(IllegalArgumentException.class, () -> Route.lane(lanes).to(Slots.SIXTEEN, lanes));
        assertEquals(
                1,
                Route.about("clock")
                        .to(Slots.SIXTEEN, lanes)
                        .filter(n -> n >= 0 && n < lanes)
                        .count());
        assertEquals(lanes, Route.every().to(Slots.SIXTEEN, lanes).distinct().count());
    }

    /** It decides where rows lie: another answer would lose them. */
    @ParameterizedTest
    @CsvSource({"13800000001, 1", "13800000002, 11", "13907310001, 8", "19999999999, 11"})
    void theSlotOfANumberNeverChanges(String number, int slot) {
        assertEquals(slot, Slots.SIXTEEN.of(new Msisdn(number)));
        assertEquals(0, Slots.ONE.of(new Msisdn(number)));
    }

    @Test
    void numbersInARowAreSpreadEvenlyOverTheSlots() {
        var counts = new int[Slots.SIXTEEN.count()];
        for (int i = 0; i < 16_000; i++) {
            counts[Slots.SIXTEEN.of(new Msisdn(Long.toString(13_500_000_000L + i)))]++;
        }

        assertTrue(
                IntStream.of(counts).allMatch(count -> count > 800 && count < 1_200),
                java.util.Arrays.toString(counts));
    }

    @Test
    void theSlotOfAnythingFollowsFromItsNumber() {
        var seen = new HashSet<Long>();
        for (int slot = 0; slot < 16; slot++) {
            for (long n = 1; n <= 100; n++) {
                long id = Slots.SIXTEEN.id(n, slot);
                assertTrue(seen.add(id));
                assertEquals(slot, Slots.SIXTEEN.of(id));
                assertEquals(n, Slots.SIXTEEN.n(id));
                assertEquals(n, Slots.ONE.id(n, 0), "with one slot numbers are what they always were");
            }
        }
        for (long below = -33; below < 0; below++) {
            int slot = Slots.SIXTEEN.of(below);
            assertEquals(below, Slots.SIXTEEN.id(Slots.SIXTEEN.n(below), slot), "below zero too");
        }
        assertThrows(IllegalArgumentException.class, () -> Slots.SIXTEEN.id(1, 16));
        assertThrows(IllegalArgumentException.class, () -> Slots.ONE.id(1, 1));
        assertThrows(ArithmeticException.class, () -> Slots.SIXTEEN.id(Long.MAX_VALUE / 8, 0));
    }

    @Test
    void aSeriesHasNoGapsWithinItsSlot() throws SQLException {
        var settings = StoreSettings.tool(folder.resolve(StoreSettings.FILE));
        Store.open(settings).close();
        try (var writer = new Connections.Writer(settings, 10)) {
            Map<Table<?, ?>, Rows<?, ?>> known = new HashMap<>();
            var tx = new Tx(
                    writer,
                    Slots.SIXTEEN,
                    Limits.SMALL.chunkSizes(),
                    table -> known.computeIfAbsent(table, t -> new Rows<>(t, 100)));

            assertEquals(16, tx.next("order"));
            assertEquals(16 + 5, tx.next("order", 5));
            assertEquals(32, tx.next("order", 0));
            assertEquals(32 + 5, tx.next("order", 5));
            assertEquals(16 + 15, tx.next("order", 15));
            assertEquals(16 + 5, tx.next("other", 5));
        }
    }
}

package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlotMapTest {
    private final SlotMap<Object, SlotMapTest.Row> map = new SlotMap<>();

    private record Row(long id) {}

    /** Keys whose hashes are all the same, as hostile or unlucky ones are. */
    private record Alike(long id) {
        @Override
        public int hashCode() {
            return 7;
        }
    }

    /** The one key whose spread hash would be the mark of a free place. */
    private record Zero(long id) {
        @Override
        public int hashCode() {
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void saysWhatAMapSays(long seed) {
        var random = new Random(seed);
        var model = new HashMap<Object, Rows.Slot<Object, Row>>();
        for (int act = 0; act < 20_000; act++) {
            long id = random.nextInt(3000) * 16L;
            Object key = switch (random.nextInt(20)) {
                case 0 -> new Alike(id % 320);
                case 1 -> new Zero(id % 320);
                default -> id;
            };
            assertSame(model.get(key), map.get(key));
            if (!model.containsKey(key)) {
                var slot = new Rows.Slot<Object, Row>(key);
                map.add(slot);
                model.put(key, slot);
            }
            if (random.nextInt(4000) == 0) {
                map.clear();
                model.clear();
            } else if (random.nextInt(1000) == 0) {
                map.keep(slot -> slot.key.hashCode() % 3 != 0);
                model.keySet().removeIf(other -> other.hashCode() % 3 == 0);
            }
            assertEquals(model.size(), map.size());
        }
    }

    @Test
    void whatWasLargeForOnceBecomesSmallAgainAndForgetsAll() {
        for (long id = 0; id < 5000; id++) {
            map.add(new Rows.Slot<>(id));
        }
        for (int transaction = 0; transaction < 10; transaction++) {
            map.clear();
            assertEquals(0, map.size());
            assertNull(map.get(17L));
            map.add(new Rows.Slot<>(17L));
            assertEquals(17L, map.get(17L) == null ? null : map.get(17L).key);
        }
    }
}

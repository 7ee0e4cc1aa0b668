package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccessorsTest {
    record One(long id) {}

    record Mixed(long id, @Nullable String word, boolean flag, byte @Nullable [] octets, double share) {}

    record None() {}

    record Picky(int number) {
        Picky {
            if (number < 0) {
                throw new IllegalArgumentException("below zero");
            }
        }
    }

    private static @Nullable Object[] taken(Record row) {
        return Arrays.stream(row.getClass().getRecordComponents())
                .map(component -> Accessors.getter(component).apply(row))
                .toArray();
    }

    @Test
    void whatIsTakenOutOfARecordMakesItAnew() {
        var octets = new byte[] {1, 2};
        for (Record row : new Record[] {
            new One(7), new Mixed(Long.MIN_VALUE, null, true, octets, 0.5), new Mixed(1, "x", false, null, -1)
        }) {
            assertEquals(row, Accessors.maker(row.getClass()).make(taken(row)));
        }
    }

    @Test
    void aRecordWithoutComponentsIsNoRow() {
        var fault = assertThrows(IllegalStateException.class, () -> Accessors.maker(None.class));

        assertEquals(true, String.valueOf(fault.getMessage()).contains("has 0 components; a row has 1 to "));
    }

    @Test
    void whatARecordRefusesIsItsOwnFault() {
        var maker = Accessors.maker(Picky.class);

        assertEquals(
                "below zero",
                assertThrows(IllegalArgumentException.class, () -> maker.make(new Object[] {-1}))
                        .getMessage());
        assertThrows(RuntimeException.class, () -> maker.make(new Object[] {"x"}));
        assertThrows(RuntimeException.class, () -> maker.make(new Object[] {null}));
    }
}

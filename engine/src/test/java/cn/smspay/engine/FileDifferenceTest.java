package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FileDifferenceTest {
    private static List<String> of(String older, String newer) {
        return FileDifference.of(Map.of("a.yaml", older), Map.of("a.yaml", newer));
    }

    @Test
    void aFileIsNewGoneTheSameOrAnother() {
        var older = Map.of("gone", "x", "same", "x", "other", "x\ny");
        var newer = Map.of("new", "x", "same", "x", "other", "x\nz");

        assertEquals(
                List.of("gone is gone", "new is new", "other", "  - 2: y", "  + 2: z"),
                FileDifference.of(older, newer));
        assertEquals(List.of(), FileDifference.of(newer, newer));
    }

    @Test
    void linesAreNamedByTheirPlaces() {
        assertEquals(List.of("a.yaml", "  + 2: new"), of("one\ntwo", "one\nnew\ntwo"));
        assertEquals(List.of("a.yaml", "  - 1: one"), of("one\ntwo", "two"));
        assertEquals(List.of("a.yaml", "  + 3: three"), of("one\ntwo", "one\ntwo\nthree"));
        assertEquals(List.of("a.yaml", "  - 1: one"), of("one", ""));
    }

    @Test
    void filesThatAreVeryLongAreNotCompared() {
        assertEquals(List.of("a.yaml", "  5001 lines became 5000"), of("x\n".repeat(5_001), "y\n".repeat(5_000)));
    }
}

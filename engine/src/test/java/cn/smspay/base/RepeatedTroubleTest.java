package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Repeated trouble is told seldom, and never not at all. */
final class RepeatedTroubleTest {
    @Test
    void isToldAtThePowersOfTen() {
        assertEquals(
                List.of(1L, 10L, 100L, 1_000L, 10_000L),
                LongStream.rangeClosed(0, 20_000)
                        .filter(RepeatedTrouble::isTold)
                        .boxed()
                        .toList());
    }
}

package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BenchLoadTest {
    /** An opening answers twice, and both replies may be read at once: the second one is not measured from no time at all. */
    @Test
    void aTextIsWaitedForByOneReplyOnly() {
        var talk = new BenchLoad.Talk("13500000000", List.of("KT", "A"));
        for (long text = 1; text <= 1_000; text++) {
            talk.begin(text);

            var claims = IntStream.range(0, 4).parallel().mapToLong(reply -> talk.claim());

            long sent = text;
            assertEquals(1, claims.filter(since -> since == sent).count());
            assertEquals(BenchLoad.NOBODY_WAITS, talk.claim());
        }
    }
}

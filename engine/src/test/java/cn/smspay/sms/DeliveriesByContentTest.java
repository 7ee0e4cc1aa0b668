package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.UplinkId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link DeliveriesByContent} keeps those of one content in the order of their uplinks, whatever the order in which they come and go. */
final class DeliveriesByContentTest {
    private final DeliveriesByContent known = new DeliveriesByContent();

    private static LatestDelivery delivery(String print, long uplink) {
        return LatestDelivery.of(
                new InboxRows.AtRisk(new InboxRows.RiskKey(print, new UplinkId(uplink)), Instant.EPOCH, 0));
    }

    private List<Long> uplinks(String print) {
        var found = new ArrayList<Long>();
        known.first(print, each -> {
            found.add(each.uplink.value());
            return false;
        });
        return found;
    }

    @Test
    void theOldestComesFirstInWhateverOrderTheyCameAndTheOthersStayWhenOneGoes() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var there = new ArrayList<LatestDelivery>();
            for (long uplink : List.of(1L, 2L, 3L, 4L, 5L)) {
                there.add(random.nextInt(there.size() + 1), delivery("one", uplink));
            }
            there.forEach(known::link);
            while (!there.isEmpty()) {
                var left =
                        there.stream().map(each -> each.uplink.value()).sorted().toList();
                assertEquals(left, uplinks("one"), "seed " + seed);
                known.unlink(there.remove(random.nextInt(there.size())));
            }
            assertEquals(List.of(), uplinks("one"), "seed " + seed);
        }
    }

    @Test
    void onlyWhatHasTheSameContentAndIsWantedIsFound() {
        var early = delivery("one", 1);
        var late = delivery("one", 7);
        var other = delivery("two", 3);
        List.of(late, other, early).forEach(known::link);

        assertEquals(Optional.of(early), known.first("one", each -> true));
        assertEquals(Optional.of(late), known.first("one", each -> each.uplink.value() > 1));
        assertEquals(Optional.empty(), known.first("two", each -> each.uplink.value() > 3));
        assertEquals(Optional.empty(), known.first("three", each -> true));
        assertEquals(2, known.all(each -> each.uplink.value() > 1).size());
    }
}

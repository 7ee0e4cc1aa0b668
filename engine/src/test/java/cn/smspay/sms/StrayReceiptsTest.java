package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Limits;
import cn.smspay.testing.LogOracle;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that speak of no answer of ours are acknowledged, and seen (R 3.0.2). */
@Timeout(60)
final class StrayReceiptsTest {
    @TempDir
    private Path folder;

    @Test
    void strayReceiptsAreCountedByBindWithALineAtTheFirstAndTheTenth() throws Exception {
        try (var inbox = new Inbox(folder, Limits.USUAL);
                var log = LogOracle.listen()) {
            for (int i = 0; i < 11; i++) {
                take(inbox, "west", "w" + i);
            }
            take(inbox, "east", "e0");

            assertEquals(11, inbox.figures.strayReceipts.of("west"));
            assertEquals(1, inbox.figures.strayReceipts.of("east"));
            assertEquals(12, inbox.figures.strayReceipts.sum());
            var lines = log.lines().stream()
                    .filter(line -> line.contains("receipts that speak of no answer"))
                    .toList();
            assertEquals(3, lines.size(), lines.toString());
            assertTrue(lines.get(1).contains("west") && lines.get(1).contains("10 since the start"), lines.get(1));
            assertTrue(lines.get(2).contains("east"), lines.get(2));
        }
    }

    private static void take(Inbox inbox, String bind, String id) throws Exception {
        var receipt = new Receipt(
                bind, "smsc", id, Receipt.State.DELIVERED, "DELIVRD", "000", null, inbox.world.clock.instant());
        var answer = inbox.intake().take(receipt).toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertEquals(Acknowledgement.Status.ACCEPTED, answer.status());
    }
}

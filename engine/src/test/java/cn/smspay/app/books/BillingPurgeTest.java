package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code billing purge} deletes, and what it leaves. */
final class BillingPurgeTest {
    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2009-11-02T09:00:00");
    private final StringWriter out = new StringWriter();

    private void uplinks(int count) {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var billing = new Billing();
            store.write(tx -> {
                for (int i = 1; i <= count; i++) {
                    billing.record(
                            tx,
                            new Charge(
                                    new UplinkId(i),
                                    clock.instant(),
                                    clock.instant(),
                                    new Who("13800000001", null, "KNOWN", "广东", "全球通"),
                                    new Message(new ServiceNumber("10658888"), "a", null, 8, 4, 1, 1, 0),
                                    new What("CX", "", "", null, "OK"),
                                    100,
                                    null));
                }
                return true;
            });
        }
    }

    private String run(String command, String... words) {
        out.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(command, "--data", folder.toString()));
        all.addAll(List.of(words));
        var commands = new CommandLine(new BillingCommands(clock, BillingSettings.standard()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(Writer.nullWriter()));
        assertTrue(commands.getSubcommands().get("purge").getCommand() instanceof BillingPurge);
        int code = commands.execute(all.toArray(String[]::new));
        return code + " " + out.toString().strip();
    }

    private void close() throws IOException {
        var delivery = Files.createDirectories(folder.resolve("out"));
        assertTrue(run("close", "--out", delivery.toString()).startsWith("0 "));
    }

    private void daysLater(int days) {
        clock.set(LocalDate.of(2009, 11, 2).plusDays(days) + "T09:00:00");
    }

    @Test
    void recordsGoOnTheDayAfterTheLastOfTheirRetentionAndNotBefore() throws IOException {
        int kept = BillingSettings.standard().retentionDays();
        uplinks(3);
        close();

        assertEquals("0 0 records deleted", run("purge"));
        daysLater(kept);
        assertEquals("0 0 records deleted", run("purge"));
        daysLater(kept + 1);
        assertEquals("0 3 records deleted", run("purge"));
        assertEquals("0 0 records deleted", run("purge"), "they are gone");
        assertTrue(run("list", "--files").contains("3"), "the row about their file stays");
    }

    @Test
    void recordsThatNoFileHoldsAreNeverDeleted() {
        uplinks(1);
        daysLater(10_000);

        assertEquals("0 0 records deleted", run("purge"));
        assertTrue(run("list", "--number", "1").startsWith("0 "));
    }

    @Test
    void programsAreToldHowManyWereDeletedAlone() throws IOException {
        uplinks(2);
        close();
        daysLater(10_000);

        assertEquals("0 [{\"deleted\":2}]", run("purge", "--json").replaceAll("(?<!^0)\\s", ""));
    }
}

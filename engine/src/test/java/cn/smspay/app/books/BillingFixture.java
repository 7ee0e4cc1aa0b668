package cn.smspay.app.books;

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
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Two charged uplinks of 2 November 2009, the second of which was our fault, and the commands on their database. */
abstract class BillingFixture {
    @TempDir
    Path folder;

    final TestClock clock = new TestClock("2009-11-02T09:00:00");
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    Path delivery;

    @BeforeEach
    void fill() throws IOException {
        delivery = Files.createDirectory(folder.resolve("out"));
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var billing = new Billing();
            store.write(tx -> {
                billing.record(tx, uplink(1, "OK"));
                return billing.record(tx, uplink(2, "SYSTEM_FAULT"));
            });
        }
    }

    final Charge uplink(long id, String disposition) {
        return new Charge(
                new UplinkId(id),
                clock.instant(),
                clock.instant(),
                new Who("13800000001", null, "KNOWN", "广东", "全球通"),
                new Message(new ServiceNumber("10658888"), "a", null, 8, 4, 1, 1, 0),
                new What("CX", "", "", null, disposition),
                100,
                null);
    }

    final int run(String... words) {
        return new CommandLine(new BillingCommands(clock, BillingSettings.standard()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }

    final int runOnData(String command, String... words) {
        var all = new java.util.ArrayList<String>(java.util.List.of(command, "--data", folder.toString()));
        all.addAll(java.util.List.of(words));
        return run(all.toArray(String[]::new));
    }

    final Path settings(String billing) throws IOException {
        var conf = Files.createDirectories(folder.resolve("conf")).resolve("smspay.yaml");
        return Files.writeString(conf, "services: [\"10658888\"]\nbilling: " + billing + "\n");
    }
}

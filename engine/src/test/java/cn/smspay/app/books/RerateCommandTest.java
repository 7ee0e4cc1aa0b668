package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.Uplinks;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RerateCommandTest {
    private static final Instant SECOND = Instant.parse("2009-11-02T01:00:00Z");
    private static final Instant THIRD = Instant.parse("2009-11-03T01:00:00Z");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path conf;

    /** One charge before the late tariff began, a free one and a dear one after it. */
    @BeforeEach
    void fill() throws IOException {
        conf = Files.createDirectory(folder.resolve("conf")).resolve("smspay.yaml");
        Files.writeString(conf, """
                services: ["10658888"]
                billing:
                  tariffs:
                    - {id: uplink, li: 100, from: 2009-11-01}
                    - {id: uplink, li: 120, from: 2009-11-03}
                """);
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var billing = new Billing();
            store.write(tx -> {
                billing.record(tx, Uplinks.charge(1, SECOND, "13800000001", "OK", 100));
                billing.record(tx, Uplinks.charge(2, THIRD, "13800000001", "OFFNET", 0));
                return billing.record(tx, Uplinks.charge(3, THIRD, "13800000001", "OK", 100));
            });
        }
    }

    private int rerate(String from, String to, String... more) {
        out.getBuffer().setLength(0);
        var words = new ArrayList<>(
                List.of("--data", folder.toString(), "--conf", conf.toString(), "--from", from, "--to", to));
        words.addAll(List.of(more));
        return new CommandLine(new RerateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((refused, line, parsed) -> {
                    line.getErr().println(refused.getMessage());
                    return Exit.STOPPED;
                })
                .execute(words.toArray(String[]::new));
    }

    private List<Long> amounts() {
        try (var store = Store.open(StoreSettings.tool(folder.resolve(StoreSettings.FILE)))) {
            var charges = new Charges(store);
            var records = new ArrayList<ChargeRecord>();
            charges.forEach(charges.all(), records::add);
            return records.stream().map(record -> record.fee().amountLi()).toList();
        }
    }

    @Test
    void listsWhatCostsSomethingElseAndChangesNothing() {
        assertEquals(0, rerate("2009-11-02", "2009-11-03"));

        assertEquals(
                List.of("3 charged 100 li, right 120"), out.toString().lines().toList());
        assertEquals(List.of(100L, 0L, 100L), amounts());
    }

    @Test
    void correctsOnceWhatCostsSomethingElse() {
        assertEquals(0, rerate("2009-11-02", "2009-11-03", "--apply"));
        assertTrue(out.toString().contains("1 records corrected"), out.toString());
        assertEquals(List.of(100L, 0L, 100L, 20L), amounts());

        assertEquals(0, rerate("2009-11-02", "2009-11-03", "--apply"));
        assertTrue(out.toString().contains("0 records corrected"), out.toString());
        assertEquals(List.of(100L, 0L, 100L, 20L), amounts());
    }

    @Test
    void leavesOtherDaysAlone() {
        assertEquals(0, rerate("2009-11-02", "2009-11-02", "--apply"));

        assertEquals(
                List.of("Every record costs what the tariffs say.", "0 records corrected"),
                out.toString().lines().toList());
        assertEquals(List.of(100L, 0L, 100L), amounts());
    }

    @Test
    void saysWhatIsWrongWithTheQuestion() throws IOException {
        assertEquals(2, rerate("2009-11-03", "2009-11-02"));
        assertEquals(2, rerate("3.11.2009", "2009-11-03"));
        assertTrue(err.toString().contains("--to 2009-11-02 is before --from 2009-11-03"), err.toString());
        assertTrue(err.toString().contains("'3.11.2009' is not a day of the calendar"), err.toString());

        Files.delete(conf);
        assertEquals(Exit.STOPPED, rerate("2009-11-02", "2009-11-03"));
        assertTrue(err.toString().contains("smspay.yaml: there is no such file"), err.toString());
    }

    @Test
    void makesNoDatabaseWhereThereIsNone() throws IOException {
        Files.delete(folder.resolve(StoreSettings.FILE));

        assertEquals(Exit.STOPPED, rerate("2009-11-02", "2009-11-03", "--apply"));

        assertTrue(err.toString().contains("there is no database"), err.toString());
        assertTrue(Files.notExists(folder.resolve(StoreSettings.FILE)));
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.files.format.Format;
import cn.smspay.files.format.StandardFormatTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets programs of others read our files; each test is passed over where the program is not installed. */
@Tag("peer")
public final class PeerTest {
    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        world.uplinks(250);
        world.store.write(tx -> {
            world.billing.record(tx, Uplinks.charge(900, world.clock.instant(), "+\"1,0\"", "MACHINE", 0));
            return world.billing.correct(tx, new ChargeNumber(3), 0, "WAIVED", world.clock.instant());
        });
        world.closeByHand();
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Runs a program in a folder and returns what it says. */
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "peer", ".out");
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        var text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    public static void assumeInstalled(String program) {
        assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(d -> Files.isExecutable(Path.of(d, program))),
                program + " is not installed");
    }

    private List<byte[]> records() throws IOException {
        return StandardFormatTest.records(ByteBuffer.wrap(
                Files.readAllBytes(world.out.resolve(world.files().list().get(0).name(Format.CDR)))));
    }

    @Test
    void sqliteLoadsTheCsvFileWithEqualTotals() throws Exception {
        assumeInstalled("sqlite3");

        var totals = run(
                folder,
                "sqlite3",
                ":memory:",
                "-cmd",
                ".import --csv '" + world.csv(1) + "' c",
                "select count(*), sum(amount_li), min(msisdn) from c where record_type = 'D'");

        var file = world.files().list().get(0);
        assertEquals(file.records() + "|" + file.sumLi() + "|'+\"1,0\"", totals.strip());
    }

    @Test
    void opensslReadsEveryStandardRecord() throws Exception {
        assumeInstalled("openssl");
        var record = folder.resolve("record.der");
        Files.write(record, records().get(0));

        var text = run(folder, "openssl", "asn1parse", "-inform", "DER", "-in", record.toString());

        assertTrue(text.contains("cont [ 93 ]"), text);
        assertTrue(text.contains("OBJECT            :2.999.12588.1"), text);
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportsTest {
    private static final LocalDate DAY = LocalDate.of(2009, 11, 2);

    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void sumsADayByDisposition() {
        world.uplinks(100);

        var lines = new Summary(world.store).of(DAY, DAY, Summary.By.DISPOSITION);

        assertEquals(
                List.of(
                        new Summary.SummaryLine("OFFNET", 1, 0),
                        new Summary.SummaryLine("OK", 90, 9000),
                        new Summary.SummaryLine("REFUSED:real_name", 9, 900)),
                lines);
        assertTrue(SummaryText.table(lines).contains("total                            100          9.900"));
    }

    @Test
    void sumsByTheHourOfShanghai() {
        world.clock.set("2009-11-02T00:59:59");
        world.uplinks(2);

        var lines = new Summary(world.store).of(DAY, DAY, Summary.By.HOUR);

        assertEquals(List.of(new Summary.SummaryLine("00", 1, 100), new Summary.SummaryLine("01", 1, 100)), lines);
    }

    @Test
    void drawsBarsAndAPictureWhoseWordsCannotBreakIt() {
        var lines = List.of(new Summary.SummaryLine("广东", 40, 4000), new Summary.SummaryLine("<b>", 10, 1000));

        assertTrue(SummaryText.bars(lines).contains("█".repeat(40) + " 40\n"));
        assertTrue(SummaryText.bars(lines).contains(" " + "█".repeat(10) + " 10\n"));
        assertTrue(SummaryText.svg("by & by", lines).contains("&lt;b&gt;"));
        assertEquals("", SummaryText.bars(List.of()));
    }

    @Test
    void findsNoDifferenceWhenEverythingFits() {
        world.uplinks(20);
        world.closeByHand();
        world.uplinks(5);

        var differences =
                new Reconciliation(world.store, Tariff.SERVICE).of(Optional.of(new IntakeCounts(30, 27, 3, 2, 25)));

        assertEquals(List.of(), differences);
    }

    @Test
    void namesEveryDifference() {
        world.uplinks(20);
        world.store.write(tx -> {
            world.billing.record(tx, Uplinks.uplink(1, world.clock.instant()));
            return world.billing.record(tx, Uplinks.charge(77, world.clock.instant(), "13800000001", "OK", 55));
        });

        var differences = new Reconciliation(world.store, Tariff.SERVICE)
                .of(Optional.of(new IntakeCounts(30, 25, 3, 2, 21))).stream()
                        .map(d -> d.name() + " " + (d.found() - d.expected()))
                        .toList();

        assertEquals(
                List.of(
                        "deliver_sm received = answered + refused -2",
                        "answered = inbox + absorbed -2",
                        "inbox = records 1",
                        "uplinks with one record 1",
                        "records with a known tariff and its amount -1"),
                differences);
    }

    @Test
    void comparesADayWithTheCountFileOfTheSmsc() throws IOException {
        world.uplinks(20);
        var counts = folder.resolve("smsc.csv");
        Files.writeString(counts, "destination,delivered,accepted\n10658888,25,21\n12588,1,0\n");
        var reconciliation = new Reconciliation(world.store, Tariff.SERVICE);

        var differences = reconciliation.withSmsc(ServiceDay.of(DAY), counts);

        assertEquals(
                List.of(
                        new Reconciliation.CountDifference("SMSC accepted for 10658888 = records", 21, 20),
                        new Reconciliation.CountDifference(
                                "SMSC delivered = records 20 + absorbed 0 + refused 0", 26, 20)),
                differences);
        Files.writeString(counts, "destination,delivered,accepted\n10658888,many,21\n");
        var refusal = assertThrows(BillingStopped.class, () -> reconciliation.withSmsc(ServiceDay.of(DAY), counts));
        assertTrue(refusal.getMessage().contains("smsc.csv:2:"), refusal.getMessage());
    }

    @Test
    void namesReceiptsThatTheSmscCountsAsMessages() throws IOException {
        world.uplinks(20);
        var counts = folder.resolve("smsc.csv");
        Files.writeString(counts, "destination,delivered,accepted\n10658888,25,25\n");
        world.store.write(tx -> tx.query(sql -> sql.execute(
                "insert into receipt_without_bit values ('north', ?, 5)",
                ServiceDay.of(DAY).yyyymmdd())));

        assertEquals(
                List.of(
                        new Reconciliation.CountDifference("SMSC accepted for 10658888 = records", 25, 20),
                        new Reconciliation.CountDifference("receipt_without_bit by north", 0, 5)),
                new Reconciliation(world.store, Tariff.SERVICE).withSmsc(ServiceDay.of(DAY), counts));
    }

    @Test
    void writesARerunWithAManifestIntoAFolderOfItsOwn() throws IOException {
        world.uplinks(100);
        var rerun = new Rerun(world.store);
        var into = folder.resolve("rerun");

        var written = rerun.write(Filter.days(DAY, DAY).disposition("REFUSED"), into, world.clock.instant());

        assertEquals(9, written.records());
        assertEquals(900, written.sumLi());
        assertEquals(10, Files.readAllLines(into.resolve(Rerun.RECORDS)).size());
        var manifest = Files.readString(into.resolve(Rerun.MANIFEST));
        assertTrue(manifest.contains(FileDigest.of(into.resolve(Rerun.RECORDS)).sha256()), manifest);
        assertThrows(BillingStopped.class, () -> rerun.write(Filter.days(DAY, DAY), into, world.clock.instant()));
    }

    @Test
    void waivesFaultsOfOursByCorrectionsInTheNextFile() {
        world.store.write(tx -> {
            world.billing.record(tx, Uplinks.charge(1, world.clock.instant(), "13800000001", "SYSTEM_FAULT", 100));
            return world.billing.record(tx, Uplinks.charge(2, world.clock.instant(), "13800000002", "OK", 100));
        });
        world.closeByHand();
        var rerun = new Rerun(world.store);
        var filter = Filter.days(DAY, DAY).disposition("SYSTEM_FAULT");

        var waivers = new Waivers(world.store, world.billing);
        var chosen = rerun.waivable(filter).stream().map(ChargeRecord::number).toList();

        var proposal = waivers.propose(chosen, WaiverReason.SYSTEM_FAULT, "ticket 12", "li", world.clock.instant());
        var waived = waivers.release(proposal.id(), "wang", world.clock.instant());
        world.closeByHand();

        assertEquals(List.of(new ChargeNumber(3)), waived);
        assertEquals(List.of(), rerun.waivable(filter));
        assertEquals(
                List.of(200L, -100L),
                world.files().list().stream().map(BillingFile::sumLi).toList());
        assertEquals(List.of(), new Reconciliation(world.store, Tariff.SERVICE).of(Optional.empty()));
    }

    @Test
    void deletesOldRecordsAndKeepsTheProof() {
        world.uplinks(10);
        world.closeByHand();
        world.clock.set("2009-11-20T09:00:00");
        world.uplinks(10);
        world.closeByHand();
        world.clock.set("2009-12-10T09:00:00");
        var retention = new Retention(world.store, BillingWorld.settings());

        long deleted = retention.purge(world.clock.instant());

        assertEquals(10, deleted);
        assertEquals(0, retention.purge(world.clock.instant()));
        assertEquals(new Charges.Range(11, 20), new Charges(world.store).all());
        assertEquals(List.of(), world.files().verify());
        assertEquals(List.of(), new Reconciliation(world.store, Tariff.SERVICE).of(Optional.empty()));
        world.uplinks(1);
        assertTrue(world.closeByHand().stream().anyMatch(f -> f.firstNumber() == 21));
        var refusal = assertThrows(BillingStopped.class, () -> world.files().reexport(1, Format.CSV, folder));
        assertTrue(refusal.getMessage().contains("only its digest is left"), refusal.getMessage());
    }

    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What a day came to is the same before, between and after, wherever the process dies and however often. */
    @Test
    void aPurgeThatDiesInTheMiddleGoesOnAndLosesNoTotal() {
        world.uplinks(10);
        world.closeByHand();
        world.clock.set("2009-12-10T09:00:00");
        var before = totals();

        for (int death = 0; death < 3; death++) {
            assertThrows(
                    Ended.class,
                    () -> new Retention(world.store, BillingWorld.settings(), 3)
                            .purge(world.clock.instant(), deleted -> {
                                throw new Ended();
                            }));
            assertEquals(before, totals(), "death " + death);
            assertEquals(3L * (death + 1) + 1, new Charges(world.store).all().first());
        }

        assertEquals(1, new Retention(world.store, BillingWorld.settings(), 3).purge(world.clock.instant()));
        assertEquals(before, totals());
        assertEquals(List.of(), world.files().verify());
        assertEquals(List.of(), new Reconciliation(world.store, Tariff.SERVICE).of(Optional.empty()));
    }

    private List<Summary.SummaryLine> totals() {
        var all = new ArrayList<Summary.SummaryLine>();
        for (var by : Summary.By.values()) {
            all.addAll(new Summary(world.store, Optional.empty())
                    .of(LocalDate.of(2009, 1, 1), LocalDate.of(2009, 12, 31), by));
        }
        return all;
    }

    @Test
    void deletesNothingThatIsNotPublished() {
        world.uplinks(10);
        world.clock.set("2010-11-20T09:00:00");

        assertEquals(0, new Retention(world.store, BillingWorld.settings()).purge(world.clock.instant()));
    }
}

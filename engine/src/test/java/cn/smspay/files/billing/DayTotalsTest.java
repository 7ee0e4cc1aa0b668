package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Charges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A summary of days that are over comes from their totals, and is the same without them. */
final class DayTotalsTest {
    private static final LocalDate FIRST = LocalDate.of(2009, 11, 2);
    private static final LocalDate LAST = LocalDate.of(2009, 11, 5);

    @TempDir
    private Path folder;

    private BillingWorld world;
    private Path files;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        files = folder.resolve(DayTotals.FOLDER);
        for (var day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.clock.set(day + "T12:00:00");
            world.uplinks(20 + day.getDayOfMonth());
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    private DayTotals totals() {
        return new DayTotals(world.store, files);
    }

    private Optional<List<KeptTotals>> read(LocalDate day) {
        var of = ServiceDay.of(day);
        return totals().read(of, new Charges(world.store).ofDay(of));
    }

    private void agrees() {
        for (var by : Summary.By.values()) {
            for (var first : List.of(FIRST, FIRST.minusYears(1), FIRST.plusDays(2), LAST)) {
                assertEquals(
                        new Summary(world.store).of(first, LAST, by),
                        new Summary(world.store, Optional.of(totals())).of(first, LAST, by),
                        by + " from " + first);
            }
        }
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.sorted().toList();
        }
    }

    @Test
    void daysThatAreOverAreWrittenDownAndTheOpenOneIsRead() throws IOException {
        agrees();
        totals().extend();

        assertEquals(3, made().size(), made().toString());
        assertTrue(read(FIRST).isPresent());
        assertFalse(read(LAST).isPresent());
        agrees();
        world.uplinks(5);
        agrees();
    }

    @Test
    void aLostADamagedAndAForeignFileCostTimeAndNothingElse() throws IOException {
        totals().extend();
        var whole = made();
        var text = Files.readString(whole.get(0));

        Files.writeString(whole.get(0), text.replaceFirst("\tOK\n", "\tOKAY\n"));
        Files.write(whole.get(1), new byte[0]);
        Files.move(whole.get(2), whole.get(2).resolveSibling("20091104-1-2-0000000000000000"));
        agrees();
        assertEquals(Optional.empty(), read(FIRST));

        totals().extend();
        assertEquals(text, Files.readString(whole.get(0)));
        agrees();
    }

    @Test
    void totalsOfRecordsThatAreGoneGoToo() throws IOException {
        totals().extend();
        world.closeByHand();
        world.clock.set("2009-12-04T12:00:00");
        world.uplinks(1);
        assertTrue(new Retention(world.store, BillingWorld.settings()).purge(world.clock.instant()) > 0);
        agrees();

        totals().extend();
        assertTrue(made().stream().noneMatch(file -> file.getFileName().toString().startsWith("20091102")), "gone");
        agrees();
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.ChargeNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One thing at a time is spoilt in the database, and {@link BooksCheck} says which and why. */
final class BooksCheckTest {
    @TempDir
    private Path folder;

    private BillingWorld world;

    /** Two files of four and three records, the first of which was waived in the second. */
    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        world.store.write(tx -> {
            world.billing.record(tx, Uplinks.charge(101, world.clock.instant(), "13800000001", "SYSTEM_FAULT", 100));
            return true;
        });
        world.uplinks(3);
        world.closeByHand();
        world.uplinks(2);
        var waivers = new Waivers(world.store, world.billing);
        var proposal = waivers.propose(
                List.of(new ChargeNumber(1)), WaiverReason.SYSTEM_FAULT, "T7", "li", world.clock.instant());
        assertEquals(
                1, waivers.release(proposal.id(), "wang", world.clock.instant()).size());
        world.closeByHand();
        for (String trigger : List.of(
                "charge_is_final",
                "charge_is_kept",
                "charge_correction_is_final",
                "billing_file_is_final",
                "billing_file_is_kept",
                "charge_waiver_is_final",
                "charge_waiver_is_kept")) {
            world.sql("drop trigger if exists " + trigger);
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> found() {
        return world.files().verify().stream().map(Object::toString).toList();
    }

    private void assertFound(String kind, String where, String what) {
        var found = found();
        assertTrue(
                found.stream()
                        .anyMatch(line -> line.startsWith(kind + " ") && line.contains(where) && line.contains(what)),
                kind + " " + where + " … " + what + " not in " + found);
    }

    @Test
    void whatIsAsItWasWrittenIsAsItShouldBe() {
        assertEquals(List.of(), found());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // files and copies
                "delete from billing_file where sequence = 1 | MISSING | billing copy | the database has no row of its file",
                "delete from billing_file where sequence = 1 | GAP | file 2 of n1 | the database has no row of file 1",
                "delete from billing_file where sequence = 1 | GAP | file 2 of n1 | do not begin where those of the file before it end, at 1",
                "delete from billing_copy where sequence = 2 | MISSING | file 2 of n1 | the database has no row of any copy of it",
                "delete from billing_copy where sequence = 2 | NAME | 0000000002.csv | it is forged, or its row was deleted",
                "update billing_copy set sha256 = 'x' where sequence = 2 and format = 'CSV' | CHECKSUM | 0000000002.csv | it is not what the database says was written",
                "update billing_copy set bytes = bytes + 1 where sequence = 2 and format = 'CSV' | CHECKSUM | 0000000002.csv | it is not what the database says was written",
                "update billing_copy set previous_sha256 = 'x' where sequence = 2 and format = 'CSV' | CHAIN | 0000000002.csv | written after another file",
                "update billing_file set sum_li = sum_li + 1 where sequence = 2 | TOTAL | 0000000002.csv | the database says something else of it",
                "update billing_file set sum_li = sum_li + 1 where sequence = 2 | TOTAL | file 2 of n1 | its row does not say what its records come to",
                "update billing_file set first_at = first_at + 1 where sequence = 2 | TOTAL | file 2 of n1 | its row does not say what its records come to",
                "update billing_file set last_at = last_at + 1 where sequence = 2 | TOTAL | file 2 of n1 | its row does not say what its records come to",
                "update billing_file set day = 20091101 where sequence = 2 | TOTAL | file 2 of n1 | its row does not say what its records come to",
                "update billing_file set chain_before = x'00' where sequence = 2 | GAP | file 2 of n1 | do not begin where",
                // records
                "delete from charge where number = 1 | GAP | charge records | the first one is 2, and only those up to 0 have been purged",
                "delete from charge where number = 3 | GAP | | ; put back a backup and compare",
                "delete from charge where number = 7 | CHAIN | charge head | the chain was left at record 7 and the records end at 6",
                "update charge set chain = x'00' where number = 3 | CHAIN | charge record 3 | it is not what was written, or a record before it is missing",
                // the head
                "update charge_head set number = number + 1 | CHAIN | charge head | the chain was left at record 8 and the records end at 7",
                "update charge_head set chain = x'00' | CHAIN | charge head | the chain was left at record 7",
                "update charge_head set day = 20091101 | FORMAT | charge head | its day is before that of record 7",
                "update charge_head set day = 20091103 | FORMAT | charge head | records would count too late",
                // corrections and waivers
                "delete from charge_correction | MISSING | charge record | and nothing says so",
                "insert into charge_correction values (2, 3) | MISSING | charge correction of 2 | its record 3 does not correct it",
                "delete from charge_waiver | MISSING | charge record | nothing says who waived it",
                "insert into charge_waiver values (2, 9, 'COMPLAINT', '', 'li', 'wang', 1) | MISSING | charge waiver 2 | there is no correction of that number with its reason",
                "update charge_waiver set reason = 'COMPLAINT' | MISSING | charge waiver | there is no correction of that number with its reason"
            })
    void oneThingThatIsSpoiltIsNamed(String sql, String kind, String where, String what) {
        world.sql(sql);
        assertFound(kind, where == null ? "" : where, what);
    }

    @Test
    void aFileThatIsGoneCanBeWrittenAgain() throws IOException {
        Files.delete(world.csv(2));
        assertFound("MISSING", "0000000002.csv", "billing reexport --sequence 2 writes it again");
    }

    @Test
    void aKeyedDigestThatNobodyWroteIsNamed() throws IOException {
        Files.writeString(world.csv(2).resolveSibling(world.csv(2).getFileName() + Seal.ENDING), "0".repeat(64));
        assertFound("NAME", "0000000002.csv" + Seal.ENDING, "the database knows of no keyed digest of this file");
    }

    /** A day that is over and whose last file is closed may be the head's although nothing was recorded on it. */
    @Test
    void theHeadMayBeAheadOfItsRecordsWhenAFileWasClosedOnItsDay() {
        world.clock.set("2009-11-03T09:00:00");
        world.files().close(world.clock.instant(), cn.smspay.files.format.CloseReason.HAND, ExportProgress.SILENT);
        assertEquals(List.of(), found());
    }
}

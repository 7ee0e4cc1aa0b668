package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.sqlite.Connections;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of an earlier program are rewritten by steps that may end at any moment. */
final class MigrationsTest {
    private static final Path UPGRADES =
            Path.of(System.getProperty("smspay.root", "..")).resolve("engine/src/test/resources/upgrade");

    private static final Path WRITTEN = UPGRADES.resolve("3496d01");

    /** Charge records in the database; those before them were purged. */
    private static final int RECORDS = 10;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void copy() throws IOException {
        file = folder.resolve(StoreSettings.FILE);
        Files.copy(WRITTEN.resolve(StoreSettings.FILE), file);
    }

    /** Ends the program at a slice: before it, or when it has done its work and not yet committed. */
    private record Ending(Rewrite rewrite, int[] slices, int last, boolean afterwards) implements Rewrite {
        @Override
        public String after() {
            return rewrite.after();
        }

        @Override
        public boolean slice(Handle sql, int most) {
            boolean ends = slices[0]++ == last;
            if (ends && !afterwards) {
                throw new IllegalStateException("the end");
            }
            boolean more = rewrite.slice(sql, most);
            if (ends) {
                throw new IllegalStateException("the end");
            }
            return more;
        }
    }

    private void run(List<Rewrite> rewrites, int slice) throws SQLException {
        try (var writer = new Connections.Writer(StoreSettings.tool(file), 10)) {
            new Migrations(writer, rewrites, slice).run();
        }
    }

    private static List<Rewrite> all() {
        return ServiceLoader.load(Rewrite.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "1, false", "1, true", "3, true", "4, false", "4, true"})
    void whatAnEndBetweenLeavesIsTakenUpWhereItWas(int last, boolean afterwards) throws SQLException {
        var ending = all().stream()
                .<Rewrite>map(rewrite -> new Ending(rewrite, new int[1], last, afterwards))
                .toList();
        assertThrows(IllegalStateException.class, () -> run(ending, 3));
        int moved = Math.min(RECORDS, 3 * last);
        assertEquals(moved, count("charge"));
        assertEquals(RECORDS - moved, count("charge_record"));

        run(all(), 3);

        assertEquals(exported(), lines());
        assertEquals(RECORDS, count("charge"));
        assertEquals(0, count("sqlite_master where name like 'charge_record%'"));
    }

    /** First those that were frozen, three of them, and then all cards. */
    @ParameterizedTest
    @CsvSource({"0, false, 0", "0, true, 0", "1, false, 0", "1, true, 0", "4, false, 9", "7, true, 18", "8, false, 19"})
    void cardsKeepTheirParticularsWhereverTheProgramEnds(int last, boolean afterwards, int moved)
            throws SQLException, IOException {
        Files.copy(UPGRADES.resolve("ac9e400").resolve(StoreSettings.FILE), file, StandardCopyOption.REPLACE_EXISTING);
        var before = cards("recharge_card");
        var ending = all().stream()
                .<Rewrite>map(rewrite -> new Ending(rewrite, new int[1], last, afterwards))
                .toList();
        assertThrows(IllegalStateException.class, () -> run(ending, 3));
        assertEquals(moved, count("recharge_card"));
        assertEquals(before.size() - moved, count("recharge_card_of_hash"));

        run(all(), 3);

        assertEquals(before, cards("recharge_card"));
        assertEquals(3, count("frozen_card join recharge_card using (key_high, key_low) where state = 'FROZEN'"));
        assertEquals(0, count("sqlite_master where name like '%of_hash%'"));
    }

    private List<String> cards(String table) {
        return Jdbi.create("jdbc:sqlite:" + file)
                .withHandle(sql -> sql.createQuery(
                                "select serial || ' ' || face || ' ' || issuer || ' ' || state || ' ' || last_day"
                                        + " || ' ' || coalesce(used_by || ' ' || used_at || ' ' || used_channel || ' ' || used_transfer, '')"
                                        + " from " + table + " order by serial")
                        .mapTo(String.class)
                        .list());
    }

    /** An old database is of one slot; a new one of what it was begun with, whatever is tried later. */
    @Test
    void theSlotsOfTheFirstStartAreThoseOfEveryOther() throws SQLException {
        var fresh = StoreSettings.tool(folder.resolve("fresh.db"));
        try (var writer = new Connections.Writer(fresh, 10)) {
            new Migrations(writer, Slots.SIXTEEN).run();
            new Migrations(writer, Slots.SIXTEEN).run();
        }
        run(all(), 5_000);

        var ofSixteen = assertThrows(StoreUnusable.class, () -> Store.open(fresh));
        assertTrue(
                ofSixteen.getMessage().contains("made with 16 slots and is to be used with 1"), ofSixteen.getMessage());
        assertTrue(ofSixteen.isOfOtherSchema());
        try (var writer = new Connections.Writer(StoreSettings.tool(file), 10)) {
            assertThrows(OtherSchema.class, () -> new Migrations(writer, Slots.SIXTEEN).run());
        }
        Store.open(StoreSettings.tool(file)).close();
    }

    @Test
    void aRewriteThatIsDoneIsNotAskedAgain() throws SQLException {
        run(all(), 5_000);
        var again = all().stream()
                .<Rewrite>map(rewrite -> new Ending(rewrite, new int[1], 0, false))
                .toList();

        run(again, 5_000);

        assertEquals(RECORDS, count("charge"));
    }

    private int count(String what) {
        return Jdbi.create("jdbc:sqlite:" + file)
                .withHandle(sql -> sql.createQuery("select count(*) from " + what)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Of the records that were exported, in their order. */
    private List<String> lines() {
        return Jdbi.create("jdbc:sqlite:" + file)
                .withHandle(sql -> sql.createQuery(
                                "select line from charge where number <= (select sum(records) from billing_file) order by number")
                        .mapTo(byte[].class)
                        .list())
                .stream()
                .map(line -> new String(line, StandardCharsets.UTF_8))
                .toList();
    }

    /** The lines of the files that the earlier program published, as far as their records are still stored. */
    private static List<String> exported() {
        var lines = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(WRITTEN.resolve("billing"), "*-000000000[34].csv")) {
            var sorted = new ArrayList<Path>();
            files.forEach(sorted::add);
            sorted.sort(null);
            for (var each : sorted) {
                Files.readAllLines(each).stream()
                        .filter(line -> line.startsWith("D,"))
                        .forEach(lines::add);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return lines;
    }
}

package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Rows.RowChange;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By which statements the changes of a transaction reach the database. */
final class FlushTest {
    record Note(long id, String text, String mark) {}

    record Place(long shelf, long slot) {}

    record Box(Place place, String text) {}

    private static final Table<Long, Note> NOTE = Table.of("note", long.class, Note.class);
    private static final Table<Long, Note> INDEXED = NOTE.indexed();
    private static final Table<Place, Box> BOX = Table.of("box", Place.class, Box.class);

    @TempDir
    private Path folder;

    private RecordingWriter writer;
    private Flush flush;

    @BeforeEach
    void open() throws SQLException {
        writer = new RecordingWriter(
                folder,
                "create table note (id INTEGER PRIMARY KEY, text TEXT UNIQUE, mark TEXT)",
                "create table box (shelf INTEGER, slot INTEGER, text TEXT, primary key (shelf, slot))");
        flush = new Flush(new RowStatements(writer, new int[] {4, 1}));
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
    }

    private static <K, R extends Record> void add(Rows<K, R> rows, K key, R row) {
        rows.change(rows.slot(key), row, RowChange.ADDED);
    }

    /** A change of a row of which the database's state is known. */
    private static <K, R extends Record> void put(Rows<K, R> rows, K key, R was, R row) {
        var slot = rows.slot(key);
        slot.known = true;
        slot.row = was;
        rows.change(slot, row, RowChange.REPLACED);
    }

    private static Note note(long id, String text) {
        return new Note(id, text, "-");
    }

    /** As many notes as these, in the database and not changed since. */
    private void have(int count) throws SQLException {
        for (int id = 1; id <= count; id++) {
            writer.execute("insert into note values (" + id + ", 'old " + id + "', '-')");
        }
    }

    private Rows<Long, Note> notes() {
        return new Rows<>(NOTE, 100);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "4, 1", "5, 2", "9, 3"})
    void newRowsGoInAsFewStatementsAsTheyFit(int count, int statements) {
        var rows = notes();
        for (long id = 1; id <= count; id++) {
            add(rows, id, note(id, "t" + id));
        }

        flush.write(rows);

        assertEquals(statements, writer.written.size());
        assertEquals(List.of(Integer.toString(count)), writer.texts("select count(*) from note"));
    }

    @Test
    void rowsAreWrittenOnce() {
        var rows = notes();
        add(rows, 1L, note(1, "a"));
        flush.write(rows);
        flush.write(rows);

        assertEquals(1, writer.written.size());
    }

    @Test
    void aNewRowThatIsThereAlreadyIsAFaultAndAChangedOneIsNot() throws SQLException {
        have(1);
        var added = notes();
        add(added, 1L, note(1, "new"));
        var changed = notes();
        changed.change(changed.slot(1L), note(1, "new"), RowChange.REPLACED);

        assertThrows(StoreFault.class, () -> flush.write(added));
        flush.write(changed);

        assertEquals(List.of("new"), writer.texts("select text from note"));
    }

    @Test
    void whatIsDeletedMakesRoomForWhatIsNew() throws SQLException {
        have(2);
        var rows = notes();
        add(rows, 9L, note(9, "old 1"));
        rows.change(rows.slot(1L), null, RowChange.DELETED);

        flush.write(rows);

        assertEquals(List.of("old 2", "old 1"), writer.texts("select text from note order by id"));
    }

    @Test
    void rowsGoInTheOrderOfTheirKeys() throws SQLException {
        writer.execute("create table log (n INTEGER PRIMARY KEY, shelf INTEGER, slot INTEGER)");
        writer.execute("create trigger seen after insert on box begin"
                + " insert into log (shelf, slot) values (new.shelf, new.slot); end");
        var rows = new Rows<>(BOX, 100);
        for (var place :
                List.of(new Place(2, 1), new Place(1, 2), new Place(10, 0), new Place(1, 1), new Place(2, 0))) {
            add(rows, place, new Box(place, "x"));
        }

        flush.write(rows);

        assertEquals(
                List.of("1.1", "1.2", "2.0", "2.1", "10.0"),
                writer.texts("select shelf || '.' || slot from log order by n"));
    }

    @ParameterizedTest
    @CsvSource({"3, insert", "4, update"})
    void fourRowsThatChangeAlikeAreChangedByOneStatement(int count, String word) throws SQLException {
        have(count);
        var rows = notes();
        for (long id = 1; id <= count; id++) {
            put(rows, id, note(id, "old " + id), new Note(id, "old " + id, "sent"));
        }

        flush.write(rows);

        assertEquals(count == 4 ? 1 : 3, writer.written.size());
        assertTrue(writer.written.stream().allMatch(sql -> sql.startsWith(word)), writer.written.toString());
        assertEquals(List.of(Integer.toString(count)), writer.texts("select count(*) from note where mark = 'sent'"));
    }

    @Test
    void thoseThatChangeOtherwiseAreWrittenToo() throws SQLException {
        have(6);
        var rows = notes();
        for (long id = 1; id <= 4; id++) {
            put(rows, id, note(id, "old " + id), new Note(id, "old " + id, "sent"));
        }
        put(rows, 5L, note(5, "old 5"), new Note(5, "old 5", "own"));
        rows.change(rows.slot(6L), new Note(6, "old 6", "unread"), RowChange.REPLACED);

        flush.write(rows);

        assertEquals(
                List.of("sent", "sent", "sent", "sent", "own", "unread"),
                writer.texts("select mark from note order by id"));
    }

    @Test
    void rowsThatAreAsTheyWereAreNotWritten() throws SQLException {
        have(4);
        var rows = notes();
        var indexed = new Rows<>(INDEXED, 100);
        for (long id = 1; id <= 4; id++) {
            put(rows, id, note(id, "old " + id), note(id, "old " + id));
            put(indexed, id, note(id, "old " + id), note(id, "old " + id));
        }

        flush.write(rows);
        flush.write(indexed);

        assertEquals(List.of(), writer.written);
    }

    @Test
    void aRowThatIsGoneBehindTheWritersBackIsAFault() throws SQLException {
        have(3);
        var rows = notes();
        for (long id = 1; id <= 4; id++) {
            put(rows, id, note(id, "old " + id), new Note(id, "old " + id, "sent"));
        }

        assertThrows(IllegalStateException.class, () -> flush.write(rows));
    }

    @Test
    void rowsOfTwoKeysAreEachWrittenWhole() {
        var rows = new Rows<>(BOX, 100);
        for (long slot = 1; slot <= 4; slot++) {
            var place = new Place(1, slot);
            put(rows, place, new Box(place, "old"), new Box(place, "new"));
        }

        flush.write(rows);

        assertEquals(1, writer.written.size());
        assertTrue(writer.written.get(0).startsWith("insert"), writer.written.get(0));
    }

    @Test
    void ofAnIndexedTableOnlyWhatChangedIsSet() throws SQLException {
        have(3);
        // What is set aside in the database and not known here must stay.
        writer.execute("update note set text = 'kept ' || id");
        var rows = new Rows<>(INDEXED, 100);
        put(rows, 1L, note(1, "old 1"), new Note(1, "old 1", "a"));
        put(rows, 2L, note(2, "old 2"), new Note(2, "old 2", "b"));
        rows.change(rows.slot(3L), new Note(3, "whole", "c"), RowChange.REPLACED);

        flush.write(rows);

        assertEquals(
                List.of("kept 1 a", "kept 2 b", "whole c"),
                writer.texts("select text || ' ' || mark from note order by id"));
        assertFalse(writer.written.isEmpty());
    }
}

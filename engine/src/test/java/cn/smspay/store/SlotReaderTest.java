package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Rows.RowChange;
import cn.smspay.store.Rows.Slot;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows a reading fills, which keys it knows to have none, and what a row that cannot be read leaves. */
final class SlotReaderTest {
    enum Colour {
        RED,
        GREEN
    }

    record Id(int number) {
        Id {
            if (number < 0) {
                throw new IllegalArgumentException("below zero");
            }
        }
    }

    record Note(Id id, Colour colour) {}

    private static final Table<Id, Note> NOTE = Table.of("note", Id.class, Note.class);
    private static final Table<Id, Note> MISSING = Table.of("missing", Id.class, Note.class);

    @TempDir
    private Path folder;

    private RecordingWriter writer;
    private SlotReader reader;
    private final Rows<Id, Note> rows = new Rows<>(NOTE, 100);

    @BeforeEach
    void open() throws SQLException {
        writer = new RecordingWriter(
                folder,
                "create table note (id INTEGER PRIMARY KEY, colour TEXT)",
                "insert into note values (1, 'RED'), (2, 'GREEN'), (4, 'RED'), (7, 'PURPLE')");
        reader = new SlotReader(new RowStatements(writer, new int[] {4, 1}));
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
    }

    private Slot<Id, Note> slot(int id) {
        return rows.slot(new Id(id));
    }

    private List<Slot<Id, Note>> slots(int... ids) {
        var slots = new ArrayList<Slot<Id, Note>>();
        for (int id : ids) {
            slots.add(slot(id));
        }
        return slots;
    }

    @Test
    void rowsComeToTheirKeysAndTheOthersAreKnownToHaveNone() {
        reader.read(rows, slots(4, 3, 1, 2, 9));

        assertEquals(new Note(new Id(1), Colour.RED), slot(1).row);
        assertEquals(new Note(new Id(2), Colour.GREEN), slot(2).row);
        assertEquals(new Note(new Id(4), Colour.RED), slot(4).row);
        for (int none : new int[] {3, 9}) {
            assertNull(slot(none).row);
            assertTrue(slot(none).known);
        }
        assertEquals(2, writer.read.size(), "four and one");
    }

    @Test
    void nothingIsReadForNoKeys() {
        reader.read(rows, List.of());

        assertEquals(List.of(), writer.read);
    }

    @Test
    void aRowWithAValueThatIsNoneIsNotTakenForNoRow() {
        var all = slots(1, 7, 3);

        assertThrows(IllegalStateException.class, () -> reader.read(rows, all));

        assertFalse(slot(7).known);
        assertFalse(slot(3).known, "nobody can say what comes after the bad one");
    }

    @Test
    void whatWasReadBeforeOrChangedSinceStaysKnown() {
        var gone = slot(2);
        rows.change(gone, null, RowChange.DELETED);
        reader.read(rows, slots(1));

        assertThrows(IllegalStateException.class, () -> reader.read(rows, List.of(slot(1), gone, slot(7))));

        assertTrue(slot(1).known);
        assertTrue(gone.known);
        assertFalse(slot(7).known);
    }

    @Test
    void aReadingThatFailsLeavesNothingKnown() {
        var missing = new Rows<>(MISSING, 100);
        var slot = missing.slot(new Id(1));

        var fault = assertThrows(StoreFault.class, () -> reader.read(missing, List.of(slot)));

        assertEquals(true, String.valueOf(fault.getMessage()).startsWith("cannot read missing"), fault.getMessage());
        assertFalse(slot.known);
        assertThrows(StoreFault.class, () -> reader.keys(MISSING));
    }

    @Test
    void aKeyThatCannotBeReadIsPassedOver() throws SQLException {
        writer.execute("insert into note values (-5, 'RED')");

        assertEquals(Set.of(new Id(1), new Id(2), new Id(4), new Id(7)), reader.keys(NOTE));
    }
}

package cn.smspay.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.postgres.Postgres;
import cn.smspay.store.sqlite.SqliteDialect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows a statement takes, of each kind of database, and what it says when it fails. */
final class RowStatementsTest {
    record Note(long id, String text) {}

    private static final Table<Long, Note> NOTE = Table.of("note", long.class, Note.class);
    private static final Table<Long, Note> MISSING = Table.of("missing", long.class, Note.class);

    @TempDir
    private Path folder;

    private RecordingWriter writer;
    private RowStatements statements;

    @BeforeEach
    void open() throws SQLException {
        writer = new RecordingWriter(folder, "create table note (id INTEGER PRIMARY KEY, text TEXT)");
        statements = new RowStatements(writer, new int[] {4, 2, 1});
    }

    @AfterEach
    void close() throws SQLException {
        writer.close();
    }

    private String sizes(Dialect dialect, int rows) {
        writer.speak(dialect);
        return sizes(statements, rows);
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', ''",
        "1, 1, 1",
        "2, 2, 2",
        "3, 2+1, 3",
        "4, 4, 4",
        "5, 4+1, 4+1",
        "7, 4+2+1, 4+3",
        "8, 4+4, 4+4",
        "11, 4+4+2+1, 4+4+3",
    })
    void oneHasStatementsOfCertainSizesTheOtherOfAnyUpToTheLargest(int rows, String sqlite, String postgres) {
        assertEquals(sqlite, sizes(SqliteDialect.SQLITE, rows));
        assertEquals(postgres, sizes(Postgres.POSTGRES, rows));
    }

    private static String sizes(RowStatements of, int rows) {
        var all = IntStream.range(0, rows).boxed().toList();
        var sizes = new ArrayList<String>();
        var seen = new ArrayList<Integer>();
        of.inChunks(all, part -> {
            sizes.add(Integer.toString(part.size()));
            seen.addAll(part);
        });
        assertEquals(all, seen);
        return sizes.stream().collect(Collectors.joining("+"));
    }

    private static List<@Nullable Object[]> rows(Object[]... rows) {
        return List.of(rows);
    }

    @Test
    void insertRefusesWhatReplaceOverwrites() {
        statements.insert(NOTE, rows(new Object[] {1L, "a"}, new Object[] {2L, "b"}), false);

        assertThrows(StoreFault.class, () -> statements.insert(NOTE, rows(new Object[] {2L, "c"}), false));
        statements.insert(NOTE, rows(new Object[] {2L, "d"}), true);

        assertEquals(List.of("a", "d"), writer.texts("select text from note order by id"));
    }

    @Test
    void anUpdateSaysHowManyRowsItFound() {
        statements.insert(NOTE, rows(new Object[] {1L, "a"}, new Object[] {2L, "b"}), false);
        var difference = NOTE.difference(new Note(1, "a"), new Note(1, "z"));

        assertEquals(
                2, statements.update(NOTE, difference, rows(new Object[] {1L}, new Object[] {2L}, new Object[] {3L})));
        assertEquals(List.of("z", "z"), writer.texts("select text from note"));
    }

    @Test
    void rowsAreDeletedByTheirKeysAndNoOthers() {
        statements.insert(NOTE, rows(new Object[] {1L, "a"}, new Object[] {2L, "b"}, new Object[] {3L, "c"}), false);

        statements.delete(NOTE, rows(new Object[] {1L}, new Object[] {3L}));

        assertEquals(List.of("b"), writer.texts("select text from note"));
    }

    @Test
    void aStatementThatFailsNamesTheTable() {
        var fault =
                assertThrows(StoreFault.class, () -> statements.insert(MISSING, rows(new Object[] {1L, "a"}), false));

        assertEquals(true, String.valueOf(fault.getMessage()).startsWith("cannot write missing"), fault.getMessage());
    }
}

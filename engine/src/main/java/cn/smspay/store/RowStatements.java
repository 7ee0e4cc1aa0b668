package cn.smspay.store;

import cn.smspay.store.dialect.TableWords;
import cn.smspay.store.dialect.Writer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How many rows go into one statement, and how they are written. Used by the writer's thread. */
final class RowStatements {
    private final Writer writer;
    /** Rows per statement, largest first. */
    private final int[] chunks;

    RowStatements(Writer writer, int[] chunks) {
        this.writer = writer;
        this.chunks = chunks;
    }

    PreparedStatement reading(String sql) throws SQLException {
        return writer.prepared(sql);
    }

    TableWords words(Table<?, ?> table) {
        return table.words(writer.dialect());
    }

    void insert(Table<?, ?> table, List<@Nullable Object[]> rows, boolean replace) {
        var words = words(table);
        run(
                table,
                replace ? words.upsert(rows.size()) : words.insert(rows.size()),
                statement -> words.bindRows(statement, rows));
    }

    /** @param changed places of the columns in which the rows differ from those that are there, from 0 */
    void change(Table<?, ?> table, int[] changed, List<@Nullable Object[]> rows) {
        var words = words(table);
        run(table, words.upsert(changed, rows.size()), statement -> words.bindRows(statement, rows));
    }

    /** Returns how many rows it found. */
    int update(Table<?, ?> table, Difference difference, List<@Nullable Object[]> keys) {
        var words = words(table);
        var changed = difference.columns();
        return run(
                table,
                words.update(changed, keys.size()),
                statement -> words.bindUpdate(statement, changed, difference.values(), keys));
    }

    void delete(Table<?, ?> table, List<@Nullable Object[]> keys) {
        var words = words(table);
        if (writer.dialect().takesAnyNumber()) {
            inChunks(keys, part -> run(table, words.delete(part.size()), statement -> words.bindKeys(statement, part)));
        } else {
            for (var key : keys) {
                var one = List.<@Nullable Object[]>of(key);
                run(table, words.delete(1), statement -> words.bindKeys(statement, one));
            }
        }
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private int run(Table<?, ?> table, String sql, Binding values) {
        try {
            var statement = writer.forWriting(sql);
            values.bind(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed("cannot write " + table, e);
        }
    }

    StoreFault failed(String doing, SQLException e) {
        return StoreFault.of(writer.dialect(), doing, e);
    }

    <T> void inChunks(List<T> all, Consumer<List<T>> part) {
        int from = 0;
        if (writer.dialect().takesAnyNumber()) {
            while (from < all.size()) {
                int until = Math.min(all.size(), from + chunks[0]);
                part.accept(all.subList(from, until));
                from = until;
            }
            return;
        }
        for (int chunk : chunks) {
            while (all.size() - from >= chunk) {
                part.accept(all.subList(from, from + chunk));
                from += chunk;
            }
        }
    }

    static <K, R extends Record> List<@Nullable Object[]> keys(Table<K, R> table, List<Rows.Slot<K, R>> slots) {
        var keys = new ArrayList<@Nullable Object[]>(slots.size());
        for (var slot : slots) {
            keys.add(table.spreadKey(slot.key));
        }
        return keys;
    }
}

package cn.smspay.store;

import cn.smspay.store.sqlite.Connections;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How many rows go into one statement, and how values go into it. Used by the writer's thread. */
final class RowStatements {
    private final Connections.Writer writer;
    /** Rows per statement, largest first. */
    private final int[] chunks;

    RowStatements(Connections.Writer writer, int[] chunks) {
        this.writer = writer;
        this.chunks = chunks;
    }

    PreparedStatement reading(String sql) throws SQLException {
        return writer.prepared(sql);
    }

    /** Returns how many rows it concerned. */
    int run(Table<?, ?> table, String sql, List<@Nullable Object[]> values) {
        try {
            var statement = writer.forWriting(sql);
            int at = 1;
            for (var some : values) {
                at = bind(statement, at, some);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw StoreFault.of("cannot write " + table, e);
        }
    }

    <T> void inChunks(List<T> all, Consumer<List<T>> part) {
        int from = 0;
        for (int chunk : chunks) {
            while (all.size() - from >= chunk) {
                part.accept(all.subList(from, from + chunk));
                from += chunk;
            }
        }
    }

    static int bind(PreparedStatement statement, int from, @Nullable Object[] values) throws SQLException {
        int at = from;
        for (Object value : values) {
            if (value instanceof Long number) {
                statement.setLong(at, number);
            } else if (value instanceof String text) {
                statement.setString(at, text);
            } else {
                statement.setObject(at, value);
            }
            at++;
        }
        return at;
    }
}

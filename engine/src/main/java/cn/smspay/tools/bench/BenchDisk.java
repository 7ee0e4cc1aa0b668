package cn.smspay.tools.bench;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the disk and SQLite alone can do: writes the rows that a real run has left into an empty database again, batch by
 * batch, each durable before the next, and marks the answers of each batch as sent in the next. Nothing is decided or sent,
 * and nothing read unless that is asked for. An engine cannot be faster than this with the same rows.
 */
final class BenchDisk implements AutoCloseable {
    /** Rows in a statement, as in the engine. */
    static final int ROWS = 64;

    static final List<String> TABLES = List.of("uplink", "charge", "downlink");

    private final Connection connection;
    private final List<Replay> replays = new ArrayList<>();
    private final int batch;
    private long next = 1;

    /** The newest rows of one table, to be inserted again under fresh numbers. */
    private record Replay(List<Object[]> rows, PreparedStatement insert) {}

    /**
     * @param from the database of a run
     * @param into an empty folder
     * @param batch messages in a transaction
     */
    BenchDisk(Path from, Path into, int batch) throws SQLException {
        this.batch = (batch + ROWS - 1) / ROWS * ROWS;
        var file = into.resolve("limit.db");
        Store.open(StoreSettings.tool(file)).close();
        connection = open(
                file,
                "journal_mode = wal",
                "synchronous = full",
                "secure_delete = on",
                "cache_size = -65536",
                "wal_autocheckpoint = 4000");
        try (var source = DriverManager.getConnection("jdbc:sqlite:" + from)) {
            for (String table : TABLES) {
                replays.add(replay(source, table));
            }
        }
    }

    static Connection open(Path file, String... pragmas) throws SQLException {
        var opened = DriverManager.getConnection("jdbc:sqlite:" + file);
        for (String pragma : pragmas) {
            try (var statement = opened.createStatement()) {
                statement.execute("pragma " + pragma);
            }
        }
        return opened;
    }

    private Replay replay(Connection source, String table) throws SQLException {
        var rows = new ArrayList<Object[]>();
        try (var statement = source.createStatement();
                var found = statement.executeQuery("select * from " + table + " order by 1 desc limit " + batch)) {
            int width = found.getMetaData().getColumnCount();
            while (found.next()) {
                var row = new Object[width];
                for (int i = 0; i < width; i++) {
                    row[i] = found.getObject(i + 1);
                }
                rows.add(row);
            }
        }
        if (rows.size() < batch) {
            throw new IllegalStateException(table + " holds fewer than " + batch + " rows");
        }
        var marks = "(" + String.join(", ", Collections.nCopies(rows.get(0).length, "?")) + ")";
        return new Replay(
                rows,
                connection.prepareStatement(
                        "insert into " + table + " values " + String.join(", ", Collections.nCopies(ROWS, marks))));
    }

    /** What comes before the rows of a batch are written. */
    interface Before {
        void batch(int messages) throws SQLException;
    }

    /** Messages a second, over so many seconds after as many for warming up. */
    double uplinksPerSecond(double seconds, Before before) throws SQLException {
        connection.setAutoCommit(false);
        write(seconds, before);
        long first = next;
        long begun = System.nanoTime();
        write(seconds, before);
        return (next - first) / ((System.nanoTime() - begun) / 1e9);
    }

    private void write(double seconds, Before before) throws SQLException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            before.batch(batch);
            sent(next - batch);
            for (var replay : replays) {
                for (int from = 0; from < batch; from += ROWS) {
                    insert(replay, from);
                }
            }
            connection.commit();
            next += batch;
        }
    }

    private void insert(Replay replay, int from) throws SQLException {
        int at = 1;
        for (int i = from; i < from + ROWS; i++) {
            var row = replay.rows().get(i);
            replay.insert().setLong(at++, next + i);
            for (int column = 1; column < row.length; column++) {
                replay.insert().setObject(at++, row[column]);
            }
        }
        replay.insert().executeUpdate();
    }

    private void sent(long first) throws SQLException {
        try (var update = connection.prepareStatement(
                "update downlink set state = 'SENT', segments = 1, changed_at = ? where id >= ? and id < ?")) {
            update.setLong(1, first);
            update.setLong(2, first);
            update.setLong(3, first + batch);
            update.executeUpdate();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

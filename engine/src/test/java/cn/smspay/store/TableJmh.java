package cn.smspay.store;

import cn.smspay.base.Fen;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A record to column values, and back from the current row of a query. */
@State(Scope.Benchmark)
public class TableJmh {
    private enum Kind {
        SMALL,
        LARGE
    }

    private record Place(long shelf, int slot) {}

    private record Box(
            Place place,
            Kind kind,
            Fen worth,
            String label,
            Instant at,
            @Nullable Long owner) {}

    private final Table<Place, Box> table = Table.of("box", Place.class, Box.class);
    private final Box box =
            new Box(new Place(7, 3), Kind.LARGE, new Fen(12_00), "label", Instant.parse("2009-11-02T04:00:00Z"), null);
    private final Connection connection;
    private final ResultSet rows;

    public TableJmh() {
        try {
            connection = DriverManager.getConnection("jdbc:sqlite::memory:");
            rows = connection
                    .createStatement()
                    .executeQuery("select 7, 3, 'LARGE', 1200, 'label', 1257134400000, null");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Setup
    public void check() throws SQLException {
        if (!rows.next() || !table.read(rows).equals(box)) {
            throw new IllegalStateException("another row was read");
        }
    }

    @Benchmark
    public @Nullable Object[] spread() {
        return table.spread(box);
    }

    @Benchmark
    public Object read() throws SQLException {
        return table.read(rows);
    }

    @TearDown
    public void close() throws SQLException {
        connection.close();
    }
}

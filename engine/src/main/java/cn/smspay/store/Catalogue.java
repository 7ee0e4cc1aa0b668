package cn.smspay.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which tables and columns a database has. Used where a handle is. */
public final class Catalogue {
    private final Handle handle;

    private Catalogue(Handle handle) {
        this.handle = handle;
    }

    public static Catalogue of(Handle handle) {
        return new Catalogue(handle);
    }

    /** A column of a table. */
    public record Column(String table, String name) {}

    public boolean hasTable(String name) {
        return tables().contains(name);
    }

    public List<String> tables() {
        try {
            var connection = handle.getConnection();
            try (var found = connection
                    .getMetaData()
                    .getTables(connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
                var names = new ArrayList<String>();
                while (found.next()) {
                    names.add(found.getString("TABLE_NAME"));
                }
                return names;
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Of all tables and views, in no order. */
    public List<Column> columns() {
        try {
            var connection = handle.getConnection();
            try (var found = connection
                    .getMetaData()
                    .getColumns(connection.getCatalog(), connection.getSchema(), "%", "%")) {
                return read(found);
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(SQLException e) {
        return new IllegalStateException("cannot read which tables the database has: " + e.getMessage(), e);
    }

    private static List<Column> read(ResultSet found) throws SQLException {
        var columns = new ArrayList<Column>();
        while (found.next()) {
            columns.add(new Column(found.getString("TABLE_NAME"), found.getString("COLUMN_NAME")));
        }
        return columns;
    }
}

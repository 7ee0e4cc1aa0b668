package cn.smspay.store;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Which tables and columns a database has. Used where a handle is. */
public final class DatabaseCatalogue {
    private final Handle handle;

    private DatabaseCatalogue(Handle handle) {
        this.handle = handle;
    }

    public static DatabaseCatalogue of(Handle handle) {
        return new DatabaseCatalogue(handle);
    }

    /** A column of a table. */
    public record Column(String table, String name) {}

    public boolean hasTable(String name) {
        return tables().contains(name);
    }

    public List<String> tables() {
        return columns().stream().map(Column::table).distinct().toList();
    }

    /** Of all tables, in no order. */
    public List<Column> columns() {
        return handle.createQuery(Store.dialect(handle).columns())
                .map((row, context) -> new Column(row.getString(1), row.getString(2)))
                .list();
    }
}

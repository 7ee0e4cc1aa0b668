package cn.smspay.testing;

import cn.smspay.store.DatabaseCatalogue;
import cn.smspay.store.Store;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Every row of every table as text, to compare two databases with each other: in no order, and without what is sealed, since a
 * seal is drawn by lot.
 *
 * @param tables to leave out
 * @param columns to leave out, in whatever table or like {@code audit.chain}
 */
public record TableDump(Set<String> tables, Set<String> columns) {
    /** Octets that are no seal. */
    private static final Set<String> BOOKS = Set.of("line", "chain", "chain_before", "chain_after");

    public Map<String, List<String>> of(Store store) {
        return store.read(sql -> {
            var all = new TreeMap<String, List<String>>();
            for (var table : DatabaseCatalogue.of(sql).tables()) {
                if (!tables.contains(table) && !table.startsWith("sqlite")) {
                    all.put(table, rows(sql, table));
                }
            }
            return all;
        });
    }

    private List<String> rows(Handle sql, String table) {
        return sql
                .createQuery("select * from " + table)
                .map((row, context) -> {
                    var values = new TreeMap<String, String>();
                    var names = row.getMetaData();
                    for (int i = 1; i <= names.getColumnCount(); i++) {
                        var value = row.getObject(i);
                        var name = names.getColumnName(i);
                        if (!columns.contains(name)
                                && !columns.contains(table + "." + name)
                                && (!(value instanceof byte[]) || BOOKS.contains(name))) {
                            values.put(name, text(value));
                        }
                    }
                    return values.toString();
                })
                .stream()
                .sorted()
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof byte[] octets) {
            return HexFormat.of().formatHex(octets);
        }
        // PostgreSQL has no text with U+0000 in it.
        return String.valueOf(value).replace('\u0000', '\uFFFD');
    }
}

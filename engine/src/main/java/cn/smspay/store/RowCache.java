package cn.smspay.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Committed rows that the writer read or wrote lately, least recently used ones dropped. It is true because there is one
 * writer: {@link Store} empties it whenever another process has changed the database. Used by the writing thread only.
 */
final class RowCache {
    private final Map<Table<?, ?>, Map<Object, Object>> tables = new HashMap<>();

    @SuppressWarnings("unchecked")
    <K, R extends Record> @Nullable R find(Table<K, R> table, K key) {
        return table.cachedRows() == 0 ? null : (R) rows(table).get(key);
    }

    <K, R extends Record> void remember(Table<K, R> table, K key, R row) {
        if (table.cachedRows() > 0) {
            rows(table).put(key, row);
        }
    }

    <K, R extends Record> void forget(Table<K, R> table, K key) {
        if (table.cachedRows() > 0) {
            rows(table).remove(key);
        }
    }

    void clear() {
        tables.clear();
    }

    private Map<Object, Object> rows(Table<?, ?> table) {
        return tables.computeIfAbsent(table, t -> new LinkedHashMap<>(64, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Object, Object> eldest) {
                return size() > table.cachedRows();
            }
        });
    }
}

package cn.smspay.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of the writer. Reads see what this transaction has written. Writes gather in memory, one row per key,
 * and reach the database as a few multi-row statements, in the order in which the tables were first touched and by key
 * within a table: that is what makes a batch of 256 messages cost little more than one.
 *
 * <p>Used by one thread, inside {@link Store#write}.
 */
public final class Tx {
    /** Rows per statement, largest first; a change is cut into these so that few statements are ever prepared. */
    private static final int[] CHUNKS = {64, 16, 4, 1};

    private final Connections.Writer writer;
    private final RowCache cache;
    private final Map<Table<?, ?>, Changes<?, ?>> changes = new LinkedHashMap<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Deque<Runnable> onRollback = new ArrayDeque<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Map<Task<?>, Object> results = Map.of();
    private boolean slowWorkElsewhere;
    private boolean writtenSinceMark;

    Tx(Connections.Writer writer, RowCache cache) {
        this.writer = writer;
        this.cache = cache;
    }

    /**
     * The result of slow work. In a {@link Lane} the work is done in its own pool: this input is then given up, and run
     * again with the result at hand. So ask before writing much, and ask for nothing that depends on chance outside.
     */
    @SuppressWarnings("unchecked")
    public <T> T slow(Task<T> task) {
        var result = results.get(task);
        if (result != null) {
            return (T) result;
        }
        if (slowWorkElsewhere) {
            throw new NotYet(task);
        }
        return task.compute();
    }

    /**
     * Runs one input of several so that it can be undone alone: what it throws undoes what it wrote.
     *
     * @throws Spoiled if it cannot be undone alone, because part of it has already reached the database
     */
    <T> T attempt(Map<Task<?>, Object> slowResults, Supplier<T> input) {
        undo.clear();
        writtenSinceMark = false;
        results = slowResults;
        slowWorkElsewhere = true;
        try {
            return input.get();
        } catch (RuntimeException e) {
            if (writtenSinceMark) {
                throw new Spoiled(e);
            }
            while (!undo.isEmpty()) {
                undo.pop().run();
            }
            throw e;
        } finally {
            undo.clear();
        }
    }

    /** One input of a batch failed and took the transaction with it. */
    static final class Spoiled extends RuntimeException {
        Spoiled(Throwable cause) {
            super(cause);
        }
    }

    /** The row with this key, if there is one. */
    public <K, R extends Record> Optional<R> find(Table<K, R> table, K key) {
        var seen = changesOf(table);
        var row = seen.rows.get(key);
        if (row != null) {
            return row;
        }
        load(table, List.of(key));
        return seen.rows.getOrDefault(key, Optional.empty());
    }

    /** The row with this key, which must exist. */
    public <K, R extends Record> R get(Table<K, R> table, K key) {
        return find(table, key).orElseThrow(() -> new IllegalStateException("no row " + key + " in " + table));
    }

    /** Reads rows that will be needed soon, all at once. */
    public <K, R extends Record> void load(Table<K, R> table, Collection<K> keys) {
        var seen = changesOf(table);
        var missing = new ArrayList<K>();
        for (K key : keys) {
            if (seen.rows.containsKey(key)) {
                continue;
            }
            var known = cache.find(table, key);
            if (known != null) {
                seen.rows.put(key, Optional.of(known));
            } else {
                seen.rows.put(key, Optional.empty());
                missing.add(key);
            }
        }
        int from = 0;
        for (int chunk : CHUNKS) {
            while (missing.size() - from >= chunk) {
                select(table, seen, missing.subList(from, from + chunk));
                from += chunk;
            }
        }
    }

    private <K, R extends Record> void select(Table<K, R> table, Changes<K, R> seen, List<K> keys) {
        try {
            var statement = writer.prepared(table.selectSql(keys.size()));
            int at = 1;
            for (K key : keys) {
                at = bind(statement, at, table.spreadKey(key));
            }
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var row = table.read(rows);
                    seen.rows.put(table.keyOf(row), Optional.of(row));
                    cache.remember(table, table.keyOf(row), row);
                }
            }
        } catch (SQLException e) {
            throw StoreFault.of("cannot read " + table, e);
        }
    }

    /** Writes a row, new or changed. */
    public <K, R extends Record> void put(Table<K, R> table, R row) {
        var seen = changesOf(table);
        var key = table.keyOf(row);
        undo.push(seen.undo(key));
        seen.rows.put(key, Optional.of(row));
        if (!seen.added.containsKey(key)) {
            seen.replaced.put(key, row);
        } else {
            seen.added.put(key, row);
        }
    }

    /** Writes a row that must be new: a row with this key in the database makes the transaction fail. */
    public <K, R extends Record> void add(Table<K, R> table, R row) {
        var seen = changesOf(table);
        var key = table.keyOf(row);
        if (seen.added.containsKey(key)) {
            throw new IllegalStateException("a second row " + key + " in " + table);
        }
        undo.push(seen.undo(key));
        seen.added.put(key, row);
        seen.rows.put(key, Optional.of(row));
    }

    public <K, R extends Record> void delete(Table<K, R> table, K key) {
        var seen = changesOf(table);
        undo.push(seen.undo(key));
        seen.rows.put(key, Optional.empty());
        seen.replaced.remove(key);
        if (seen.added.remove(key) == null) {
            seen.deleted.add(key);
        }
    }

    /** Whether this transaction holds a change of that table which the database has not seen yet. */
    public boolean hasUnwritten(Table<?, ?> table) {
        var seen = changes.get(table);
        return seen != null && !seen.clean();
    }

    /** The next number of a gap-free series: a transaction that is rolled back gives its numbers back. */
    public long next(String series) {
        var last = find(Series.TABLE, series).map(Series::last).orElse(0L);
        put(Series.TABLE, new Series(series, last + 1));
        return last + 1;
    }

    /** Runs SQL inside this transaction, after writing what has gathered so far. */
    public <T> T query(Function<Handle, T> work) {
        flush();
        return work.apply(writer.handle());
    }

    /** Runs {@code action} once the transaction is durable; not at all if it is rolled back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
        undo.push(() -> afterCommit.remove(afterCommit.size() - 1));
    }

    /**
     * Runs {@code action} if this input is undone or the transaction is rolled back: for what a caller keeps in memory
     * beside the rows.
     */
    public void onRollback(Runnable action) {
        onRollback.push(action);
        undo.push(() -> onRollback.pop().run());
    }

    /** Called when the whole transaction is rolled back. */
    void undone() {
        while (!onRollback.isEmpty()) {
            onRollback.pop().run();
        }
    }

    void flush() {
        writtenSinceMark = true;
        for (var change : changes.values()) {
            change.flush(this);
        }
    }

    /** Called when the commit is certain. */
    void settle() {
        for (var change : changes.values()) {
            change.remember(cache);
        }
    }

    List<Runnable> followUps() {
        return afterCommit;
    }

    @SuppressWarnings("unchecked")
    private <K, R extends Record> Changes<K, R> changesOf(Table<K, R> table) {
        return (Changes<K, R>) changes.computeIfAbsent(table, t -> new Changes<>(table));
    }

    private <K, R extends Record> void insert(Table<K, R> table, Collection<R> rows, boolean replace) {
        var sorted = new ArrayList<@Nullable Object[]>();
        for (R row : rows) {
            sorted.add(table.spread(row));
        }
        sorted.sort(byKey(table.keyWidth()));
        int from = 0;
        for (int chunk : CHUNKS) {
            while (sorted.size() - from >= chunk) {
                var part = sorted.subList(from, from + chunk);
                from += chunk;
                try {
                    var statement = writer.prepared(table.insertSql(chunk, replace));
                    int at = 1;
                    for (var row : part) {
                        at = bind(statement, at, row);
                    }
                    statement.executeUpdate();
                } catch (SQLException e) {
                    throw StoreFault.of("cannot write " + table, e);
                }
            }
        }
    }

    private <K, R extends Record> void erase(Table<K, R> table, Collection<K> keys) {
        for (K key : keys) {
            try {
                var statement = writer.prepared(table.deleteSql());
                bind(statement, 1, table.spreadKey(key));
                statement.executeUpdate();
            } catch (SQLException e) {
                throw StoreFault.of("cannot delete from " + table, e);
            }
        }
    }

    private static int bind(PreparedStatement statement, int from, @Nullable Object[] values) throws SQLException {
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

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<@Nullable Object[]> byKey(int width) {
        return (left, right) -> {
            for (int i = 0; i < width; i++) {
                int order = ((Comparable) left[i]).compareTo(right[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    /** What this transaction knows and has changed of one table. */
    private static final class Changes<K, R extends Record> {
        private final Table<K, R> table;
        private final Map<K, Optional<R>> rows = new HashMap<>();
        private final Map<K, R> added = new LinkedHashMap<>();
        private final Map<K, R> replaced = new LinkedHashMap<>();
        private final Set<K> deleted = new LinkedHashSet<>();
        private final List<K> written = new ArrayList<>();

        Changes(Table<K, R> table) {
            this.table = table;
        }

        /** Puts back what is known and changed of this row now. */
        Runnable undo(K key) {
            var row = rows.get(key);
            var wasAdded = added.get(key);
            var wasReplaced = replaced.get(key);
            boolean wasDeleted = deleted.contains(key);
            return () -> {
                putBack(rows, key, row);
                putBack(added, key, wasAdded);
                putBack(replaced, key, wasReplaced);
                if (!wasDeleted) {
                    deleted.remove(key);
                }
            };
        }

        private static <K, V> void putBack(Map<K, V> map, K key, @Nullable V value) {
            if (value == null) {
                map.remove(key);
            } else {
                map.put(key, value);
            }
        }

        boolean clean() {
            return added.isEmpty() && replaced.isEmpty() && deleted.isEmpty();
        }

        void flush(Tx tx) {
            if (clean()) {
                return;
            }
            written.addAll(added.keySet());
            written.addAll(replaced.keySet());
            written.addAll(deleted);
            tx.erase(table, deleted);
            tx.insert(table, added.values(), false);
            tx.insert(table, replaced.values(), true);
            added.clear();
            replaced.clear();
            deleted.clear();
        }

        void remember(RowCache cache) {
            for (K key : written) {
                var row = rows.getOrDefault(key, Optional.empty());
                if (row.isPresent()) {
                    cache.remember(table, key, row.get());
                } else {
                    cache.forget(table, key);
                }
            }
        }
    }

    /** A counter that never skips. */
    record Series(String name, long last) {
        static final Table<String, Series> TABLE = Table.cached("series", String.class, Series.class, 100);
    }
}

package cn.smspay.store;

import cn.smspay.store.sqlite.Connections;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One transaction of the writer. Reads see what this transaction has written. Writes gather in memory, one row per key,
 * and reach the database as a few multi-row statements, in the order in which the tables were first touched and by key
 * within a table: that is what makes a batch of 256 messages cost little more than one.
 *
 * <p>Used by one thread, inside {@link Store#write}.
 */
public final class Tx {
    private static final Logger LOG = LoggerFactory.getLogger(Tx.class);
    /** Rows that are worth a statement of their own because they change alike. */
    private static final int ALIKE = 4;

    private final Connections.Writer writer;
    private final Slots slots;
    /** Rows per statement, largest first. */
    private final int[] chunks;

    private final Function<Table<?, ?>, Rows<?, ?>> known;
    private final List<Rows<?, ?>> used = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Deque<Runnable> onRollback = new ArrayDeque<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Map<Task<?>, Object> results = Map.of();
    private boolean attempting;
    private boolean writtenSinceMark;

    /** @param known what the writer knows of each table */
    Tx(Connections.Writer writer, Slots slots, int[] chunks, Function<Table<?, ?>, Rows<?, ?>> known) {
        this.writer = writer;
        this.slots = slots;
        this.chunks = chunks;
        this.known = known;
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
        if (attempting) {
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
        attempting = true;
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
            attempting = false;
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
        return Optional.ofNullable(row(table, key));
    }

    private <K, R extends Record> @Nullable R row(Table<K, R> table, K key) {
        var rows = rows(table);
        var slot = rows.slot(key);
        if (!slot.known) {
            read(rows, List.of(slot));
        }
        return slot.row;
    }

    /** The row with this key, which must exist. */
    public <K, R extends Record> R get(Table<K, R> table, K key) {
        var row = row(table, key);
        if (row == null) {
            throw new IllegalStateException("no row " + key + " in " + table);
        }
        return row;
    }

    /** Reads rows that will be needed soon, all at once. */
    public <K, R extends Record> void load(Table<K, R> table, Collection<K> keys) {
        slots(table, keys);
    }

    /** The slots of these keys, read if they were unknown. */
    <K, R extends Record> List<Rows.Slot<K, R>> slots(Table<K, R> table, Collection<K> keys) {
        var rows = rows(table);
        var slots = new ArrayList<Rows.Slot<K, R>>(keys.size());
        var unknown = new ArrayList<Rows.Slot<K, R>>();
        for (K key : keys) {
            var slot = rows.slot(key);
            slots.add(slot);
            if (!slot.known) {
                slot.known = true;
                unknown.add(slot);
            }
        }
        read(rows, unknown);
        return slots;
    }

    private <K, R extends Record> void read(Rows<K, R> rows, List<Rows.Slot<K, R>> slots) {
        inChunks(slots, part -> {
            var table = rows.table();
            try {
                var statement = writer.prepared(table.selectSql(part.size()));
                int at = 1;
                for (var slot : part) {
                    slot.known = true;
                    at = bind(statement, at, table.spreadKey(slot.key));
                }
                int next = 0;
                try (var found = statement.executeQuery()) {
                    while (found.next()) {
                        var row = table.read(found);
                        var key = table.keyOf(row);
                        // They come in the order of the keys, as a rule; a key without a row is passed over.
                        while (next < part.size() && !part.get(next).key.equals(key)) {
                            next++;
                        }
                        var slot = next < part.size() ? part.get(next++) : rows.slot(key);
                        slot.row = row;
                    }
                }
            } catch (SQLException e) {
                unknown(slots);
                throw StoreFault.of("cannot read " + table, e);
            } catch (RuntimeException e) {
                // A row with a value that is none: whoever needs it must meet it again, not find that there is no row.
                unknown(slots);
                throw e;
            }
        });
    }

    private static <K, R extends Record> void unknown(List<Rows.Slot<K, R>> slots) {
        for (var slot : slots) {
            // Rows that were read before the bad one, or changed since, are as true as ever.
            if (slot.change == Rows.Change.NONE && slot.row == null) {
                slot.known = false;
            }
        }
    }

    /** Writes a row, new or changed. */
    public <K, R extends Record> void put(Table<K, R> table, R row) {
        var rows = rows(table);
        var slot = rows.slot(table.keyOf(row));
        change(rows, slot, row, slot.change == Rows.Change.ADDED ? Rows.Change.ADDED : Rows.Change.REPLACED);
    }

    /** Writes a row that must be new: a row with this key in the database makes the transaction fail. */
    public <K, R extends Record> void add(Table<K, R> table, R row) {
        var rows = rows(table);
        var slot = rows.slot(table.keyOf(row));
        switch (slot.change) {
            case NONE -> change(rows, slot, row, Rows.Change.ADDED);
            case DELETED -> change(rows, slot, row, Rows.Change.REPLACED);
            default -> throw new IllegalStateException("a second row " + slot.key + " in " + table);
        }
    }

    public <K, R extends Record> void delete(Table<K, R> table, K key) {
        var rows = rows(table);
        var slot = rows.slot(key);
        change(rows, slot, null, slot.change == Rows.Change.ADDED ? Rows.Change.NONE : Rows.Change.DELETED);
    }

    private <K, R extends Record> void change(
            Rows<K, R> rows, Rows.Slot<K, R> slot, @Nullable R row, Rows.Change change) {
        if (attempting) {
            undo.push(new PutBack<>(slot, slot.known, slot.row, slot.change));
        }
        rows.change(slot, row, change);
    }

    /** Makes a slot what it was. */
    private record PutBack<K, R extends Record>(
            Rows.Slot<K, R> slot, boolean known, @Nullable R row, Rows.Change change) implements Runnable {
        @Override
        public void run() {
            slot.known = known;
            slot.row = row;
            slot.change = change;
        }
    }

    /** {@link #next(String, int)} for what concerns no subscriber, and for everybody where there is one slot. */
    public long next(String series) {
        return next(series, Slots.FIRST);
    }

    /**
     * The next number of a slot's series, which has no gaps within its slot: a transaction that is rolled back gives its numbers
     * back.
     */
    long next(String series, int slot) {
        var name = slots.series(series, slot);
        var before = row(Series.TABLE, name);
        long n = before == null ? 1 : before.last() + 1;
        put(Series.TABLE, new Series(name, n));
        return slots.id(n, slot);
    }

    /** Runs SQL inside this transaction, after writing what has gathered so far. To change rows, use {@link #change}. */
    public <T> T query(Function<Handle, T> work) {
        flush();
        return work.apply(writer.handle());
    }

    /** Runs SQL that changes rows of this table, and no other table, and returns how many. */
    public int change(Table<?, ?> table, Function<Handle, Integer> sql) {
        int count = query(sql);
        if (count > 0) {
            rows(table).forget();
        }
        return count;
    }

    /** Runs {@code action} once the transaction is durable; not at all if it is rolled back. */
    public void afterCommit(Runnable action) {
        afterCommit.add(action);
        if (attempting) {
            undo.push(() -> afterCommit.remove(afterCommit.size() - 1));
        }
    }

    /**
     * Runs {@code action} if this input is undone or the transaction is rolled back: for what a caller keeps in memory
     * beside the rows.
     */
    public void onRollback(Runnable action) {
        onRollback.push(action);
        if (attempting) {
            undo.push(() -> onRollback.pop().run());
        }
    }

    /** Called when the whole transaction is rolled back. */
    void undone() {
        used.forEach(Rows::forget);
        settle();
        while (!onRollback.isEmpty()) {
            onRollback.pop().run();
        }
    }

    void flush() {
        writtenSinceMark = true;
        used.forEach(this::flush);
    }

    private <K, R extends Record> void flush(Rows<K, R> rows) {
        var table = rows.table();
        var changes = rows.takeChanged();
        for (var slot : changes.deleted()) {
            run(table, table.deleteSql(), List.<@Nullable Object[]>of(table.spreadKey(slot.key)));
        }
        insert(table, spread(table, changes.added()), false);
        insert(table, spread(table, changedAlike(table, changes.replaced())), true);
    }

    /** Called when the transaction is over. */
    void settle() {
        used.forEach(Rows::settle);
    }

    List<Runnable> followUps() {
        return afterCommit;
    }

    @SuppressWarnings("unchecked")
    private <K, R extends Record> Rows<K, R> rows(Table<K, R> table) {
        var rows = (Rows<K, R>) known.apply(table);
        if (rows.firstUse()) {
            used.add(rows);
        }
        if (rows.lacksKeys()) {
            rows.present(keys(table));
        }
        return rows;
    }

    private <K, R extends Record> Set<K> keys(Table<K, R> table) {
        var keys = new HashSet<K>();
        try (var found = writer.prepared(table.keysSql()).executeQuery()) {
            while (found.next()) {
                keyIfReadable(table, found).ifPresent(keys::add);
            }
        } catch (SQLException e) {
            throw StoreFault.of("cannot read the keys of " + table, e);
        }
        return keys;
    }

    /** A key that cannot be read is one that nobody can ask for. */
    private static <K, R extends Record> Optional<K> keyIfReadable(Table<K, R> table, ResultSet found)
            throws SQLException {
        try {
            return Optional.of(table.readKey(found));
        } catch (RuntimeException e) {
            LOG.error("{} has a row whose key cannot be read: {}", table, e.getMessage());
            return Optional.empty();
        }
    }

    private static <K, R extends Record> List<@Nullable Object[]> spread(
            Table<K, R> table, List<Rows.Slot<K, R>> slots) {
        var rows = new ArrayList<@Nullable Object[]>(slots.size());
        for (var slot : slots) {
            rows.add(table.spread(Objects.requireNonNull(slot.row)));
        }
        rows.sort(byKey(table.keyWidth()));
        return rows;
    }

    private void insert(Table<?, ?> table, List<@Nullable Object[]> rows, boolean replace) {
        inChunks(rows, part -> run(table, table.insertSql(part.size(), replace), part));
    }

    /**
     * Rows that change in the same columns to the same values, such as answers that have been sent, are changed by one
     * statement; returns the others.
     */
    private <K, R extends Record> List<Rows.Slot<K, R>> changedAlike(
            Table<K, R> table, List<Rows.Slot<K, R>> replaced) {
        if (replaced.size() < ALIKE || table.keyWidth() != 1) {
            return replaced;
        }
        var others = new ArrayList<Rows.Slot<K, R>>();
        var alike = new LinkedHashMap<Difference, List<Rows.Slot<K, R>>>();
        for (var slot : replaced) {
            if (slot.stored == null) {
                others.add(slot);
            } else {
                var difference = table.difference(slot.stored, Objects.requireNonNull(slot.row));
                alike.computeIfAbsent(difference, d -> new ArrayList<>()).add(slot);
            }
        }
        alike.forEach((difference, slots) -> {
            if (slots.size() < ALIKE) {
                others.addAll(slots);
            } else if (!difference.isNone()) {
                inChunks(slots, part -> {
                    var values = new ArrayList<@Nullable Object[]>();
                    values.add(difference.values());
                    part.forEach(slot -> values.add(table.spreadKey(slot.key)));
                    int found = run(table, table.updateSql(difference.columns(), part.size()), values);
                    if (found != part.size()) {
                        throw new IllegalStateException("rows of " + table + " have gone behind the writer's back");
                    }
                });
            }
        });
        return others;
    }

    /** Returns how many rows it concerned. */
    private int run(Table<?, ?> table, String sql, List<@Nullable Object[]> values) {
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

    private <T> void inChunks(List<T> all, Consumer<List<T>> part) {
        int from = 0;
        for (int chunk : chunks) {
            while (all.size() - from >= chunk) {
                part.accept(all.subList(from, from + chunk));
                from += chunk;
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

    /** A counter that never skips. */
    record Series(String name, long last) {
        static final Table<String, Series> TABLE = Table.cached("series", String.class, Series.class, 100);
    }
}

package cn.smspay.store;

import cn.smspay.store.dialect.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Writer writer;
    private final Slots slots;
    private final SlotReader reader;
    private final Flush flush;
    private final Function<Table<?, ?>, Rows<?, ?>> known;
    private final List<Rows<?, ?>> used = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Deque<Runnable> onRollback = new ArrayDeque<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private Map<Task<?>, Object> results = Map.of();
    private boolean attempting;
    private boolean writtenSinceMark;

    /**
     * @param chunks rows per statement, largest first
     * @param known what the writer knows of each table
     */
    Tx(Writer writer, Slots slots, int[] chunks, Function<Table<?, ?>, Rows<?, ?>> known) {
        this.writer = writer;
        this.slots = slots;
        var statements = new RowStatements(writer, chunks);
        this.reader = new SlotReader(statements);
        this.flush = new Flush(statements);
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
            reader.read(rows, List.of(slot));
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
        reader.read(rows, unknown);
        return slots;
    }

    /** Writes a row, new or changed. */
    public <K, R extends Record> void put(Table<K, R> table, R row) {
        var rows = rows(table);
        var slot = rows.slot(table.keyOf(row));
        change(rows, slot, row, slot.change == Rows.RowChange.ADDED ? Rows.RowChange.ADDED : Rows.RowChange.REPLACED);
    }

    /** Writes a row that must be new: a row with this key in the database makes the transaction fail. */
    public <K, R extends Record> void add(Table<K, R> table, R row) {
        var rows = rows(table);
        var slot = rows.slot(table.keyOf(row));
        switch (slot.change) {
            case NONE -> change(rows, slot, row, Rows.RowChange.ADDED);
            case DELETED -> change(rows, slot, row, Rows.RowChange.REPLACED);
            default -> throw new IllegalStateException("a second row " + slot.key + " in " + table);
        }
    }

    public <K, R extends Record> void delete(Table<K, R> table, K key) {
        var rows = rows(table);
        var slot = rows.slot(key);
        change(rows, slot, null, slot.change == Rows.RowChange.ADDED ? Rows.RowChange.NONE : Rows.RowChange.DELETED);
    }

    private <K, R extends Record> void change(
            Rows<K, R> rows, Rows.Slot<K, R> slot, @Nullable R row, Rows.RowChange change) {
        if (attempting) {
            undo.push(new PutBack<>(slot, slot.known, slot.row, slot.change));
        }
        rows.change(slot, row, change);
    }

    /** Makes a slot what it was. */
    private record PutBack<K, R extends Record>(
            Rows.Slot<K, R> slot, boolean known, @Nullable R row, Rows.RowChange change) implements Runnable {
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
        used.forEach(flush::write);
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
            rows.present(reader.keys(table));
        }
        return rows;
    }

    /** A counter that never skips. */
    record Series(String name, long last) {
        static final Table<String, Series> TABLE = Table.cached("series", String.class, Series.class, 100);
    }
}

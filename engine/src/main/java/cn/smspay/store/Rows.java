package cn.smspay.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the writer knows of one table: the rows that this transaction has read or changed and, for a cached table, those
 * that were read or changed lately. That a key has no row is known too. It is true because there is one writer:
 * {@link Store} forgets everything when a transaction is rolled back or another process has changed the database.
 *
 * <p>Used by the writing thread only.
 */
final class Rows<K, R extends Record> {
    private final Table<K, R> table;
    /**
     * Two generations make a cache that costs one look-up: what is used moves to the younger one, and when that is half
     * full the elder one goes.
     */
    private Map<K, Slot<K, R>> younger = new HashMap<>();

    private Map<K, Slot<K, R>> elder = Map.of();
    /** Slots that may hold a change which the database has not seen, in the order of their first change. */
    private final List<Slot<K, R>> changed = new ArrayList<>();

    /** Of a sparse table: the keys that have a row in the database. */
    private @Nullable Set<K> present;

    private boolean inUse;

    /** How many rows are remembered from one transaction to the next. */
    private final int cached;

    Rows(Table<K, R> table, int cachedMost) {
        this.table = table;
        this.cached = Math.min(table.cachedRows(), cachedMost);
    }

    /** What the database has still to be told of a row. */
    enum RowChange {
        NONE,
        /** To be inserted: the database must not have it. */
        ADDED,
        REPLACED,
        DELETED
    }

    /** One key and its row. */
    static final class Slot<K, R extends Record> {
        final K key;
        /** Whether anything is known of this key. */
        boolean known;
        /** The row as this transaction sees it; null if there is none. */
        @Nullable
        R row;
        /** The row as the database has it, if that is known and the row is to be replaced. */
        @Nullable
        R stored;

        RowChange change = RowChange.NONE;
        private boolean listed;

        Slot(K key) {
            this.key = key;
        }
    }

    Table<K, R> table() {
        return table;
    }

    /** Whether this is the first use in a transaction. */
    boolean firstUse() {
        boolean first = !inUse;
        inUse = true;
        return first;
    }

    /** Whether the keys of the table have still to be read, with {@link #present}. */
    boolean lacksKeys() {
        return table.isSparse() && present == null;
    }

    void present(Set<K> keys) {
        present = keys;
    }

    Slot<K, R> slot(K key) {
        var slot = younger.get(key);
        if (slot == null) {
            slot = elder.get(key);
            if (slot == null) {
                slot = new Slot<>(key);
                slot.known = present != null && !present.contains(key);
            }
            younger.put(key, slot);
        }
        return slot;
    }

    /** Notes a change of this slot for the next {@link #takeChanged}. */
    void change(Slot<K, R> slot, @Nullable R row, RowChange change) {
        if (slot.change == RowChange.NONE) {
            slot.stored = slot.row;
        }
        slot.known = true;
        slot.row = row;
        slot.change = change;
        if (!slot.listed) {
            slot.listed = true;
            changed.add(slot);
        }
    }

    /** Hands over what the database has to be told, once. */
    Changes<K, R> takeChanged() {
        var changes = new Changes<K, R>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var slot : changed) {
            switch (slot.change) {
                case ADDED -> changes.added().add(slot);
                case REPLACED -> changes.replaced().add(slot);
                case DELETED -> changes.deleted().add(slot);
                case NONE -> {}
            }
            slot.change = RowChange.NONE;
            slot.listed = false;
        }
        changed.clear();
        if (present != null) {
            for (var slot : changes.deleted()) {
                present.remove(slot.key);
            }
            for (var slot : changes.added()) {
                present.add(slot.key);
            }
            for (var slot : changes.replaced()) {
                present.add(slot.key);
            }
        }
        return changes;
    }

    record Changes<K, R extends Record>(List<Slot<K, R>> added, List<Slot<K, R>> replaced, List<Slot<K, R>> deleted) {}

    /** The transaction is over. What is known stays known, as far as there is room. */
    void settle() {
        inUse = false;
        if (cached == 0) {
            younger.clear();
        } else if (younger.size() > cached / 2) {
            elder = younger;
            younger = new HashMap<>(elder.size() * 2);
        }
    }

    /** Nothing is known any more. */
    void forget() {
        changed.clear();
        younger = new HashMap<>();
        elder = Map.of();
        present = null;
    }
}

package cn.smspay.store;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a table by their keys. Open addressing over an array of hashes: a key that is not here, which is what a large table
 * mostly answers, costs one look into memory, where a map of entries costs one for each of the bucket, the entry and its key.
 *
 * <p>Used by the writing thread only.
 */
final class SlotMap<K, R extends Record> {
    private static final int SMALLEST = 16;
    /** Beyond this, emptying it after a small transaction would cost more than the transaction. */
    private static final int LARGE = 1024;
    /** No key has this hash. */
    private static final int FREE = 0;

    private int[] hashes = new int[SMALLEST];
    private @Nullable Rows.Slot<K, R>[] slots = places(SMALLEST);
    private int size;

    Rows.@Nullable Slot<K, R> get(K key) {
        int hash = hash(key);
        int mask = hashes.length - 1;
        for (int at = hash & mask; hashes[at] != FREE; at = at + 1 & mask) {
            var slot = slots[at];
            if (hashes[at] == hash && slot != null && slot.key.equals(key)) {
                return slot;
            }
        }
        return null;
    }

    /** Adds the slot of a key that has none. */
    void add(Rows.Slot<K, R> slot) {
        if (size * 2 >= hashes.length) {
            rebuild(hashes.length * 2, any -> true);
        }
        put(hash(slot.key), slot);
    }

    int size() {
        return size;
    }

    /** Leaves those out that the predicate does not want. */
    void keep(Predicate<Rows.Slot<K, R>> wanted) {
        rebuild(hashes.length, wanted);
    }

    /** Empties it; of one that was large for once, room is given back. */
    void clear() {
        if (hashes.length > LARGE && size < hashes.length / 8) {
            hashes = new int[hashes.length / 2];
            slots = places(hashes.length);
        } else if (size > 0) {
            Arrays.fill(hashes, FREE);
            Arrays.fill(slots, null);
        }
        size = 0;
    }

    private void rebuild(int places, Predicate<Rows.Slot<K, R>> wanted) {
        var before = slots;
        var beforeHashes = hashes;
        hashes = new int[places];
        slots = places(places);
        size = 0;
        for (int i = 0; i < before.length; i++) {
            var slot = before[i];
            if (slot != null && wanted.test(slot)) {
                put(beforeHashes[i], slot);
            }
        }
    }

    private void put(int hash, Rows.Slot<K, R> slot) {
        int mask = hashes.length - 1;
        int at = hash & mask;
        while (hashes[at] != FREE) {
            at = at + 1 & mask;
        }
        hashes[at] = hash;
        slots[at] = slot;
        size++;
    }

    /** Keys of a table are often numbers in a row, or multiples of sixteen: their hashes are spread over all bits. */
    private static int hash(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        hash ^= hash >>> 16;
        return hash == FREE ? 1 : hash;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <K, R extends Record> @Nullable Rows.Slot<K, R>[] places(int count) {
        return new Rows.Slot[count];
    }
}

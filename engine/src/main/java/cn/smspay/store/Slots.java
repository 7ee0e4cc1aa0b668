package cn.smspay.store;

import cn.smspay.base.Msisdn;

/**
 * Into how many parts subscribers are divided: every row of one lies in his slot, and the slot of an order, an account or a
 * record follows from its number, which is {@code n * count + slot} with a series of n for each slot. A database is of one
 * number of slots for ever. Immutable.
 *
 * @param count 1 where one writer serves everybody, as on SQLite: then every number is of slot 0
 */
public record Slots(int count) {
    /** One lane, one chain, one series. */
    public static final Slots ONE = new Slots(1);

    /** As many as a database for several lanes is divided into: each lane owns some of them. */
    public static final Slots SIXTEEN = new Slots(16);

    /** The slot of what concerns no subscriber. */
    public static final int FIRST = 0;

    /** An odd number of 64 bits without a pattern: neighbouring numbers come to lie far apart. */
    private static final long SCATTER = 0x9e37_79b9_7f4a_7c15L;

    public Slots {
        if (count < 1) {
            throw new IllegalArgumentException("there is at least one slot");
        }
    }

    /** By the eleven digits; the same for ever. */
    public int of(Msisdn number) {
        return (int) Long.remainderUnsigned((number.number() * SCATTER) >>> Integer.SIZE, count);
    }

    /** The slot of whatever has this number; accounts of the service itself have numbers below zero. */
    public int of(long id) {
        return Math.floorMod(id, count);
    }

    /** The n-th number of a slot. */
    public long id(long n, int slot) {
        return Math.addExact(Math.multiplyExact(n, (long) count), require(slot));
    }

    /** Which number of its slot this is. */
    public long n(long id) {
        return Math.floorDiv(id, (long) count);
    }

    /** What the counter of a slot is called. */
    String series(String name, int slot) {
        return require(slot) == FIRST ? name : name + "/" + slot;
    }

    private int require(int slot) {
        if (slot < 0 || slot >= count) {
            throw new IllegalArgumentException("there is no slot " + slot + " among " + count);
        }
        return slot;
    }
}

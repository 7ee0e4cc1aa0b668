package cn.smspay.files.format;

import cn.smspay.books.charge.Chain;

/**
 * What a file holds of one slot: a run of its records without gaps. As long as all records lie in one database, that is slot
 * 0 alone.
 *
 * @param last before {@code first} if the file holds nothing of it
 * @param before head of the slot's chain before the first record
 */
public record SlotRange(int slot, long first, long last, byte[] before, byte[] after) {
    /** The slot of every record of ours. */
    static final int ONLY = 0;

    /** Like {@code 0:1:ab…}: what is known when the header is written. */
    String begun() {
        return slot + ":" + first + ":" + Chain.hex(before);
    }

    /** Like {@code 0:1:12:ab…:cd…}. */
    String whole() {
        return slot + ":" + first + ":" + last + ":" + Chain.hex(before) + ":" + Chain.hex(after);
    }
}

package cn.smspay.files.imports;

import cn.smspay.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One kind of file.
 *
 * @param <T> what a row is
 */
interface ImportKind<T> {
    /** In the order in which they are named to people. */
    List<String> columns();

    /** What the row says; empty, with faults, if it cannot be understood. */
    Optional<T> read(ImportRow row);

    /** What may stand once in a file. */
    Object key(T item);

    /** Holds the item against what is there already, with faults for what contradicts. */
    void compare(Handle sql, ImportRow row, T item);

    /** Writes the item. Returns whether it is new; one that is there already is left or brought up to date. */
    boolean write(Tx tx, T item);
}

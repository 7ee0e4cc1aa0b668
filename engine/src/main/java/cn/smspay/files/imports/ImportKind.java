package cn.smspay.files.imports;

import cn.smspay.store.Tx;
import java.util.List;
import java.util.Optional;

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

    /** What may stand once in a file, each. */
    List<Object> keys(T item);

    /**
     * Writes the item, or leaves it if all that it says is there already.
     *
     * @throws ImportRefused if a rule forbids it
     */
    RowOutcome write(Tx tx, T item);
}

package cn.smspay.store;

import org.jdbi.v3.core.Handle;

/**
 * What a schema step does to rows that SQL cannot say. Found by {@link java.util.ServiceLoader}, so that whoever opens the
 * database needs to know nothing of it. It runs behind the step that it names and before the next one, in slices of a
 * transaction each, and goes on where it was if the process ends between them.
 */
public interface Rewrite {
    /** The step behind which it runs, like {@code 050-charge-line}. */
    String after();

    /**
     * Does one slice inside the caller's transaction.
     *
     * @param most rows at once
     * @return false if nothing is left
     */
    boolean slice(Handle sql, int most);
}

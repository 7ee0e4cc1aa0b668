package cn.smspay.store.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements for the rows of one table, each for several rows at once, and how values go into them. Thread-safe. */
public interface TableWords {
    /** Selects whole rows by their keys. */
    String select(int count);

    String insert(int count);

    /** Inserts rows, or changes those that are there to them. */
    String upsert(int count);

    /**
     * Inserts rows, or changes some columns of those that are there.
     *
     * @param changed their places, from 0
     */
    String upsert(int[] changed, int count);

    /**
     * Sets some columns to the same values in several rows. For keys of one column.
     *
     * @param changed places of the columns, from 0
     */
    String update(int[] changed, int count);

    String delete(int count);

    /** Binds what {@link #insert} and both kinds of {@code upsert} want. */
    void bindRows(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException;

    /** Binds what {@link #select} and {@link #delete} want. */
    void bindKeys(PreparedStatement statement, List<@Nullable Object[]> keys) throws SQLException;

    /** Binds what {@link #update} wants. */
    void bindUpdate(
            PreparedStatement statement, int[] changed, @Nullable Object[] values, List<@Nullable Object[]> keys)
            throws SQLException;
}

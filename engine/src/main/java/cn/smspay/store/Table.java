package cn.smspay.store;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Layout;
import cn.smspay.store.dialect.TableWords;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A table whose rows are Java records. The first component of the record is the primary key; the other components are
 * the other columns, in camel case here and in snake case there (see {@link Shape} for how types lie in columns).
 * Immutable and thread-safe; make one constant per table.
 *
 * @param <K> the type of the first component
 * @param <R> the record
 */
public final class Table<K, R extends Record> {
    private final String name;
    private final Shape shape;
    private final Shape keyShape;
    private final int cachedRows;
    private final boolean sparse;
    private final boolean indexed;
    private final Function<Object, Object> key;
    private final Layout layout;
    private final Map<Dialect, TableWords> words = new ConcurrentHashMap<>();

    private Table(String name, Class<R> type, int cachedRows, boolean sparse) {
        var first = type.getRecordComponents()[0];
        this.name = name;
        this.shape = Shape.of(type, name, false);
        this.keyShape = Shape.of(first.getType(), first.getName(), false);
        this.cachedRows = cachedRows;
        this.sparse = sparse;
        this.indexed = false;
        this.key = Accessors.getter(first);
        this.layout = new Layout(
                name, shape.columns(), shape.kinds(), keyShape.columns().size());
    }

    private Table(Table<K, R> same) {
        this.name = same.name;
        this.shape = same.shape;
        this.keyShape = same.keyShape;
        this.cachedRows = same.cachedRows;
        this.sparse = same.sparse;
        this.indexed = true;
        this.key = same.key;
        this.layout = same.layout;
    }

    /** A table whose rows are read from the database in every transaction. */
    public static <K, R extends Record> Table<K, R> of(String name, Class<K> key, Class<R> row) {
        return new Table<>(name, checked(key, row), 0, false);
    }

    /** A table of which the writer remembers up to {@code rows} rows from one transaction to the next. */
    public static <K, R extends Record> Table<K, R> cached(String name, Class<K> key, Class<R> row, int rows) {
        return new Table<>(name, checked(key, row), rows, false);
    }

    /**
     * Like {@link #cached}, for a table in which most keys that are looked up have no row: the writer remembers which keys
     * have one, and need not ask for the others. That takes about a hundred bytes of memory for each row of the table.
     */
    public static <K, R extends Record> Table<K, R> sparse(String name, Class<K> key, Class<R> row, int rows) {
        return new Table<>(name, checked(key, row), rows, true);
    }

    /**
     * The same table with an index of columns that seldom change: only what has changed in a row is set, so that the pages of that
     * index are not written.
     */
    public Table<K, R> indexed() {
        return new Table<>(this);
    }

    private static <R extends Record> Class<R> checked(Class<?> key, Class<R> row) {
        if (row.getRecordComponents()[0].getType() != key) {
            throw new IllegalArgumentException("the first component of " + row + " is not a " + key);
        }
        return row;
    }

    public String name() {
        return name;
    }

    int cachedRows() {
        return cachedRows;
    }

    boolean isSparse() {
        return sparse;
    }

    boolean isIndexed() {
        return indexed;
    }

    @SuppressWarnings("unchecked")
    K keyOf(R row) {
        return (K) Objects.requireNonNull(key.apply(row));
    }

    int width() {
        return shape.columns().size();
    }

    int keyWidth() {
        return keyShape.columns().size();
    }

    @Nullable
    Object[] spread(R row) {
        var values = new Object[width()];
        shape.spread(row, values, 0);
        return values;
    }

    @Nullable
    Object[] spreadKey(K key) {
        var values = new Object[keyWidth()];
        keyShape.spread(key, values, 0);
        return values;
    }

    Difference difference(R before, R after) {
        return Difference.between(shape, width(), before, after);
    }

    /** Reads the current row of a query that selects {@link #columns} in their order. */
    @SuppressWarnings("unchecked")
    public R read(ResultSet rows) throws SQLException {
        return (R) Objects.requireNonNull(shape.gather(rows, 1));
    }

    /** The statements for its rows. */
    TableWords words(Dialect dialect) {
        return words.computeIfAbsent(dialect, kind -> kind.words(layout));
    }

    String keysSql() {
        return "select " + String.join(", ", keyShape.columns()) + " from " + name;
    }

    /** Reads the current row of {@link #keysSql}. */
    @SuppressWarnings("unchecked")
    K readKey(ResultSet rows) throws SQLException {
        return (K) Objects.requireNonNull(keyShape.gather(rows, 1));
    }

    /** Column names in order, for reports that read whole rows. */
    public List<String> columns() {
        return shape.columns();
    }

    @Override
    public String toString() {
        return name;
    }
}

package cn.smspay.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private final Function<Object, Object> key;
    private final String insertHead;
    private final String upsertTail;
    private final String delete;
    /** Statements by how many rows they are for: they are long, and wanted in every transaction. */
    private final Map<Integer, String> selects = new ConcurrentHashMap<>();

    private final Map<Integer, String> inserts = new ConcurrentHashMap<>();
    private final Map<Integer, String> upserts = new ConcurrentHashMap<>();

    private Table(String name, Class<R> type, int cachedRows, boolean sparse) {
        var first = type.getRecordComponents()[0];
        this.name = name;
        this.shape = Shape.of(type, name, false);
        this.keyShape = Shape.of(first.getType(), first.getName(), false);
        this.cachedRows = cachedRows;
        this.sparse = sparse;
        this.key = Accessors.getter(first);
        var columns = shape.columns();
        var keys = keyShape.columns();
        this.insertHead = "insert into " + name + " (" + String.join(", ", columns) + ") values ";
        var changes = columns.stream()
                .filter(c -> !keys.contains(c))
                .map(c -> c + " = excluded." + c)
                .collect(Collectors.joining(", "));
        this.upsertTail = " on conflict (" + String.join(", ", keys) + ") do "
                + (changes.isEmpty() ? "nothing" : "update set " + changes);
        this.delete = "delete from " + name + " where "
                + keys.stream().map(c -> c + " = ?").collect(Collectors.joining(" and "));
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

    /**
     * Selects {@code count} rows by key. The keys are joined to, because SQLite sorts the keys of {@code in (…)} into a table
     * first, and reads the whole table for {@code (a, b) in (values …)}; the cross join keeps the keys outside and the
     * table's tree inside.
     */
    String selectSql(int count) {
        return selects.computeIfAbsent(count, this::composeSelect);
    }

    private String composeSelect(int count) {
        var keys = keyShape.columns();
        var numbers = IntStream.range(0, keys.size()).boxed().toList();
        return "with want (" + numbers.stream().map(i -> "k" + i).collect(Collectors.joining(", ")) + ") as (values "
                + String.join(", ", Collections.nCopies(count, "(" + marks(keys.size()) + ")")) + ") select "
                + shape.columns().stream().map(c -> "t." + c).collect(Collectors.joining(", "))
                + " from want cross join "
                + name + " t where "
                + numbers.stream()
                        .map(i -> "t." + keys.get(i) + " = want.k" + i)
                        .collect(Collectors.joining(" and "));
    }

    String keysSql() {
        return "select " + String.join(", ", keyShape.columns()) + " from " + name;
    }

    /** Reads the current row of {@link #keysSql}. */
    @SuppressWarnings("unchecked")
    K readKey(ResultSet rows) throws SQLException {
        return (K) Objects.requireNonNull(keyShape.gather(rows, 1));
    }

    String insertSql(int count, boolean replace) {
        var known = replace ? upserts : inserts;
        return known.computeIfAbsent(
                count,
                n -> insertHead
                        + String.join(", ", Collections.nCopies(n, "(" + marks(width()) + ")"))
                        + (replace ? upsertTail : ""));
    }

    /** Sets some columns, by their places, to the same values in {@code count} rows. For keys of one column. */
    String updateSql(int[] changed, int count) {
        return "update " + name + " set "
                + Arrays.stream(changed)
                        .mapToObj(i -> shape.columns().get(i) + " = ?")
                        .collect(Collectors.joining(", "))
                + " where " + keyShape.columns().get(0) + " in (" + marks(count) + ")";
    }

    String deleteSql() {
        return delete;
    }

    /** Column names in order, for reports that read whole rows. */
    public List<String> columns() {
        return shape.columns();
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }

    @Override
    public String toString() {
        return name;
    }
}

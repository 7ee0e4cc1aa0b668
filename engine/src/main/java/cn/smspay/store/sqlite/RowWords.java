package cn.smspay.store.sqlite;

import cn.smspay.store.dialect.Layout;
import cn.smspay.store.dialect.TableWords;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A parameter for each value of each row. */
final class RowWords implements TableWords {
    private final Layout layout;
    private final String insertHead;
    private final String upsertTail;
    private final String deleteOne;
    /** Statements by how many rows they are for: they are long, and wanted in every transaction. */
    private final Map<Integer, String> selects = new ConcurrentHashMap<>();

    private final Map<Integer, String> inserts = new ConcurrentHashMap<>();
    private final Map<Integer, String> upserts = new ConcurrentHashMap<>();

    RowWords(Layout layout) {
        this.layout = layout;
        this.insertHead = "insert into " + layout.table() + " (" + String.join(", ", layout.columns()) + ") values ";
        this.upsertTail = layout.takeTheNewOne();
        this.deleteOne = "delete from " + layout.table() + " where "
                + layout.keyColumns().stream().map(c -> c + " = ?").collect(Collectors.joining(" and "));
    }

    /**
     * The keys are joined to, because SQLite sorts the keys of {@code in (…)} into a table first, and reads the whole table for
     * {@code (a, b) in (values …)}; the cross join keeps the keys outside and the table's tree inside.
     */
    @Override
    public String select(int count) {
        return selects.computeIfAbsent(count, this::composeSelect);
    }

    private String composeSelect(int count) {
        var keys = layout.keyColumns();
        var wanted = names(i -> "k" + i, ", ");
        return "with want (" + wanted + ") as (values " + rows(count, keys.size()) + ") select "
                + layout.columns().stream().map(c -> "t." + c).collect(Collectors.joining(", "))
                + " from want cross join " + layout.table() + " t where "
                + names(i -> "t." + keys.get(i) + " = want.k" + i, " and ");
    }

    private String names(IntFunction<String> name, String between) {
        return IntStream.range(0, layout.keys()).mapToObj(name).collect(Collectors.joining(between));
    }

    @Override
    public String insert(int count) {
        return inserts.computeIfAbsent(
                count, n -> insertHead + rows(n, layout.columns().size()));
    }

    @Override
    public String upsert(int count) {
        return upserts.computeIfAbsent(
                count, n -> insertHead + rows(n, layout.columns().size()) + upsertTail);
    }

    @Override
    public String upsert(int[] changed, int count) {
        return insertHead + rows(count, layout.columns().size()) + layout.takeTheNew(changed);
    }

    @Override
    public String update(int[] changed, int count) {
        return "update " + layout.table() + " set "
                + Arrays.stream(changed)
                        .mapToObj(i -> layout.columns().get(i) + " = ?")
                        .collect(Collectors.joining(", "))
                + " where " + layout.columns().get(0) + " in (" + marks(count) + ")";
    }

    @Override
    public String delete(int count) {
        if (count != 1) {
            throw new IllegalArgumentException("rows are deleted one by one");
        }
        return deleteOne;
    }

    @Override
    public void bindRows(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException {
        bindAll(statement, 1, rows);
    }

    @Override
    public void bindKeys(PreparedStatement statement, List<@Nullable Object[]> keys) throws SQLException {
        bindAll(statement, 1, keys);
    }

    @Override
    public void bindUpdate(
            PreparedStatement statement, int[] changed, @Nullable Object[] values, List<@Nullable Object[]> keys)
            throws SQLException {
        bindAll(statement, bind(statement, 1, values), keys);
    }

    private static void bindAll(PreparedStatement statement, int from, List<@Nullable Object[]> rows)
            throws SQLException {
        int at = from;
        for (var row : rows) {
            at = bind(statement, at, row);
        }
    }

    private static int bind(PreparedStatement statement, int from, @Nullable Object[] values) throws SQLException {
        int at = from;
        for (Object value : values) {
            if (value instanceof Long number) {
                statement.setLong(at, number);
            } else if (value instanceof String text) {
                statement.setString(at, text);
            } else {
                statement.setObject(at, value);
            }
            at++;
        }
        return at;
    }

    private static String rows(int count, int width) {
        return String.join(", ", Collections.nCopies(count, "(" + marks(width) + ")"));
    }

    private static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}

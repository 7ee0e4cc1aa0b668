package cn.smspay.store.postgres;

import cn.smspay.store.dialect.ColumnKind;
import cn.smspay.store.dialect.Layout;
import cn.smspay.store.dialect.TableWords;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An array for each column, as long as there are rows: the same few statements whatever their number. */
final class ArrayWords implements TableWords {
    private final Layout layout;
    private final String select;
    private final String insert;
    private final String upsert;
    private final String delete;
    private final Map<String, String> updates = new ConcurrentHashMap<>();

    ArrayWords(Layout layout) {
        this.layout = layout;
        var columns = layout.columns();
        this.select = "select " + columns.stream().map(c -> "t." + c).collect(Collectors.joining(", ")) + " from "
                + layout.table() + " t" + wanted(", ");
        this.insert = "insert into " + layout.table() + " (" + String.join(", ", columns) + ") select * from unnest("
                + arrays(columns.size()) + ")";
        this.upsert = insert + layout.takeTheNewOne();
        this.delete = "delete from " + layout.table() + " t" + wanted(" using ");
    }

    /** One key is compared with the array itself; several columns are joined to what the arrays make. */
    private String wanted(String join) {
        var keys = layout.keyColumns();
        if (keys.size() == 1) {
            return " where t." + keys.get(0) + " = any(" + array(layout.kinds().get(0)) + ")";
        }
        return join + "unnest(" + arrays(keys.size()) + ") as want ("
                + IntStream.range(0, keys.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "))
                + ") where "
                + IntStream.range(0, keys.size())
                        .mapToObj(i -> "t." + keys.get(i) + " = want.k" + i)
                        .collect(Collectors.joining(" and "));
    }

    private String arrays(int count) {
        return layout.kinds().subList(0, count).stream().map(ArrayWords::array).collect(Collectors.joining(", "));
    }

    private static String array(ColumnKind kind) {
        return "cast(? as " + type(kind) + "[])";
    }

    private static String type(ColumnKind kind) {
        return switch (kind) {
            case NUMBER -> "bigint";
            case TEXT -> "text";
            case OCTETS -> "bytea";
        };
    }

    @Override
    public String select(int count) {
        return select;
    }

    @Override
    public String insert(int count) {
        return insert;
    }

    @Override
    public String upsert(int count) {
        return upsert;
    }

    @Override
    public String upsert(int[] changed, int count) {
        return insert + layout.takeTheNew(changed);
    }

    @Override
    public String delete(int count) {
        return delete;
    }

    @Override
    public String update(int[] changed, int count) {
        return updates.computeIfAbsent(
                Arrays.toString(changed),
                places -> "update " + layout.table() + " set "
                        + Arrays.stream(changed)
                                .mapToObj(i -> layout.columns().get(i) + " = cast(? as "
                                        + type(layout.kinds().get(i)) + ")")
                                .collect(Collectors.joining(", "))
                        + " where " + layout.columns().get(0) + " = any("
                        + array(layout.kinds().get(0)) + ")");
    }

    @Override
    public void bindRows(PreparedStatement statement, List<@Nullable Object[]> rows) throws SQLException {
        bindColumns(statement, 1, layout.columns().size(), rows);
    }

    @Override
    public void bindKeys(PreparedStatement statement, List<@Nullable Object[]> keys) throws SQLException {
        bindColumns(statement, 1, layout.keys(), keys);
    }

    @Override
    public void bindUpdate(
            PreparedStatement statement, int[] changed, @Nullable Object[] values, List<@Nullable Object[]> keys)
            throws SQLException {
        int at = 1;
        for (int i = 0; i < changed.length; i++) {
            switch (layout.kinds().get(changed[i])) {
                case NUMBER -> statement.setObject(at, number(values[i]), java.sql.Types.BIGINT);
                case TEXT -> statement.setString(at, text(values[i]));
                case OCTETS -> statement.setBytes(at, (byte[]) values[i]);
            }
            at++;
        }
        bindColumns(statement, at, 1, keys);
    }

    private void bindColumns(PreparedStatement statement, int from, int count, List<@Nullable Object[]> rows)
            throws SQLException {
        var connection = statement.getConnection();
        for (int column = 0; column < count; column++) {
            var kind = layout.kinds().get(column);
            statement.setArray(from + column, connection.createArrayOf(type(kind), values(kind, rows, column)));
        }
    }

    private static @Nullable Object[] values(ColumnKind kind, List<@Nullable Object[]> rows, int column) {
        var values = room(kind, rows.size());
        int at = 0;
        for (var row : rows) {
            var value = row[column];
            if (kind == ColumnKind.NUMBER) {
                values[at++] = number(value);
            } else {
                values[at++] = kind == ColumnKind.TEXT ? text(value) : value;
            }
        }
        return values;
    }

    /** The driver looks at the array's type. */
    private static @Nullable Object[] room(ColumnKind kind, int count) {
        return switch (kind) {
            case NUMBER -> new Long[count];
            case TEXT -> new String[count];
            case OCTETS -> new byte[count][];
        };
    }

    private static @Nullable Long number(@Nullable Object value) {
        return value == null ? null : (Long) ((Number) value).longValue();
    }

    /** PostgreSQL has no text with U+0000 in it, and a subscriber may send one: it becomes the sign for what cannot be shown. */
    private static @Nullable String text(@Nullable Object value) {
        var text = (String) value;
        return text == null || text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}

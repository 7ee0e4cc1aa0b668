package cn.smspay.store.dialect;

import java.util.Arrays;
import java.util.List;

/**
 * The columns of a table. Immutable.
 *
 * @param columns their names in order
 * @param kinds what lies in each
 * @param keys how many of the first ones are the primary key
 */
public record Layout(String table, List<String> columns, List<ColumnKind> kinds, int keys) {
    public Layout {
        columns = List.copyOf(columns);
        kinds = List.copyOf(kinds);
        if (columns.size() != kinds.size() || keys < 1 || keys > columns.size()) {
            throw new IllegalArgumentException("a table has a kind for each column, and a key: " + table);
        }
    }

    public List<String> keyColumns() {
        return columns.subList(0, keys);
    }

    /** What an insert does to a row that is there: {@code on conflict (…) do update set …}. */
    public String takeTheNewOne() {
        return take(columns.subList(keys, columns.size()));
    }

    /**
     * The same with some columns only.
     *
     * @param changed their places, from 0
     */
    public String takeTheNew(int[] changed) {
        return take(Arrays.stream(changed).mapToObj(columns::get).toList());
    }

    private String take(List<String> taken) {
        var changes =
                taken.stream().map(column -> column + " = excluded." + column).toList();
        return " on conflict (" + String.join(", ", keyColumns()) + ") do "
                + (changes.isEmpty() ? "nothing" : "update set " + String.join(", ", changes));
    }
}

package cn.smspay.store.sqlite;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes one text of a row, in this database's own words. */
public final class RowText {
    private RowText() {}

    /** @param octets which columns are octets, to be written in hexadecimal */
    public static String of(List<String> columns, char separator, Set<String> octets) {
        return columns.stream()
                .map(column -> "coalesce(" + (octets.contains(column) ? "hex(" + column + ")" : column) + ", '')")
                .collect(Collectors.joining(", ", "concat_ws(char(" + (int) separator + "), ", ")"));
    }
}

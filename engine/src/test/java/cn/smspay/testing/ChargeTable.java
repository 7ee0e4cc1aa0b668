package cn.smspay.testing;

import cn.smspay.books.charge.ChargeColumn;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.postgres.Postgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Charge records as a table for queries of tests, with a column for each thing that a record says: {@code charge_record}. It
 * is made anew for each look, in the reader's own temporary database.
 */
public final class ChargeTable {
    private static final String NAME = "charge_record";

    private ChargeTable() {}

    /** Makes the table if this query speaks of it, and gives the query back. */
    public static String in(Handle sql, String query) {
        if (query.contains(NAME)) {
            boolean onServer = Postgres.isOf(sql);
            sql.execute(onServer ? "set transaction read write" : "pragma query_only = off");
            sql.execute("drop table if exists " + (onServer ? "pg_temp." : "temp.") + NAME);
            var rows = new ArrayList<Row>();
            Charges.each(sql, new Charges.Range(0, Long.MAX_VALUE), record -> {
                var row = new Row();
                ChargeColumn.tell(record, row);
                rows.add(row);
            });
            sql.execute("create temp table " + NAME + " ("
                    + Arrays.stream(ChargeColumn.values())
                            .map(column -> name(column) + (onServer ? type(column, rows) : ""))
                            .collect(Collectors.joining(", "))
                    + ")");
            var insert = "insert into " + NAME + " values ("
                    + String.join(", ", Collections.nCopies(ChargeColumn.values().length, "?")) + ")";
            rows.forEach(row -> sql.execute(insert, row.values()));
            if (!onServer) {
                sql.execute("pragma query_only = on");
            }
        }
        return query;
    }

    private static String type(ChargeColumn column, List<Row> rows) {
        boolean isNumber = column == ChargeColumn.AMOUNT_LI
                || rows.stream().anyMatch(row -> row.values.get(column) instanceof Number);
        return isNumber ? " bigint" : " text";
    }

    private static String name(ChargeColumn column) {
        return switch (column) {
            case MSISDN -> "sender";
            case SERVICE_NUMBER -> "service";
            case ACCOUNTING_DAY -> "day";
            default -> column.name().toLowerCase(Locale.ROOT);
        };
    }

    private static final class Row implements ChargeColumn.Teller<RuntimeException> {
        private final Map<ChargeColumn, @Nullable Object> values = new EnumMap<>(ChargeColumn.class);

        @Nullable
        Object[] values() {
            return Arrays.stream(ChargeColumn.values()).map(values::get).toArray();
        }

        @Override
        public void optional(ChargeColumn column, @Nullable Long value) {
            values.put(column, value);
        }

        @Override
        public void number(ChargeColumn column, long value) {
            values.put(column, value);
        }

        @Override
        public void word(ChargeColumn column, @Nullable String value) {
            values.put(column, value);
        }

        @Override
        public void time(ChargeColumn column, Instant value) {
            values.put(column, value.toEpochMilli());
        }

        @Override
        public void flag(ChargeColumn column, boolean value) {
            values.put(column, value ? 1 : 0);
        }
    }
}

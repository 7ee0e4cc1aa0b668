package cn.smspay.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a transaction has gathered to the database: deletions one by one, then new rows, then changed ones, each as a
 * few multi-row statements in the order of the keys. Used by the writer's thread.
 */
final class Flush {
    /** Rows that are worth a statement of their own because they change alike. */
    private static final int ALIKE = 4;

    private final RowStatements statements;

    Flush(RowStatements statements) {
        this.statements = statements;
    }

    <K, R extends Record> void write(Rows<K, R> rows) {
        var table = rows.table();
        var changes = rows.takeChanged();
        if (!changes.deleted().isEmpty()) {
            statements.delete(table, RowStatements.keys(table, changes.deleted()));
        }
        insert(table, spread(table, changes.added()), false);
        if (table.isIndexed()) {
            changeOnly(table, changes.replaced());
        } else {
            insert(table, spread(table, changedAlike(table, changes.replaced())), true);
        }
    }

    /** Sets the columns that have changed, and no others. */
    private <K, R extends Record> void changeOnly(Table<K, R> table, List<Rows.Slot<K, R>> replaced) {
        var unknown = new ArrayList<Rows.Slot<K, R>>();
        var byColumns = new LinkedHashMap<List<Integer>, List<Rows.Slot<K, R>>>();
        for (var slot : replaced) {
            if (slot.stored == null) {
                unknown.add(slot);
            } else {
                var difference = table.difference(slot.stored, Objects.requireNonNull(slot.row));
                var places = Arrays.stream(difference.columns()).boxed().toList();
                byColumns.computeIfAbsent(places, same -> new ArrayList<>()).add(slot);
            }
        }
        insert(table, spread(table, unknown), true);
        byColumns.forEach((places, slots) -> {
            if (!places.isEmpty()) {
                var changed = places.stream().mapToInt(i -> i).toArray();
                statements.inChunks(spread(table, slots), part -> statements.change(table, changed, part));
            }
        });
    }

    private static <K, R extends Record> List<@Nullable Object[]> spread(
            Table<K, R> table, List<Rows.Slot<K, R>> slots) {
        var rows = new ArrayList<@Nullable Object[]>(slots.size());
        for (var slot : slots) {
            rows.add(table.spread(Objects.requireNonNull(slot.row)));
        }
        rows.sort(byKey(table.keyWidth()));
        return rows;
    }

    private void insert(Table<?, ?> table, List<@Nullable Object[]> rows, boolean replace) {
        statements.inChunks(rows, part -> statements.insert(table, part, replace));
    }

    /**
     * Rows that change in the same columns to the same values, such as answers that have been sent, are changed by one
     * statement; returns the others.
     */
    private <K, R extends Record> List<Rows.Slot<K, R>> changedAlike(
            Table<K, R> table, List<Rows.Slot<K, R>> replaced) {
        if (replaced.size() < ALIKE || table.keyWidth() != 1) {
            return replaced;
        }
        var others = new ArrayList<Rows.Slot<K, R>>();
        var alike = new LinkedHashMap<Difference, List<Rows.Slot<K, R>>>();
        for (var slot : replaced) {
            if (slot.stored == null) {
                others.add(slot);
            } else {
                var difference = table.difference(slot.stored, Objects.requireNonNull(slot.row));
                alike.computeIfAbsent(difference, d -> new ArrayList<>()).add(slot);
            }
        }
        alike.forEach((difference, slots) -> {
            if (slots.size() < ALIKE) {
                others.addAll(slots);
            } else if (!difference.isNone()) {
                statements.inChunks(slots, part -> {
                    int found = statements.update(table, difference, RowStatements.keys(table, part));
                    if (found != part.size()) {
                        throw new IllegalStateException("rows of " + table + " have gone behind the writer's back");
                    }
                });
            }
        });
        return others;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Comparator<@Nullable Object[]> byKey(int width) {
        return (left, right) -> {
            for (int i = 0; i < width; i++) {
                int order = ((Comparable) left[i]).compareTo(right[i]);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }
}

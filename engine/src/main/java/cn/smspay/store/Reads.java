package cn.smspay.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The rows that a batch of inputs will want, gathered so that each table is asked once for all of them. A row may lead to
 * further rows: {@code reads.want(NUMBERS, number, (more, row) -> more.want(SUBSCRIPTIONS, row.subscription()))}.
 */
public final class Reads {
    private final Map<Table<?, ?>, List<Want<?, ?>>> wants = new LinkedHashMap<>();

    public <K, R extends Record> void want(Table<K, R> table, K key) {
        want(table, key, (more, row) -> {});
    }

    public <K, R extends Record> void want(Table<K, R> table, K key, BiConsumer<Reads, R> then) {
        wants.computeIfAbsent(table, t -> new ArrayList<>()).add(new Want<>(key, then));
    }

    void fetch(Tx tx) {
        var next = new Reads();
        wants.forEach((table, perTable) -> fetchAll(tx, table, perTable, next));
        if (!next.wants.isEmpty()) {
            next.fetch(tx);
        }
    }

    @SuppressWarnings("unchecked")
    private static <K, R extends Record> void fetchAll(
            Tx tx, Table<K, R> table, List<? extends Want<?, ?>> wants, Reads next) {
        var keys = new ArrayList<K>(wants.size());
        for (var want : wants) {
            keys.add((K) want.key());
        }
        var slots = tx.slots(table, keys);
        for (int i = 0; i < slots.size(); i++) {
            var row = slots.get(i).row;
            if (row != null) {
                ((Want<K, R>) wants.get(i)).then().accept(next, row);
            }
        }
    }

    private record Want<K, R extends Record>(K key, BiConsumer<Reads, R> then) {}
}

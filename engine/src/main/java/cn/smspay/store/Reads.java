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
        wants.computeIfAbsent(table, t -> new ArrayList<>()).add(new Want<>(table, key, then));
    }

    void fetch(Tx tx) {
        var next = new Reads();
        for (var perTable : wants.values()) {
            fetchAll(tx, perTable);
            perTable.forEach(want -> want.follow(tx, next));
        }
        if (!next.wants.isEmpty()) {
            next.fetch(tx);
        }
    }

    @SuppressWarnings("unchecked")
    private static <K, R extends Record> void fetchAll(Tx tx, List<Want<?, ?>> wants) {
        var keys = new ArrayList<K>();
        for (var want : wants) {
            keys.add((K) want.key());
        }
        tx.load((Table<K, R>) wants.get(0).table(), keys);
    }

    private record Want<K, R extends Record>(Table<K, R> table, K key, BiConsumer<Reads, R> then) {
        void follow(Tx tx, Reads next) {
            tx.find(table, key).ifPresent(row -> then.accept(next, row));
        }
    }
}

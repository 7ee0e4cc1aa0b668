package cn.smspay.counter;

import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was answered with {@link Reply.Pending}: how it stands and how it ended. Thread-safe. */
public final class Requests {
    private static final Table<Long, Row> REQUEST = Table.of("counter_request", long.class, Row.class);
    private static final String SEALED_FOR = "reply";
    /** How long an end can be asked for, longer than any client looks for it. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int STEP = 500;

    private final Vault vault;

    Requests(Vault vault) {
        this.vault = vault;
    }

    /** Where a request stands. */
    public enum State {
        PENDING,
        COMPLETED,
        FAILED
    }

    record Row(
            long id,
            String client,
            String act,
            State state,
            Instant madeAt,
            @Nullable Instant nextLookAt,
            @Nullable Instant settledAt,
            byte @Nullable [] reply) {}

    /**
     * A request that was pending.
     *
     * @param nextLook when something may be known, while it is pending
     * @param reply how it ended, as it was settled; null while it is pending
     */
    public record KnownRequest<T>(
            long id,
            String act,
            State state,
            @Nullable Instant nextLook,
            @Nullable Reply<T> reply) {}

    static long add(Tx tx, String client, String act, @Nullable Instant nextLook, Instant now) {
        long id = tx.next("counter_request");
        tx.add(REQUEST, new Row(id, client, act, State.PENDING, now, nextLook, null, null));
        return id;
    }

    /** Ends a request, once; later ends change nothing. */
    public void settle(Tx tx, long id, Reply<?> reply, Instant now) {
        var row = tx.find(REQUEST, id).orElse(null);
        if (row == null || row.state() != State.PENDING || reply instanceof Reply.Pending<?>) {
            return;
        }
        var state = reply instanceof Reply.Done<?> ? State.COMPLETED : State.FAILED;
        tx.put(
                REQUEST,
                new Row(
                        id,
                        row.client(),
                        row.act(),
                        state,
                        row.madeAt(),
                        null,
                        now,
                        vault.seal(Json.write(reply), SEALED_FOR)));
    }

    /** Somebody will look at it again then. */
    public void later(Tx tx, long id, Instant nextLook) {
        tx.find(REQUEST, id)
                .filter(row -> row.state() == State.PENDING)
                .ifPresent(row -> tx.put(
                        REQUEST,
                        new Row(id, row.client(), row.act(), row.state(), row.madeAt(), nextLook, null, null)));
    }

    /** What is known of a request of this client. */
    public <T> Optional<KnownRequest<T>> find(Tx tx, String client, long id, Class<T> type) {
        return tx.find(REQUEST, id).filter(row -> row.client().equals(client)).map(row -> known(row, type));
    }

    private <T> KnownRequest<T> known(Row row, Class<T> type) {
        var kept = row.reply();
        return new KnownRequest<>(
                row.id(),
                row.act(),
                row.state(),
                row.nextLookAt(),
                kept == null ? null : Json.readReply(vault.unseal(kept, SEALED_FOR), type));
    }

    void forget(Tx tx, Instant now) {
        var old = tx.query(sql -> sql.createQuery(
                        "select id from counter_request where settled_at < :before order by settled_at limit :most")
                .bind("before", now.minus(KEPT).toEpochMilli())
                .bind("most", STEP)
                .mapTo(Long.class)
                .list());
        old.forEach(id -> tx.delete(REQUEST, id));
    }
}

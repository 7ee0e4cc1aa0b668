package cn.smspay.counter;

import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Reads;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The first answers to requests, for seven days; the book keeps its keys for ever (R 3.0.11). Thread-safe. */
final class FirstReplies {
    private static final Table<KeyId, Row> KEY = Table.of("counter_key", KeyId.class, Row.class);
    private static final String SEALED_FOR = "reply";
    private static final Duration KEPT = Duration.ofDays(7);
    private static final int STEP = 500;

    private final Vault vault;

    FirstReplies(Vault vault) {
        this.vault = vault;
    }

    record KeyId(String client, String word) {}

    record Row(KeyId key, String print, Instant at, byte[] reply) {}

    /** What {@link #find} will look for. */
    static void want(Reads ahead, Key key) {
        ahead.want(KEY, new KeyId(key.client(), key.word()));
    }

    /** The answer to give, if this key was used before. */
    <T> Optional<Reply<T>> find(Tx tx, Key key, Act<T> act, Subject subject) {
        return tx.find(KEY, new KeyId(key.client(), key.word()))
                .map(row -> row.print().equals(print(key, act, subject))
                        ? Json.readReply(vault.unseal(row.reply(), SEALED_FOR), act.type())
                                .again()
                        : Reply.refused("key-reused"));
    }

    /** The answer under a key, read as a result of this type: what it does not have is null. */
    <T> Optional<Reply<T>> first(Tx tx, String client, String word, Class<T> type) {
        return tx.find(KEY, new KeyId(client, word))
                .map(row -> Json.readReply(vault.unseal(row.reply(), SEALED_FOR), type)
                        .again());
    }

    void keep(Tx tx, Key key, Act<?> act, Subject subject, Reply<?> reply, Instant now) {
        tx.add(
                KEY,
                new Row(
                        new KeyId(key.client(), key.word()),
                        print(key, act, subject),
                        now,
                        vault.seal(Json.write(reply), SEALED_FOR)));
    }

    private String print(Key key, Act<?> act, Subject subject) {
        return vault.keyedHash(new Secret(act.word() + '\0' + subject.word() + '\0' + key.hash()), "request");
    }

    /** @return whether there may be more */
    boolean forget(Tx tx, Instant now) {
        var old = tx.query(sql -> sql.createQuery(
                        "select client, word from counter_key where at < :before order by at limit :most")
                .bind("before", now.minus(KEPT).toEpochMilli())
                .bind("most", STEP)
                .map((row, c) -> new KeyId(row.getString(1), row.getString(2)))
                .list());
        old.forEach(key -> tx.delete(KEY, key));
        return old.size() == STEP;
    }
}

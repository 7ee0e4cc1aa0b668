package cn.smspay.talk.desk;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Reads;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.Conversation;
import cn.smspay.talk.dialogue.Open;
import cn.smspay.talk.dialogue.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the conversations by short message in the database, one row each. */
final class Conversations {
    static final Table<Key, Row> ROW = Table.sparse("conversation", Key.class, Row.class, 4_000);
    private static final int ASKING = 0;
    private static final int KEPT = 1;
    private static final int PAST = 2;
    /** After that a late answer is not recognised any more (R 3.0.7). */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    record Key(SubscriptionId subscription, ServiceNumber service, int slot) {}

    record Row(
            Key key,
            ConversationId id,
            String dialog,
            String version,
            Conversation.State state,
            String step,
            String answers,
            int tries,
            int sequence,
            Instant expiresAt,
            String language,
            Channel origin) {}

    void load(Reads ahead, SubscriptionId who, ServiceNumber service) {
        ahead.want(ROW, new Key(who, service, ASKING));
        ahead.want(ROW, new Key(who, service, KEPT));
        ahead.want(ROW, new Key(who, service, PAST));
    }

    Open open(Tx tx, SubscriptionId who, ServiceNumber service) {
        return new Open(
                read(tx, new Key(who, service, ASKING)),
                read(tx, new Key(who, service, KEPT)),
                read(tx, new Key(who, service, PAST)));
    }

    private static @Nullable Conversation read(Tx tx, Key key) {
        return tx.find(ROW, key).map(Conversations::conversation).orElse(null);
    }

    /** Writes what has changed. */
    void keep(Tx tx, SubscriptionId who, ServiceNumber service, Open before, Open after) {
        keep(tx, new Key(who, service, ASKING), before.asking(), after.asking());
        keep(tx, new Key(who, service, KEPT), before.kept(), after.kept());
        keep(tx, new Key(who, service, PAST), before.past(), after.past());
    }

    private static void keep(Tx tx, Key key, @Nullable Conversation before, @Nullable Conversation after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (after == null) {
            tx.delete(ROW, key);
        } else {
            tx.put(ROW, row(key, after));
        }
    }

    private static Row row(Key key, Conversation conversation) {
        if (!conversation.held().isEmpty()) {
            throw new IllegalStateException("a secret must not be written down: " + conversation.dialog());
        }
        return new Row(
                key,
                conversation.id(),
                conversation.dialog(),
                conversation.version(),
                conversation.state(),
                conversation.step(),
                Values.write(conversation.values()),
                conversation.tries(),
                conversation.sequence(),
                conversation.expiresAt(),
                conversation.language(),
                conversation.origin());
    }

    private static Conversation conversation(Row row) {
        return new Conversation(
                row.id(),
                row.dialog(),
                row.version(),
                row.state(),
                row.step(),
                Values.read(row.answers()),
                Map.of(),
                row.tries(),
                row.sequence(),
                row.expiresAt(),
                row.language(),
                row.origin());
    }

    void forget(Tx tx, Instant now) {
        tx.change(
                ROW,
                sql -> sql.createUpdate("delete from conversation where expires_at < :before")
                        .bind("before", now.minus(REMEMBERED).toEpochMilli())
                        .execute());
    }
}

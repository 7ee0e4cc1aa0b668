package cn.smspay.talk.desk;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Reads;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.Conversation;
import cn.smspay.talk.dialogue.OpenConversations;
import cn.smspay.talk.dialogue.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the conversations by short message in the database, one row each. */
final class Conversations {
    static final Table<Key, Row> ROW = Table.sparse("conversation", Key.class, Row.class, 4_000);
    /** For what is begun in a call or at a desk. */
    static final UplinkId NO_UPLINK = new UplinkId(0);

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
            Channel origin,
            UplinkId promptedBy) {}

    void load(Reads ahead, SubscriptionId who, ServiceNumber service) {
        ahead.want(ROW, new Key(who, service, ASKING));
        ahead.want(ROW, new Key(who, service, KEPT));
        ahead.want(ROW, new Key(who, service, PAST));
    }

    OpenConversations open(Tx tx, SubscriptionId who, ServiceNumber service) {
        return new OpenConversations(
                read(tx, new Key(who, service, ASKING)),
                read(tx, new Key(who, service, KEPT)),
                read(tx, new Key(who, service, PAST)));
    }

    private static @Nullable Conversation read(Tx tx, Key key) {
        return tx.find(ROW, key).map(Conversations::conversation).orElse(null);
    }

    /**
     * Writes what has changed.
     *
     * @param by the uplink that changed it
     */
    void keep(
            Tx tx,
            SubscriptionId who,
            ServiceNumber service,
            OpenConversations before,
            OpenConversations after,
            UplinkId by) {
        keep(tx, new Key(who, service, ASKING), before.asking(), after.asking(), by);
        keep(tx, new Key(who, service, KEPT), before.kept(), after.kept(), by);
        keep(tx, new Key(who, service, PAST), before.past(), after.past(), by);
    }

    /** The uplink whose answer says what this conversation waits for; empty if it does not wait any more. */
    Optional<UplinkId> promptedBy(
            Tx tx, SubscriptionId who, ServiceNumber service, ConversationId conversation, Instant now) {
        return Stream.of(ASKING, KEPT)
                .flatMap(slot -> tx.find(ROW, new Key(who, service, slot)).stream())
                .filter(row -> row.id().equals(conversation)
                        && row.state() == Conversation.State.ASKING
                        && row.expiresAt().isAfter(now))
                .map(Row::promptedBy)
                .findFirst();
    }

    /** The conversation of this dialogue that a message has begun, moved on or ended. */
    static @Nullable ConversationId moved(
            OpenConversations before, OpenConversations after, String dialog, Instant now) {
        for (Conversation each :
                new Conversation[] {changed(before.asking(), after.asking()), changed(before.kept(), after.kept())}) {
            if (each != null && each.dialog().equals(dialog)) {
                return each.id();
            }
        }
        for (Conversation each : new Conversation[] {before.asking(), before.kept()}) {
            if (each != null
                    && each.dialog().equals(dialog)
                    && each.expiresAt().isAfter(now)
                    && !each.equals(after.asking())
                    && !each.equals(after.kept())) {
                return each.id();
            }
        }
        return null;
    }

    private static @Nullable Conversation changed(@Nullable Conversation before, @Nullable Conversation after) {
        return Objects.equals(before, after) ? null : after;
    }

    private static void keep(Tx tx, Key key, @Nullable Conversation before, @Nullable Conversation after, UplinkId by) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (after == null) {
            tx.delete(ROW, key);
        } else {
            tx.put(ROW, row(key, after, by));
        }
    }

    private static Row row(Key key, Conversation conversation, UplinkId by) {
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
                conversation.origin(),
                by);
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

    /** Ends whatever is open; nothing is remembered of it. */
    void end(Tx tx, SubscriptionId who, ServiceNumber service) {
        for (int slot : new int[] {ASKING, KEPT, PAST}) {
            tx.delete(ROW, new Key(who, service, slot));
        }
    }

    void forget(Tx tx, Instant now) {
        tx.change(
                ROW,
                sql -> sql.createUpdate("delete from conversation where expires_at < :before")
                        .bind("before", now.minus(REMEMBERED).toEpochMilli())
                        .execute());
    }
}

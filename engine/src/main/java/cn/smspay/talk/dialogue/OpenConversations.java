package cn.smspay.talk.dialogue;

import org.jspecify.annotations.Nullable;

/**
 * The conversations that a subscriber has with one service number. Keep each until a day after it expired: late answers are
 * recognised by it.
 *
 * @param asking the one that another command ends
 * @param kept the one that stays, like the agreement of KT
 * @param past the newest one that is over, however it ended, where that is of use
 */
public record OpenConversations(
        @Nullable Conversation asking,
        @Nullable Conversation kept,
        @Nullable Conversation past) {
    public static final OpenConversations NONE = new OpenConversations(null, null);

    public OpenConversations(@Nullable Conversation asking, @Nullable Conversation kept) {
        this(asking, kept, null);
    }

    OpenConversations asking(@Nullable Conversation other) {
        return new OpenConversations(other, kept, past);
    }

    OpenConversations kept(@Nullable Conversation other) {
        return new OpenConversations(asking, other, past);
    }

    /**
     * Remembers what has ended, where a stray confirmation would be answered otherwise without it (R 3.10): of somebody without an
     * account, or beside a conversation that it would be taken to speak of. Elsewhere it would only be written: a page of the log each.
     */
    OpenConversations past(Conversation ended, Facts facts) {
        boolean tells = asking != null || kept != null || !facts.holds(Routing.REGISTERED);
        return tells ? new OpenConversations(asking, kept, ended) : this;
    }
}

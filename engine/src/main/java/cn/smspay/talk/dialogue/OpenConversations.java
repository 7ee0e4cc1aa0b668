package cn.smspay.talk.dialogue;

import org.jspecify.annotations.Nullable;

/**
 * The conversations that a subscriber has with one service number. Keep each until a day after it expired: late answers are
 * recognised by it.
 *
 * @param asking the one that another command ends
 * @param kept the one that stays, like the agreement of KT
 * @param past the newest one that is over, however it ended
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

    OpenConversations past(Conversation other) {
        return new OpenConversations(asking, kept, other);
    }
}

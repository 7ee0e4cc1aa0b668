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
public record Open(
        @Nullable Conversation asking,
        @Nullable Conversation kept,
        @Nullable Conversation past) {
    public static final Open NONE = new Open(null, null);

    public Open(@Nullable Conversation asking, @Nullable Conversation kept) {
        this(asking, kept, null);
    }

    Open asking(@Nullable Conversation other) {
        return new Open(other, kept, past);
    }

    Open kept(@Nullable Conversation other) {
        return new Open(asking, other, past);
    }

    Open past(Conversation other) {
        return new Open(asking, kept, other);
    }
}

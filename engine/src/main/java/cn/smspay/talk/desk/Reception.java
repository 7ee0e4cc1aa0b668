package cn.smspay.talk.desk;

import cn.smspay.base.ConversationId;
import cn.smspay.base.TransferId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one message.
 *
 * @param command the command word that it was taken for, empty if none
 * @param dialogue the dialogue that it belonged to, empty if none
 * @param step where that dialogue stands now, empty if nowhere
 * @param conversation the one that did something or waits, for the charge record
 * @param belongsTo the conversation that the message began, moved on or ended
 * @param disposition as a billing record says it (R 3.0.4)
 * @param transfer the movement in the book that it caused
 * @param words the answers, in order
 */
public record Reception(
        String command,
        String dialogue,
        String step,
        @Nullable ConversationId conversation,
        @Nullable ConversationId belongsTo,
        String disposition,
        @Nullable TransferId transfer,
        List<SubscriberText> words) {
    /** Nothing that the dialogues know of: a fixed disposition and perhaps an answer. */
    public static Reception outside(String disposition, List<SubscriberText> words) {
        return new Reception("", "", "", null, null, disposition, null, words);
    }
}

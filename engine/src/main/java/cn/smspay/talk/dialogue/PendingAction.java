package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something to be done before the conversation can go on; its end goes to {@link Machine#outcome}.
 *
 * @param at the conversation that asks for it
 * @param action its name in the catalogue
 * @param inputs by name; money as {@code 50.00}, dates as {@code yyyy-MM-dd}
 * @param secrets secret inputs by name
 * @param context for the machine; hand it back untouched
 */
public record PendingAction(
        Conversation at, String action, Map<String, String> inputs, Map<String, Secret> secrets, Context context) {

    /**
     * What the machine has to remember meanwhile.
     *
     * @param take the slot that the argument of the command is for
     * @param prefix said before the next reply
     */
    public record Context(
            OpenConversations open, String take, @Nullable Secret argument, String prefix, Understood heard) {}

    /** Names this request for ever: the same conversation asks for it under the same key. */
    public String key() {
        return at.id() + "-" + at.sequence();
    }
}

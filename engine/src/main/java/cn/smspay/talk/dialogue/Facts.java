package cn.smspay.talk.dialogue;

import cn.smspay.base.ConversationId;
import java.time.Instant;

/** What the machine may ask while it walks, about one subscriber at one moment. Answers do not change during a turn. */
public interface Facts {
    /** Whether a guard of the catalogue holds. */
    boolean holds(String guard);

    /** A configured amount of the catalogue, as yuan like {@code 5000.00}; empty for no limit. */
    String limit(String name);

    /** A configured text that {@code _common.yaml} lists under {@code settings}, like the address of the web site. */
    String setting(String name);

    /** The language in which a new conversation is held; empty for the usual one. */
    default String language() {
        return "";
    }

    /** The moment. */
    Instant now();

    /** A number for a new conversation, never given before. */
    ConversationId newConversation();
}

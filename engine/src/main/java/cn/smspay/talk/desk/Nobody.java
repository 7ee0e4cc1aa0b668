package cn.smspay.talk.desk;

import cn.smspay.base.ConversationId;
import cn.smspay.talk.dialogue.Facts;
import java.time.Instant;

/** Somebody of whom nothing is known, and with whom no conversation is held. */
record Nobody(DeskSettings settings, Instant now) implements Facts {
    /** For what does not depend on the moment. */
    Nobody(DeskSettings settings) {
        this(settings, Instant.EPOCH);
    }

    @Override
    public boolean holds(String guard) {
        return false;
    }

    @Override
    public String limit(String name) {
        return "";
    }

    @Override
    public String setting(String name) {
        return settings.text(name, now);
    }

    @Override
    public ConversationId newConversation() {
        throw new IllegalStateException("no conversation is held with nobody");
    }
}

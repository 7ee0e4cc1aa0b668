package cn.smspay.tools.transcript;

import cn.smspay.base.ConversationId;
import cn.smspay.talk.dialogue.Facts;
import java.time.Instant;
import java.util.Map;

/** Facts of which a transcript has set some otherwise: guards and limits that settings decide. */
record PlayedFacts(Facts facts, Map<String, Boolean> guards, Map<String, String> limits) implements Facts {
    @Override
    public boolean holds(String guard) {
        var set = guards.get(guard);
        return set == null ? facts.holds(guard) : set;
    }

    @Override
    public String limit(String name) {
        return limits.getOrDefault(name, facts.limit(name));
    }

    @Override
    public String setting(String name) {
        return facts.setting(name);
    }

    @Override
    public String language() {
        return facts.language();
    }

    @Override
    public Instant now() {
        return facts.now();
    }

    @Override
    public ConversationId newConversation() {
        return facts.newConversation();
    }
}

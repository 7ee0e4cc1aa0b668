package cn.smspay.talk.dialogue;

import cn.smspay.base.Channel;
import cn.smspay.talk.script.Dialog;
import java.time.Instant;
import java.util.Map;

/** New conversations. */
final class Beginning {
    private Beginning() {}

    static Conversation of(Dialog dialog, String step, Edition edition, Facts facts, Instant now, Channel origin) {
        return new Conversation(
                facts.newConversation(),
                dialog.name(),
                dialog.version(),
                Conversation.State.ASKING,
                step,
                Map.of(),
                Map.of(),
                0,
                0,
                now.plus(edition.scripts().common().expire()),
                language(edition, facts),
                origin);
    }

    static String language(Edition edition, Facts facts) {
        var languages = edition.scripts().common().languages();
        return languages.contains(facts.language()) ? facts.language() : languages.get(0);
    }
}

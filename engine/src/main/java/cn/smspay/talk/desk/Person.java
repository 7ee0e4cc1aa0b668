package cn.smspay.talk.desk;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.ConversationId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.Facts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a dialogue may ask about one person at one moment; nobody in particular is a caller who withholds the number. */
record Person(
        Tx tx,
        Accounts accounts,
        DeskSettings settings,
        @Nullable SubscriptionId who,
        Instant now) implements Facts {
    @Override
    public boolean holds(String guard) {
        return who != null && accounts.facts().holds(tx, who, guard, now);
    }

    @Override
    public String limit(String name) {
        var limit = accounts.settings().limits().get(name);
        return limit == null ? "" : limit.toString();
    }

    @Override
    public String setting(String name) {
        return settings.text(name, now);
    }

    /** D-31. */
    @Override
    public String language() {
        var language = who == null ? null : accounts.subscribers().get(tx, who).language();
        return language == null ? "" : language;
    }

    @Override
    public ConversationId newConversation() {
        return new ConversationId(tx.next("conversation"));
    }
}

package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import org.jspecify.annotations.Nullable;

/**
 * Follows conversations through their dialogues, for transcripts and the terminal handset; in service nobody does. Called by
 * the thread that walks.
 */
public interface Trail {
    /** Nobody follows. */
    Trail NONE = new Trail() {};

    /**
     * A way was taken.
     *
     * @param step where it begins; empty for what belongs to no step
     * @param on what led there, as in {@link cn.smspay.talk.script.Edge}, or like {@code refused not_pin}, {@code late}
     */
    default void walked(Dialog dialog, String step, String on) {}

    /** A command word began a dialogue. Every message passes here, so whoever does not follow is told in no words. */
    default void opened(Dialog dialog, String word) {}

    /** What is asked about a subscriber; perhaps with other answers. */
    default Facts facts(Facts facts) {
        return facts;
    }

    /** Something was said outside a conversation. */
    default void noticed(String notice) {}

    /** A conversation is over. */
    default void ended(Dialog dialog, Go.Kind how) {}

    /** How an action ends that is not to be performed; null to have it performed. */
    default @Nullable Outcome instead(String action) {
        return null;
    }
}

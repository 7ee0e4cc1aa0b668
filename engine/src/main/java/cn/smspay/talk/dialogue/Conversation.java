package cn.smspay.talk.dialogue;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Secret;
import java.time.Instant;
import java.util.Map;

/**
 * A conversation that waits for an answer, or that waited for one until a short time ago.
 *
 * @param dialog name of the dialogue
 * @param version of its file
 * @param step where it waits
 * @param values what was answered and what actions gave, nothing secret
 * @param held secrets answered in a call, in memory only; always empty for a conversation by short message
 * @param tries wrong answers to the question that is open
 * @param sequence how many actions it has asked for
 * @param expiresAt from this instant on it is over
 * @param origin who began it
 */
public record Conversation(
        ConversationId id,
        String dialog,
        String version,
        State state,
        String step,
        Map<String, String> values,
        Map<String, Secret> held,
        int tries,
        int sequence,
        Instant expiresAt,
        String language,
        Channel origin) {

    /** Whether it waits. */
    public enum State {
        ASKING,
        /** Done; remembered so that the same answer coming once more is understood. */
        DONE
    }

    public Conversation {
        values = Map.copyOf(values);
        held = Map.copyOf(held);
    }

    /** The same, over since {@code now}, with nothing of what was said in it. */
    Conversation over(Instant now) {
        return new Conversation(
                id, dialog, version, State.DONE, step, Map.of(), Map.of(), 0, sequence, now, language, origin);
    }

    /** The same, in another language from now on. */
    Conversation in(String other) {
        return new Conversation(
                id, dialog, version, state, step, values, held, tries, sequence, expiresAt, other, origin);
    }

    public boolean waitsAt(Instant now) {
        return state == State.ASKING && now.isBefore(expiresAt);
    }
}

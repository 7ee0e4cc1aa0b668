package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Slot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation knows: values that may be written down with it, and secrets. A call holds its secrets in memory; by
 * short message they only pass through, from the answer to the action.
 */
final class Knowledge {
    private final Map<String, String> values;
    private final Map<String, Secret> held;
    private final Map<String, Secret> passing = new HashMap<>();
    private final boolean call;

    Knowledge(Conversation begun, boolean call) {
        this.values = new HashMap<>(begun.values());
        this.held = new HashMap<>(begun.held());
        this.call = call;
    }

    /** Changes as more is known. */
    Map<String, String> values() {
        return values;
    }

    Map<String, Secret> held() {
        return held;
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<Secret> secret(String name) {
        @Nullable Secret passes = passing.get(name);
        return Optional.ofNullable(passes == null ? held.get(name) : passes);
    }

    /** Keeps an answer. */
    void keep(Slot slot, String answer) {
        if (!slot.secret()) {
            values.put(slot.name(), answer);
        } else if (call) {
            held.put(slot.name(), new Secret(answer));
            if (slot.readsBack()) {
                values.put(slot.tailName(), slot.tail(answer));
            }
        } else {
            passing.put(slot.name(), new Secret(answer));
        }
    }

    /** An answer that is asked for once more is not kept: it may have been a password sent too early (edge 28). */
    void forget(Slot slot) {
        values.remove(slot.name());
    }

    /** Keeps what an action has told, but for secrets. */
    void learn(Catalogue.ActionOutcome sort, Outcome outcome) {
        sort.outputs().values().stream().filter(output -> !output.secret()).forEach(output -> {
            var value = outcome.values().get(output.name());
            if (value != null) {
                values.put(output.name(), value);
            }
        });
    }
}

package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Template;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message or sentence.
 *
 * @param id its number in the message catalogue, or empty
 * @param language of the text
 * @param template the text, with placeholders like {@code <amount>}
 * @param values what stands for each placeholder; words are translated already
 * @param secret whether it holds a password: seal it, send it once, wipe it
 */
public record Say(String id, String language, String template, Map<String, Spoken.Value> values, boolean secret) {
    public Say {
        values = Map.copyOf(values);
    }

    /** The text as it is written. */
    public String written() {
        return values.isEmpty() ? template : Template.fill(template, this::text);
    }

    private @Nullable String text(String name) {
        var value = values.get(name);
        return value == null ? null : value.text();
    }

    /** As a voice says it. */
    public Spoken spoken() {
        return new Spoken(language, template, values);
    }

    Say after(String prefix) {
        return prefix.isEmpty() ? this : new Say(id, language, prefix + template, values, secret);
    }

    @Override
    public String toString() {
        return "Say[" + id + ' ' + language + (secret ? " ***]" : " " + written() + ']');
    }
}

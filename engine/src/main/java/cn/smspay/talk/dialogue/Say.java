package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Template;
import java.util.HashMap;
import java.util.Map;

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
        var texts = new HashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, value.text()));
        return Template.fill(template, texts);
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

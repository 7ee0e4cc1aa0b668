package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.ValueKind;
import java.util.Map;

/**
 * One sentence to be spoken: a text with placeholders, and the values that go there.
 *
 * @param language language tag of the text, {@code zh} or {@code en}
 * @param template the text as the author wrote it, like {@code 现金账户<cash>元，充值卡账户<card>元。}
 * @param values what stands for each placeholder and how it is spoken
 */
public record Spoken(String language, String template, Map<String, Value> values) {
    /** A value to be written or spoken. Text that does not suit the kind is an {@link IllegalArgumentException} when spoken. */
    public record Value(ValueKind kind, String text) {}

    /** The sentence as it would be written. */
    public String written() {
        String text = template;
        for (var value : values.entrySet()) {
            text = text.replace('<' + value.getKey() + '>', value.getValue().text());
        }
        return text;
    }
}

package cn.smspay.talk.desk;

import java.util.Map;

/**
 * One sentence to be spoken: a text with placeholders, and the values that go there.
 *
 * @param language language tag of the text, {@code zh} or {@code en}
 * @param template the text as the author wrote it, like {@code 现金账户<cash>元。}
 * @param values what stands for each placeholder and how it is spoken
 */
public record Utterance(String language, String template, Map<String, Value> values) {
    /** A value to be spoken. */
    public record Value(Kind kind, String text) {}

    /** How a value is spoken. */
    public enum Kind {
        /** Yuan with two decimals, {@code 1234.50}. */
        MONEY,
        /** Digit by digit: card tails, order numbers, codes. */
        DIGITS,
        /** A whole number. */
        COUNT,
        /** {@code yyyy-MM-dd}. */
        DATE,
        /** {@code yyyy-MM-dd HH:mm}. */
        TIME,
        /** Words that have a recording of their own, like 充值卡账户. */
        WORDS
    }

    /** The sentence as it would be written. */
    public String written() {
        String text = template;
        for (var value : values.entrySet()) {
            text = text.replace('<' + value.getKey() + '>', value.getValue().text());
        }
        return text;
    }
}

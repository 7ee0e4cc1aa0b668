package cn.smspay.voice.speech;

import java.util.Map;

/**
 * A sentence to be spoken: the author's text with placeholders, and what stands for each of them.
 *
 * @param template like {@code 现金账户<cash>元，充值卡账户<card>元。}
 */
public record Sentence(String template, Map<String, Value> values) {
    /** What stands for a placeholder. Text that does not suit the kind is an {@link IllegalArgumentException} when spoken. */
    public record Value(Kind kind, String text) {}

    /** How a value is read out. */
    public enum Kind {
        /** Yuan with at most two decimals, {@code 1234.50}; the 元 that follows the placeholder belongs to it. */
        MONEY,
        /** One by one: card tails, order numbers, telephone numbers. */
        DIGITS,
        /** A whole number. */
        COUNT,
        /** {@code yyyy-MM-dd}. */
        DATE,
        /** {@code yyyy-MM-dd HH:mm}. */
        TIME,
        /** Words with a recording of their own, like 充值卡账户. */
        WORDS
    }
}

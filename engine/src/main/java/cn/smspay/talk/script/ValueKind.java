package cn.smspay.talk.script;

/** What a value is, which decides how it is written, spoken and translated. */
public enum ValueKind {
    /** Yuan with at most two decimals, {@code 1234.50}; when spoken, the 元 that follows the placeholder belongs to it. */
    MONEY,
    /** One by one: card tails, order numbers, codes. */
    DIGITS,
    /** A whole number. */
    COUNT,
    /** {@code yyyy-MM-dd}. */
    DATE,
    /** {@code yyyy-MM-dd HH:mm}. */
    TIME,
    /** A key of the table of words in {@code dialogs/_common.yaml}; what is said is its word, translated already. */
    WORD,
    /** Text that stands for itself in every language, such as a generated password or the name of a bank. */
    TEXT
}

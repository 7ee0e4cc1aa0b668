package cn.smspay.talk.desk;

import cn.smspay.accounts.customers.CardKey;
import cn.smspay.base.Secret;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a text looks like before it is understood, so that the rows it will want are read for a whole batch of messages at
 * once. A wrong guess costs a look at a row; it never changes an answer.
 *
 * @param card the key of the recharge card whose password it seems to hold
 * @param history whether it seems to hold the day since which somebody wants to see movements
 */
public record ReadHints(Optional<CardKey> card, boolean history) {
    public static final ReadHints NONE = new ReadHints(Optional.empty(), false);
    private static final int CARD_DIGITS = 18;
    private static final int DAY_DIGITS = 8;

    /** @param cardKey finds the key of a card by its password */
    static ReadHints of(String text, Function<Secret, CardKey> cardKey) {
        int from = 0;
        while (from < text.length() && !isDigit(text.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < text.length() && isDigit(text.charAt(to))) {
            to++;
        }
        return switch (to - from) {
            case CARD_DIGITS -> new ReadHints(Optional.of(cardKey.apply(new Secret(text.substring(from, to)))), false);
            case DAY_DIGITS -> new ReadHints(Optional.empty(), true);
            default -> NONE;
        };
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

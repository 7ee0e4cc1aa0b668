package cn.smspay.accounts.customers;

import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why something was not done, and what the subscriber has to know about it.
 *
 * @param facts by name: {@link Fen}, {@link Instant}, {@link Integer}, {@link BlockingState} or plain text
 * @param hindrances for {@link Reason#NOT_CLOSABLE} alone: everything that stands in the way
 */
public record Refusal(Reason reason, Map<String, Object> facts, List<Refusal> hindrances) {
    /** Every way in which this service says no. */
    public enum Reason {
        NO_ACCOUNT,
        PHONE_STATUS,
        /** At risk, not registered, transferred or renumbered: nothing that the sender could put right. */
        BARRED,
        /** An agent has stopped all debits. */
        FROZEN,
        /** No payment password yet: the account was imported without one. */
        NO_PIN,
        PHONE_SUSPENDED,
        ALREADY_OPEN,
        BRAND,
        SECONDARY_NUMBER,
        PIN_WRONG,
        PIN_JUST_LOCKED,
        PIN_LOCKED,
        LOGIN_WRONG,
        LOGIN_JUST_LOCKED,
        LOGIN_LOCKED,
        TOO_MANY,
        NOT_CLOSABLE,
        ALREADY_REAL_NAME,
        PROFILE_INCOMPLETE,
        NOT_VERIFIED,
        TOO_MANY_WRONG,
        UNKNOWN_CARD,
        NOT_HUNAN,
        NOT_ACTIVE,
        USED,
        EXPIRED,
        REPEATED,
        NOT_REAL_NAME,
        NO_BANK_CARD,
        CARD_CHANGED,
        SPEND_FIRST,
        NO_CASH,
        TOO_MUCH,
        PROVINCE_CLOSED,
        INSUFFICIENT,
        /** Hindrances of a closing. */
        WALLET,
        IN_TRANSIT,
        BALANCE,
        PHONE,
        /** Binding a bank card. */
        ALREADY_BOUND,
        TOO_MANY_BINDINGS,
        NAME_DIFFERS,
        BAD_CARD_NUMBER,
        /** Money and passwords elsewhere than by phone. */
        BAD_AMOUNT,
        BAD_PASSWORD,
        NOT_REVERSIBLE,
        /** The key was used before for something else or by somebody else (R 3.0.11). */
        KEY_REUSED,
        UNKNOWN_MERCHANT,
        /** Paid, closed or expired: nobody is to pay it any more. */
        ORDER_CLOSED,
        /** In the middle of something else by short message (R 3.10). */
        PAYER_BUSY,
        /** Above the amount that needs an SMS code, and none was given (S-084). */
        CODE_WANTED,
        CODE_WRONG,
        CODE_TOO_SOON,
        CODE_TOO_MANY,
        /** Nobody can be sent a code whose number is gone. */
        NO_PHONE,
        /** Equal to the one before, or to the other one. */
        SAME_PASSWORD,
        /** Another till took the money. */
        OTHER_TILL,
        /** More than a customer may have in a day (D-28). */
        OVER_DAY,
        /** What the carrier reports of a number that another person takes over (R 4.1). */
        CLOSE_FIRST,
        CANCELLED,
        TRANSFERRED,
        RENUMBERED,
        /** Too much came from one address of the network. */
        ADDRESS_LIMIT,
        /** The site: names, questions and proofs (R 4.3). */
        NOT_ACCEPTED,
        BAD_ALIAS,
        ALIAS_TAKEN,
        BAD_ANSWER,
        NO_QUESTION,
        ANSWER_WRONG,
        WEB_RESET_BLOCKED,
        PROOF_WRONG,
        NOT_SUPPORTED,
        PIN_WANTED,
        /** Bills for others (R 4.8). */
        NOT_CARRIERS,
        PAYEE_GONE,
        CONFIRM_TEST,
        /** Binding wants the bank's branch and place as well (S-073). */
        BAD_BRANCH,
        /** Orders of e-banks, batches of cards (R 4.4). */
        NOT_AVAILABLE,
        UNKNOWN_ORDER,
        BAD_DATES,
        WRONG_STATE,
        /** No wallet, or none that could do this. */
        NO_WALLET,
        /** The card belongs to another wallet already. */
        CARD_TAKEN,
        /** A contact that is over or was overtaken by a newer one: the card has to be asked again. */
        CONTACT_OVER,
        /** The card's proof is wrong: it is not the card that it claims to be. */
        BAD_CARD_PROOF,
        /** Counters that the card cannot have: another card with this number. */
        OTHER_CARD,
        /** Its counter has come to its end, or its balance has no room: it takes no load any more. */
        CARD_FULL,
        /** A card with money is closed at a hall. */
        NOT_EMPTY
    }

    public static Refusal of(Reason reason) {
        return new Refusal(reason, Map.of(), List.of());
    }

    public static Refusal of(Reason reason, String fact, Object value) {
        return new Refusal(reason, Map.of(fact, value), List.of());
    }

    public static Refusal of(Reason reason, Map<String, Object> facts) {
        return new Refusal(reason, facts, List.of());
    }

    public static Refusal phone(BlockingState state) {
        return of(state.isRestorable() ? Reason.PHONE_STATUS : Reason.BARRED, "state", state);
    }

    /** As a text for a column: a line for the reason, one for each fact; those that stand in the way of a closing follow. */
    public String written() {
        var text = new StringBuilder(reason.name());
        new TreeMap<>(facts)
                .forEach((name, value) -> text.append('\n')
                        .append(kind(value))
                        .append(' ')
                        .append(name)
                        .append(' ')
                        .append(value instanceof Fen fen ? Long.toString(fen.fen()) : value.toString()));
        hindrances.forEach(each -> text.append("\n\n").append(each.written()));
        return text.toString();
    }

    /**
     * What {@link #written} wrote.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Refusal read(String written) {
        var all = new ArrayList<Refusal>();
        for (String part : written.split("\n\n")) {
            var lines = part.split("\n");
            var facts = new TreeMap<String, Object>();
            for (int i = 1; i < lines.length; i++) {
                var words = lines[i].split(" ", 3);
                facts.put(words[1], fact(words[0], words[2]));
            }
            all.add(of(Reason.valueOf(lines[0]), facts));
        }
        var first = all.get(0);
        return new Refusal(first.reason(), first.facts(), List.copyOf(all.subList(1, all.size())));
    }

    private static String kind(Object value) {
        if (value instanceof Fen) {
            return "fen";
        } else if (value instanceof Instant) {
            return "time";
        } else if (value instanceof Integer) {
            return "count";
        }
        return value instanceof BlockingState ? "state" : "text";
    }

    private static Object fact(String kind, String value) {
        return switch (kind) {
            case "fen" -> new Fen(Long.parseLong(value));
            case "time" -> Instant.parse(value);
            case "count" -> Integer.valueOf(value);
            case "state" -> BlockingState.valueOf(value);
            case "text" -> value;
            default -> throw new IllegalArgumentException("no fact of a refusal: " + kind);
        };
    }
}

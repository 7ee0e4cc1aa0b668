package cn.smspay.accounts.customers;

import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Why something was not done, and what the subscriber has to know about it.
 *
 * @param facts by name: {@link Fen}, {@link Instant}, {@link Integer}, {@link State} or plain text
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
        NOT_EMPTY,
        /** A lost wallet is neither blocked nor found again (S-146). */
        NOT_SUPPORTED
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

    static Refusal phone(State state) {
        return of(state.isRestorable() ? Reason.PHONE_STATUS : Reason.BARRED, "state", state);
    }
}

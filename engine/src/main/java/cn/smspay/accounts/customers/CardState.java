package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** What became of a recharge card (R 4.4). Whether it has expired is a matter of the date. */
public enum CardState {
    NEW,
    ACTIVE,
    FROZEN,
    VOID,
    USED;

    /** Reads the name of a state in which a card can come into stock. */
    public static Optional<CardState> readUnused(String text) {
        return Arrays.stream(values())
                .filter(state -> state != USED && state.name().equalsIgnoreCase(text))
                .findFirst();
    }
}

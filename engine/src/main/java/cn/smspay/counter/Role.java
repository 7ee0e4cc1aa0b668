package cn.smspay.counter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody is to the service (R 4.12). */
public enum Role {
    /** Of a hall, with a till. */
    CLERK(true),
    SUPERVISOR(true),
    /** Of 10086. */
    AGENT(true),
    OPERATOR(true),
    AUDITOR(true),
    /** A person of a merchant. */
    MERCHANT_USER(true),
    /** The customer himself, on the site. */
    CUSTOMER(false),
    /** A merchant's program. */
    MERCHANT(false),
    BANK(false),
    /** The carrier's customer system. */
    BOSS(false),
    /** A POS or the STK platform. */
    TERMINAL(false),
    /** Our own rounds. */
    SYSTEM(false);

    private final boolean person;

    Role(boolean person) {
        this.person = person;
    }

    /** Whether staff may be given it. */
    public boolean isOfStaff() {
        return person;
    }

    /** As it is written: {@code merchant-user}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Role> read(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}

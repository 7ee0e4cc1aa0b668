package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** How far a phone is in service, with the carrier's codes (R 4.1). Why it is not: {@link StopReason}. */
public enum PhoneStatus {
    NORMAL("00", "正常"),
    ONE_WAY("01", "单向停机"),
    TWO_WAY("02", "双向停机"),
    PRE_CANCELLED("03", "预销号"),
    CANCELLED("04", "销号"),
    TRANSFERRED("05", "过户"),
    RENUMBERED("06", "改号"),
    UNKNOWN("99", "未知");

    private final String code;
    private final String chinese;

    PhoneStatus(String code, String chinese) {
        this.code = code;
        this.chinese = chinese;
    }

    public String code() {
        return code;
    }

    public boolean isSuspended() {
        return this == ONE_WAY || this == TWO_WAY;
    }

    /** Whether the number belongs to another person, or the person to another number, from now on. */
    public boolean isAnotherPersons() {
        return this == TRANSFERRED || this == RENUMBERED;
    }

    /** Reads the carrier's code, the Chinese name or the name of the constant. */
    public static Optional<PhoneStatus> read(String text) {
        return Arrays.stream(values())
                .filter(s -> s.code.equals(text)
                        || s.chinese.equals(text)
                        || s.name().equalsIgnoreCase(text))
                .findFirst();
    }
}

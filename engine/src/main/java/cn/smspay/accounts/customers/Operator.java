package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** Whose customer a number is. */
public enum Operator {
    CHINA_MOBILE("中国移动"),
    CHINA_UNICOM("中国联通"),
    CHINA_TELECOM("中国电信");

    private final String chinese;

    Operator(String chinese) {
        this.chinese = chinese;
    }

    /** Reads the Chinese name or the name of the constant. */
    public static Optional<Operator> read(String text) {
        return Arrays.stream(values())
                .filter(it -> it.chinese.equals(text) || it.name().equalsIgnoreCase(text))
                .findFirst();
    }
}

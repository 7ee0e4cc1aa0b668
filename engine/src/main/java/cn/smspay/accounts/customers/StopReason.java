package cn.smspay.accounts.customers;

import java.util.Arrays;
import java.util.Optional;

/** Why a phone is out of service. The deck names extent and reason separately; both are kept. */
public enum StopReason {
    NONE("无"),
    ON_REQUEST("申请"),
    DEBT("欠费"),
    LOST("挂失"),
    CARRIER("局方");

    private final String chinese;

    StopReason(String chinese) {
        this.chinese = chinese;
    }

    public static Optional<StopReason> read(String text) {
        return Arrays.stream(values())
                .filter(r -> r.chinese.equals(text) || r.name().equalsIgnoreCase(text))
                .findFirst();
    }
}

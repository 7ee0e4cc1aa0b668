package cn.smspay.books.charge;

import java.util.List;

/**
 * One price of one short message.
 *
 * @param id the name that the billing system knows it by
 * @param feeType what is paid for, e.g. {@code COMMUNICATION}
 * @param li 厘, 0.001 yuan, not below zero
 */
public record Tariff(String id, String feeType, int li) {
    /** 0.1 yuan per uplink and nothing for the rest (S-043, R 3.0.4). */
    public static final List<Tariff> SERVICE =
            List.of(new Tariff("SMS-UP-100", "COMMUNICATION", 100), new Tariff("SMS-UP-FREE", "COMMUNICATION", 0));

    /** On records whose amount no tariff has: stored all the same, and named by {@code reconcile}. */
    public static final String UNKNOWN = "UNKNOWN";

    static Tariff of(List<Tariff> tariffs, int li) {
        for (Tariff tariff : tariffs) {
            if (tariff.li == li) {
                return tariff;
            }
        }
        return new Tariff(UNKNOWN, UNKNOWN, li);
    }
}

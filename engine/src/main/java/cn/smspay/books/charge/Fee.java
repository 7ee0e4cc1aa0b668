package cn.smspay.books.charge;

/**
 * What an uplink costs.
 *
 * @param feeType what is paid for, see {@link Tariff}
 * @param amountLi 厘, 0.001 yuan; of a correction the difference
 */
public record Fee(String feeType, String tariff, long amountLi) {}

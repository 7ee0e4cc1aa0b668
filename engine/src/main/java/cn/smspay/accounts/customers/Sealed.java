package cn.smspay.accounts.customers;

/** What things are sealed for; the purpose must be the same when they are opened. */
public final class Sealed {
    public static final String NAME = "name";
    public static final String ID_NUMBER = "id number";
    public static final String BANK_CARD = "bank card";
    public static final String ONE_TIME_CODE = "one-time code";
    public static final String RECHARGE_CARD = "recharge card";

    private Sealed() {}
}

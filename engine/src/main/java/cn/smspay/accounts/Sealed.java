package cn.smspay.accounts;

/** What things are sealed for; the purpose must be the same when they are opened. */
final class Sealed {
    static final String NAME = "name";
    static final String ID_NUMBER = "id number";
    static final String BANK_CARD = "bank card";
    static final String RECHARGE_CARD = "recharge card";

    private Sealed() {}
}

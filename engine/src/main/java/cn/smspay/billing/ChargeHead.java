package cn.smspay.billing;

import cn.smspay.store.Table;

/** Where the chain of records ends; the one row of its table. */
record ChargeHead(int id, long number, AccountingDay day, byte[] chain) {
    static final Table<Integer, ChargeHead> TABLE = Table.cached("charge_head", int.class, ChargeHead.class, 1);

    static final ChargeHead START = new ChargeHead(1, 0, AccountingDay.NONE, Chain.GENESIS);
}

package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import cn.smspay.store.Table;

/** Where the chain of records ends; the one row of its table. */
public record ChargeHead(int id, long number, ServiceDay day, byte[] chain) {
    public static final Table<Integer, ChargeHead> TABLE = Table.cached("charge_head", int.class, ChargeHead.class, 1);

    public static final ChargeHead START = new ChargeHead(1, 0, ServiceDay.NONE, Chain.GENESIS);
}

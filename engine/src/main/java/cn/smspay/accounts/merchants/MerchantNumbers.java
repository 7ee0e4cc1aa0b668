package cn.smspay.accounts.merchants;

import cn.smspay.store.Reads;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.util.Optional;

/** What merchants call their orders and refunds by: each number once. */
final class MerchantNumbers {
    private static final Table<Name, Row> NUMBER = Table.of("merchant_number", Name.class, Row.class);

    enum Kind {
        ORDER,
        REFUND
    }

    record Name(String merchant, Kind kind, String number) {}

    record Row(Name name, String no) {}

    private MerchantNumbers() {}

    static Optional<String> find(Tx tx, String merchant, Kind kind, String number) {
        return tx.find(NUMBER, new Name(merchant, kind, number)).map(Row::no);
    }

    /** What {@link #find} will look for, and the order behind it. */
    static void want(Reads ahead, String merchant, Kind kind, String number) {
        ahead.want(NUMBER, new Name(merchant, kind, number), (more, row) -> more.want(Orders.ORDER, row.no()));
    }

    static void remove(Tx tx, String merchant, Kind kind, String number) {
        tx.delete(NUMBER, new Name(merchant, kind, number));
    }

    static void add(Tx tx, String merchant, Kind kind, String number, String no) {
        tx.add(NUMBER, new Row(new Name(merchant, kind, number), no));
    }
}

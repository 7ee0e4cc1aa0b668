package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.Province;
import cn.smspay.books.ledger.BookAccount;

/**
 * A cash desk of a hall (R 4.4): money that it took can be given back by it alone.
 *
 * @param name of the desk within the province; empty for a province whose desks are not told apart
 */
public record Till(Province province, String name) {
    public static Till of(Province province) {
        return new Till(province, "");
    }

    /** Of the book. */
    public BookAccount account() {
        return BookAccount.hallCash(name.isEmpty() ? province.name() : province.name() + ":" + name);
    }
}

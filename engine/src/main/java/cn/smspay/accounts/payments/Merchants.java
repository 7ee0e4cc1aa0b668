package cn.smspay.accounts.payments;

import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.util.Optional;

/** Whom purchases may be paid to (R 4.6). */
public final class Merchants {
    private static final Table<String, Merchant> MERCHANT = Table.of("merchant", String.class, Merchant.class);

    /**
     * @param name as customers are told it
     * @param live whether it may be paid now
     */
    public record Merchant(String id, String name, boolean live) {}

    /** Adds a merchant, or changes what is known of it. */
    public void put(Tx tx, Merchant merchant) {
        tx.put(MERCHANT, merchant);
    }

    public Optional<Merchant> find(Tx tx, String id) {
        return tx.find(MERCHANT, id);
    }
}

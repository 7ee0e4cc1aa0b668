package cn.smspay.accounts.payments;

import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.util.List;
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

    /** At most so many by id, after this one. */
    public List<Merchant> after(Tx tx, String after, int most) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", MERCHANT.columns())
                        + " from merchant where id > :after order by id limit :most")
                .bind("after", after)
                .bind("most", most)
                .map((row, c) -> MERCHANT.read(row))
                .list());
    }

    public Optional<Merchant> find(Tx tx, String id) {
        return tx.find(MERCHANT, id);
    }
}

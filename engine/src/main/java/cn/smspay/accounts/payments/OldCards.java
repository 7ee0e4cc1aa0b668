package cn.smspay.accounts.payments;

import cn.smspay.accounts.customers.CardKey;
import cn.smspay.base.Sha256;
import cn.smspay.store.Rewrite;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Takes over recharge cards that an earlier program stored under all 64 digits of their hash. A hash that was damaged before fits
 * no password; its card stays in stock under a key that fits none either.
 */
public final class OldCards implements Rewrite {
    private static final String REST =
            "serial, face, issuer, state, last_day, used_by, used_at, used_channel, used_transfer";

    @Override
    public String after() {
        return "071-card-key";
    }

    @Override
    public boolean slice(Handle sql, int most) {
        return moved(sql, "frozen_card", "before", most) || moved(sql, "recharge_card", REST, most);
    }

    private static boolean moved(Handle sql, String table, String rest, int most) {
        var old = table + "_of_hash";
        var hashes = sql.createQuery("select hash from " + old + " order by hash limit :most")
                .bind("most", most)
                .mapTo(String.class)
                .list();
        if (hashes.isEmpty()) {
            return false;
        }
        copy(
                sql,
                "insert into " + table + " (key_high, key_low, " + rest + ") select ?, ?, " + rest + " from " + old
                        + " where hash = ?",
                hashes);
        sql.createUpdate("delete from " + old + " where hash <= :last")
                .bind("last", hashes.get(hashes.size() - 1))
                .execute();
        return true;
    }

    private static void copy(Handle sql, String copy, List<String> hashes) {
        var copies = sql.prepareBatch(copy);
        for (var hash : hashes) {
            var key = key(hash);
            copies.bind(0, key.keyHigh()).bind(1, key.keyLow()).bind(2, hash).add();
        }
        copies.execute();
    }

    private static CardKey key(String hash) {
        try {
            return CardKey.of(hash);
        } catch (IllegalArgumentException e) {
            return CardKey.of(Sha256.hex(hash));
        }
    }
}

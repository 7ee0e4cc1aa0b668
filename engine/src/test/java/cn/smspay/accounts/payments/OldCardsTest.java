package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.CardKey;
import cn.smspay.base.Sha256;
import cn.smspay.testing.TestPostgres;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Cards of an earlier schema move a few at a time; MigrationsTest ends the program in between. */
final class OldCardsTest {
    private static final int CARDS = 7;

    @Test
    void inTheFile() {
        Jdbi.create("jdbc:sqlite::memory:").useHandle(OldCardsTest::moveAll);
    }

    @Test
    void onPostgres() throws Exception {
        try (var postgres = TestPostgres.make();
                var connection = postgres.connect();
                var handle = Jdbi.create(connection).open()) {
            moveAll(handle);
        }
    }

    private static void moveAll(Handle sql) {
        make(sql);
        var cards = new OldCards();
        int slices = 0;
        while (cards.slice(sql, 3)) {
            slices++;
            int moved = count(sql, "recharge_card");
            assertEquals(CARDS - moved, count(sql, "recharge_card_of_hash"));
        }

        assertEquals(4, slices, "one of what was frozen, three of cards");
        assertFalse(cards.slice(sql, 3));
        for (int i = 0; i < CARDS; i++) {
            var key = i == CARDS - 1 ? CardKey.of(Sha256.hex("damaged")) : CardKey.of(Sha256.hex("card " + i));
            assertEquals(
                    List.of("serial " + i),
                    sql.createQuery("select serial from recharge_card where key_high = ? and key_low = ?")
                            .bind(0, key.keyHigh())
                            .bind(1, key.keyLow())
                            .mapTo(String.class)
                            .list());
        }
        assertEquals(2, count(sql, "recharge_card where used_by = 16 and used_transfer = 9"));
        assertEquals(
                1,
                count(
                        sql,
                        "frozen_card f join recharge_card c"
                                + " on c.key_high = f.key_high and c.key_low = f.key_low where f.before = 'NEW'"));
        assertTrue(CardKey.of("f".repeat(64)).keyHigh() == -1, "all 64 digits count");
    }

    private static void make(Handle sql) {
        var rest = "serial text, face bigint, issuer text, state text, last_day bigint, used_by bigint, used_at bigint,"
                + " used_channel text, used_transfer bigint";
        sql.execute("create table recharge_card_of_hash (hash text primary key, " + rest + ")");
        sql.execute("create table recharge_card (key_high bigint, key_low bigint, " + rest
                + ", primary key (key_high, key_low))");
        sql.execute("create table frozen_card_of_hash (hash text primary key, before text)");
        sql.execute("create table frozen_card (key_high bigint, key_low bigint, before text)");
        for (int i = 0; i < CARDS; i++) {
            var hash = i == CARDS - 1 ? "damaged" : Sha256.hex("card " + i);
            sql.execute(
                    "insert into recharge_card_of_hash values (?, ?, 5000, 'HUNAN', ?, 20121231, ?, ?, ?, ?)",
                    hash,
                    "serial " + i,
                    i < 2 ? "USED" : "ACTIVE",
                    i < 2 ? 16L : null,
                    i < 2 ? 1L : null,
                    i < 2 ? "SMS" : null,
                    i < 2 ? 9L : null);
        }
        sql.execute("insert into frozen_card_of_hash values (?, 'NEW')", Sha256.hex("card 3"));
    }

    private static int count(Handle sql, String what) {
        return sql.createQuery("select count(*) from " + what)
                .mapTo(Integer.class)
                .one();
    }
}

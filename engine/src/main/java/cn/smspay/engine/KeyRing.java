package cn.smspay.engine;

import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.store.DatabaseCatalogue;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Opens the data key of a database by the operator's master key. Every start and every tool that seals or hashes comes by here,
 * so a wrong master key is refused before anything is written with it.
 */
public final class KeyRing {
    /** What everything is derived from that cannot be made anew: pepper, keyed hashes, fingerprints, and the first seals. */
    private static final long FIRST = 1;

    /** Where sealed values of before the data key are found, with the purpose that they were sealed for. */
    private static final Map<String, String> SEALED_BEFORE = Map.of(
            "select name_sealed from identity where name_sealed is not null limit 1", "name",
            "select number_sealed from bank_card limit 1", "bank card",
            "select sealed from quarantine order by id desc limit 1", "quarantine");

    /** Columns that hold what a key was applied to, beside those that are called sealed. */
    private static final Set<String> KEYED = Set.of("hash", "fingerprint");

    private KeyRing() {}

    /**
     * The vault of this database. A new database gets a data key by chance; in one of before data keys the master key itself
     * becomes the data key, so that everything sealed opens as it did.
     *
     * @throws WrongKey if the database was written with another master key
     */
    public static Vault open(Store store, MasterKey master, Instant now) {
        var stored = store.read(KeyRing::stored);
        if (stored.isPresent()) {
            var vault = Vault.of(master.unwrap(stored.get()));
            store.read(KeyRing::sealingKeys).forEach(key -> vault.adopt(master.unwrap(key)));
            return vault;
        }
        var made = store.write(tx -> make(tx, master, now));
        if (made.fromBefore()) {
            // Free pages and the log still hold values of before the key.
            store.compact();
        }
        return made.vault();
    }

    /**
     * Seals the data key anew, in one transaction: it is opened by the one master key or the other, whatever happens.
     *
     * @return false if the new master key opens it already, as after a rotation that was broken off behind this step
     * @throws WrongKey if neither opens it
     */
    public static boolean rotate(Store store, MasterKey old, MasterKey fresh) {
        return store.write(tx -> tx.query(sql -> {
            var rows = sql.createQuery("select id, sealed from data_key order by id")
                    .map((row, context) -> Map.entry(row.getLong(1), row.getBytes(2)))
                    .list();
            if (rows.isEmpty()) {
                throw new IllegalStateException("this database has no data key yet; start the engine once");
            }
            boolean rotated = false;
            for (var row : rows) {
                if (!opens(fresh, row.getValue())) {
                    sql.createUpdate("update data_key set sealed = :sealed where id = :id")
                            .bind("sealed", fresh.wrap(old.unwrap(row.getValue())))
                            .bind("id", row.getKey())
                            .execute();
                    rotated = true;
                }
            }
            return rotated;
        }));
    }

    /** Keys that only seal, the oldest first. */
    private static List<byte[]> sealingKeys(Handle sql) {
        return sql.createQuery("select sealed from data_key where id > :first order by id")
                .bind("first", FIRST)
                .mapTo(byte[].class)
                .list();
    }

    /**
     * Makes a new key for sealing, which this vault and every later one seals with from now on.
     *
     * @return its id
     * @throws WrongKey if this is not the master key of the database
     */
    public static long addSealing(Store store, MasterKey master, Vault vault, Instant now) {
        var key = MasterKey.newDataKey();
        long id = store.write(tx -> tx.query(sql -> {
            master.unwrap(stored(sql)
                    .orElseThrow(() ->
                            new IllegalStateException("this database has no data key yet; start the engine once")));
            return sql.createQuery("""
                            insert into data_key (id, sealed, made_at)
                            select max(id) + 1, :sealed, :at from data_key returning id""")
                    .bind("sealed", master.wrap(key))
                    .bind("at", now.toEpochMilli())
                    .mapTo(Long.class)
                    .one();
        }));
        vault.adopt(key);
        return id;
    }

    /** Drops the keys for sealing of before this one, when nothing is sealed with them any more. */
    static void dropSealingBefore(Store store, long id) {
        store.write(tx -> tx.query(sql -> sql.createUpdate("delete from data_key where id > :first and id < :id")
                .bind("first", FIRST)
                .bind("id", id)
                .execute()));
    }

    /** Whether this master key opens the data key; in a database of before data keys no key can be compared. */
    static boolean opensReadOnly(Handle sql, MasterKey master) {
        boolean hasKeys = DatabaseCatalogue.of(sql).hasTable("data_key");
        return !hasKeys || stored(sql).map(known -> opens(master, known)).orElse(true);
    }

    private static boolean opens(MasterKey key, byte[] sealed) {
        try {
            key.unwrap(sealed);
            return true;
        } catch (WrongKey e) {
            return false;
        }
    }

    private record OpenedVault(Vault vault, boolean fromBefore) {}

    private static Optional<byte[]> stored(Handle sql) {
        return sql.createQuery("select sealed from data_key where id = :id")
                .bind("id", FIRST)
                .mapTo(byte[].class)
                .findOne();
    }

    private static OpenedVault make(Tx tx, MasterKey master, Instant now) {
        return tx.query(sql -> {
            var other = stored(sql);
            if (other.isPresent()) {
                return new OpenedVault(Vault.of(master.unwrap(other.get())), false);
            }
            boolean used = isUsed(sql);
            var key = used ? master.asDataKey() : MasterKey.newDataKey();
            var vault = Vault.of(key);
            if (used) {
                checkOpens(sql, vault);
                giveKey(sql, vault, "uplink", "id");
                giveKey(sql, vault, "at_risk", "fingerprint");
            }
            sql.createUpdate("insert into data_key (id, sealed, made_at) values (:id, :sealed, :at)")
                    .bind("id", FIRST)
                    .bind("sealed", master.wrap(key))
                    .bind("at", now.toEpochMilli())
                    .execute();
            return new OpenedVault(vault, used);
        });
    }

    /** Whether anything is stored that was made with a key, or ought to have been. */
    private static boolean isUsed(Handle sql) {
        var tables = DatabaseCatalogue.of(sql).columns().stream()
                .filter(column -> column.name().contains("sealed") || KEYED.contains(column.name()))
                .map(DatabaseCatalogue.Column::table)
                .filter(table -> !table.equals("data_key"))
                .collect(Collectors.toCollection(TreeSet::new));
        return tables.stream()
                .anyMatch(table -> sql.createQuery("select exists (select 1 from " + table + ")")
                        .mapTo(Boolean.class)
                        .one());
    }

    private static void checkOpens(Handle sql, Vault vault) {
        SEALED_BEFORE.forEach((query, purpose) -> sql.createQuery(query)
                .mapTo(byte[].class)
                .findOne()
                .ifPresent(stored -> {
                    try {
                        vault.unseal(stored, purpose);
                    } catch (IllegalStateException e) {
                        throw new WrongKey(WrongKey.OTHER);
                    }
                }));
    }

    /** A redelivery of before is recognised after: the key is applied to the digest that was stored. */
    private static void giveKey(Handle sql, Vault vault, String table, String key) {
        var rows = sql.createQuery("select " + key + ", fingerprint from " + table + " where fingerprint <> ''")
                .map((row, context) -> Map.entry(row.getObject(1), row.getString(2)))
                .list();
        for (var row : rows) {
            sql.createUpdate("update " + table + " set fingerprint = :print where " + key + " = :key")
                    .bind("print", vault.fingerprint(row.getValue().getBytes(StandardCharsets.US_ASCII)))
                    .bind("key", row.getKey())
                    .execute();
        }
    }
}

package cn.smspay.engine;

import cn.smspay.base.vault.MasterKey;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Seals everything anew that is sealed, with a key made for it, while the engine serves: slice by slice, each compared with what was
 * read. Broken off anywhere, all opens as before, and the next time does the whole again. Pepper and keyed hashes are left: what they
 * hashed cannot be hashed anew without the secret.
 */
public final class Resealing {
    /** Rows of a slice: some milliseconds of the writer. */
    private static final int SLICE = 200;

    /**
     * A column of sealed values.
     *
     * @param key the columns of the primary key, by commas
     * @param purpose what they are sealed for
     */
    record SealedColumn(String table, String key, String name, String purpose) {}

    /** All there are. */
    static final List<SealedColumn> COLUMNS = List.of(
            new SealedColumn("identity", "subscription", "name_sealed", "name"),
            new SealedColumn("identity", "subscription", "id_number_sealed", "id number"),
            new SealedColumn("holder", "account", "name_sealed", "name"),
            new SealedColumn("bank_card", "account", "number_sealed", "bank card"),
            new SealedColumn("withdrawal_order", "id", "card_sealed", "bank card"),
            new SealedColumn("downlink", "id", "sealed", "downlink"),
            new SealedColumn("message_part", "sender,service,width,reference,total,number", "sealed", "message part"),
            new SealedColumn("quarantine", "id", "sealed", "quarantine"),
            new SealedColumn("counter_key", "client,word", "reply", "reply"),
            new SealedColumn("counter_request", "id", "reply", "reply"),
            new SealedColumn("proposal", "id", "arguments", "proposal"),
            new SealedColumn("staff", "name", "totp_sealed", "totp"),
            new SealedColumn("staff_link", "staff", "totp_sealed", "totp"),
            new SealedColumn("partner_key", "id", "material", "partner key"),
            new SealedColumn("service_key", "name", "private_key", "service key"),
            new SealedColumn("partner_secret", "client", "present", "notify secret"),
            new SealedColumn("partner_secret", "client", "former", "notify secret"),
            new SealedColumn("free_text", "key", "text_sealed", "free text"));

    private final Store store;
    private final Vault vault;

    private Resealing(Store store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /**
     * Does it.
     *
     * @param progress is told each column that is done
     * @return how many values each column had, by table and column
     * @throws cn.smspay.base.vault.WrongKey if this is not the master key of the database; nothing is done then
     */
    public static Map<String, Long> all(
            Store store, Vault vault, MasterKey master, Instant now, Consumer<String> progress) {
        long id = KeyRing.addSealing(store, master, vault, now);
        var work = new Resealing(store, vault);
        var done = new LinkedHashMap<String, Long>();
        for (var column : COLUMNS) {
            var name = column.table() + "." + column.name();
            done.put(name, work.column(column));
            progress.accept(name + ": " + done.get(name));
        }
        KeyRing.dropSealingBefore(store, id);
        return done;
    }

    /** Its rows are gone through by the primary key, whatever it is. */
    private long column(SealedColumn column) {
        long count = 0;
        List<Object> last = List.of();
        while (true) {
            var from = last;
            var slice = store.read(sql -> slice(sql, column, from));
            if (slice.isEmpty()) {
                return count;
            }
            store.write(tx -> tx.query(sql -> {
                slice.forEach(row -> replace(sql, column, row));
                return slice.size();
            }));
            count += slice.size();
            last = slice.get(slice.size() - 1).key();
        }
    }

    private record Row(List<Object> key, byte[] sealed) {}

    private static List<Row> slice(Handle sql, SealedColumn column, List<Object> last) {
        var keys = Arrays.asList(column.key().split(","));
        var after = last.isEmpty()
                ? ""
                : " and (" + column.key() + ") > ("
                        + keys.stream().map(key -> "?").collect(Collectors.joining(", ")) + ")";
        var query = sql.createQuery("select " + column.key() + ", " + column.name() + " from " + column.table()
                + " where " + column.name() + " is not null" + after + " order by " + column.key() + " limit " + SLICE);
        for (int i = 0; i < last.size(); i++) {
            query.bind(i, last.get(i));
        }
        return query.map((row, context) -> {
                    var key = new ArrayList<Object>();
                    for (int i = 1; i <= keys.size(); i++) {
                        key.add(row.getObject(i));
                    }
                    return new Row(key, row.getBytes(keys.size() + 1));
                })
                .list();
    }

    /** What has changed meanwhile was sealed with the new key by whoever changed it. */
    private void replace(Handle sql, SealedColumn column, Row row) {
        var where =
                Arrays.stream(column.key().split(",")).map(key -> key + " = ?").collect(Collectors.joining(" and "));
        var update = sql.createUpdate("update " + column.table() + " set " + column.name() + " = ? where " + where
                        + " and " + column.name() + " = ?")
                .bind(0, vault.seal(vault.unseal(row.sealed(), column.purpose()), column.purpose()));
        for (int i = 0; i < row.key().size(); i++) {
            update.bind(i + 1, row.key().get(i));
        }
        update.bind(row.key().size() + 1, row.sealed()).execute();
    }
}

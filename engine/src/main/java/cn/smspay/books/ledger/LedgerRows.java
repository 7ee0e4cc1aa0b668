package cn.smspay.books.ledger;

import cn.smspay.base.AccountNo;
import cn.smspay.books.ledger.LedgerChain.Key;
import cn.smspay.books.ledger.LedgerChain.Leg;
import cn.smspay.books.ledger.LedgerChain.Movement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads whole movements in the order in which they were posted, one after the other, so that a large book fits. */
final class LedgerRows {
    /** A row a posting. Takes whatever is written: it serves to find what is wrong. */
    private static final String ALL = """
            select t.id, t.event, t.resolves, t.reverses, t.business_date, t.at, t.chain,
                   r.idempotency_key, r.input_hash, p.account, p.side, p.amount, p.balance_after, p.previous_transfer
            from transfer t
            left join transfer_request r on r.transfer = t.id
            left join posting p on p.transfer = t.id
            where t.id > :after
            order by t.id, p.account, r.idempotency_key
            """;
    /** Rows that the driver hands over at once. */
    private static final int FETCH = 1_000;

    private LedgerRows() {}

    /** Takes a movement with its stored link, which is missing before the chain was begun. */
    interface Use {
        void take(Movement movement, byte @Nullable [] link);
    }

    static void walk(Handle sql, long after, Use use) {
        var gathering = new Gathering(names(sql), use);
        sql.createQuery(ALL)
                .bind("after", after)
                .setFetchSize(FETCH)
                .map((row, context) -> {
                    gathering.add(row);
                    return 0;
                })
                .forEach(done -> {});
        gathering.finish();
    }

    /** Names of the service's own accounts by their numbers. */
    private static Map<Long, String> names(Handle sql) {
        var names = new HashMap<Long, String>();
        sql.createQuery("select id, code from system_account")
                .map((row, context) -> Objects.requireNonNullElse(names.put(row.getLong(1), row.getString(2)), ""))
                .list();
        return names;
    }

    /** The name of an account as {@link BookAccount} says it. */
    private static String name(Map<Long, String> system, long account) {
        int pocket = (int) Math.floorMod(account, (long) Pocket.PER_ACCOUNT);
        if (account < 0 || pocket >= Pocket.values().length) {
            return Objects.requireNonNullElse(system.get(account), "account " + account);
        }
        return BookAccount.of(new AccountNo(account / Pocket.PER_ACCOUNT), Pocket.values()[pocket])
                .toString();
    }

    private static final class Gathering {
        private final Map<Long, String> names;
        private final Use use;
        private @Nullable Movement movement;
        private byte @Nullable [] link;

        Gathering(Map<Long, String> names, Use use) {
            this.names = names;
            this.use = use;
        }

        void add(ResultSet row) throws SQLException {
            var current = movement;
            if (current == null || current.id() != row.getLong(1)) {
                finish();
                current = read(row);
                movement = current;
                link = row.getBytes(7);
            }
            long account = row.getLong(10);
            var legs = current.legs();
            // A transfer with two keys has each posting twice.
            if (!row.wasNull() && (legs.isEmpty() || legs.get(legs.size() - 1).account() != account)) {
                legs.add(new Leg(
                        account,
                        name(names, account),
                        String.valueOf(row.getString(11)),
                        row.getLong(12),
                        row.getLong(13),
                        number(row, 14)));
            }
        }

        private static Movement read(ResultSet row) throws SQLException {
            var key = row.getString(8);
            return new Movement(
                    row.getLong(1),
                    String.valueOf(row.getString(2)),
                    number(row, 3),
                    number(row, 4),
                    row.getInt(5),
                    row.getLong(6),
                    key == null ? null : new Key(key, row.getLong(9)),
                    new ArrayList<>());
        }

        private static @Nullable Long number(ResultSet row, int column) throws SQLException {
            long number = row.getLong(column);
            return row.wasNull() ? null : number;
        }

        void finish() {
            if (movement != null) {
                use.take(movement, link);
            }
            movement = null;
        }
    }
}

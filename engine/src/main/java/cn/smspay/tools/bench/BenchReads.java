package cn.smspay.tools.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What SQLite alone takes to read what the engine reads for a question about a balance: of one subscriber after another, in
 * a scattered order, the number, the subscription, the account and its three accounts in the book. Nothing is decided.
 */
final class BenchReads implements AutoCloseable {
    private static final int ROWS = BenchDisk.ROWS;
    private static final int POCKETS = 3;
    private static final int POCKETS_MOST = 8;

    private final SplittableRandom random = new SplittableRandom(20091102);
    private final Connection connection;
    private final long accounts;
    private final PreparedStatement numbers;
    private final PreparedStatement subscriptions;
    private final PreparedStatement accountRows;
    private final PreparedStatement book;

    /** @param database of a run, with so many accounts */
    BenchReads(Path database, long accounts, int mapMegabytes) throws SQLException {
        this.accounts = accounts;
        connection = BenchDisk.open(
                database, "query_only = on", "cache_size = -65536", "mmap_size = " + mapMegabytes * (1L << 20));
        connection.setAutoCommit(false);
        numbers = select("number", "msisdn");
        subscriptions = select("subscription", "id");
        accountRows = select("account", "no");
        book = select("ledger_account", "id");
    }

    private PreparedStatement select(String table, String key) throws SQLException {
        return connection.prepareStatement("with want(k) as (values "
                + String.join(", ", Collections.nCopies(ROWS, "(?)")) + ") select t.* from want cross join " + table
                + " t where t." + key + " = want.k");
    }

    /** Reads for so many messages; a multiple of {@link #ROWS}. */
    void read(int messages) throws SQLException {
        for (int done = 0; done < messages; done += ROWS) {
            var wanted = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                wanted.add(Long.parseLong(MassStock.number(random.nextLong(accounts))));
            }
            var owners = read(subscriptions, "account", read(numbers, "subscription", wanted));
            read(accountRows, "no", owners);
            var inTheBook = new ArrayList<>();
            for (Object owner : owners) {
                for (int pocket = 0; pocket < POCKETS; pocket++) {
                    inTheBook.add((long) owner * POCKETS_MOST + pocket);
                }
            }
            for (int from = 0; from + ROWS <= inTheBook.size(); from += ROWS) {
                read(book, "id", inTheBook.subList(from, from + ROWS));
            }
        }
        connection.commit();
    }

    /** Reads all columns of the rows with these keys, and returns one. */
    private static List<Object> read(PreparedStatement select, String column, List<?> keys) throws SQLException {
        for (int i = 0; i < keys.size(); i++) {
            select.setObject(i + 1, keys.get(i));
        }
        var values = new ArrayList<>();
        try (var rows = select.executeQuery()) {
            int width = rows.getMetaData().getColumnCount();
            int at = rows.findColumn(column);
            while (rows.next()) {
                for (int i = 1; i <= width; i++) {
                    var value = rows.getObject(i);
                    if (i == at) {
                        values.add(((Number) value).longValue());
                    }
                }
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

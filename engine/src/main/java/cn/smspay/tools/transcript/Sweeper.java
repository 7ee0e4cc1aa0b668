package cn.smspay.tools.transcript;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.sqlite.StoreSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a database what it was when it was new, beside its engine, by a connection of its own: what it held then is kept in
 * copies, what forbids to delete rows of the book goes, and tables that nothing was written to are left alone.
 */
final class Sweeper implements AutoCloseable {
    private static final String UNDER_WAY = """
            select 1 where exists (select 1 from bill_order) or exists (select 1 from withdrawal_order)
                or exists (select 1 from bank_top_up) or exists (select 1 from initial_password)
            """;

    /**
     * One kind of database.
     *
     * @param first what the connection is told
     * @param tables a query of their names
     * @param here the schema of the tables
     * @param copies the schema of those that last as long as the connection
     * @param begin begins a transaction that writes
     * @param told tells the engine that another has written
     */
    private record Words(
            List<String> first, String tables, String here, String copies, String begin, List<String> told) {}

    private static final Words SQLITE = new Words(
            List.of("pragma synchronous = off", "pragma foreign_keys = off"),
            "select name from main.sqlite_master where type = 'table' and name not like 'sqlite%'",
            "main.",
            "temp.",
            "begin immediate",
            List.of());

    private static final Words POSTGRES = new Words(
            List.of("set session_replication_role = replica", "set synchronous_commit = off"),
            "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
                    + " and table_name <> 'store_epoch'",
            "public.",
            "pg_temp.",
            "begin",
            List.of("update store_epoch set batches = batches + 1"));

    private final Words words;
    private final Connection connection;
    private final List<String> tables;
    /** Those that hold something in a new database. */
    private final Set<String> filled = new HashSet<>();

    /** Names the tables that are not as in a new database. */
    private final PreparedStatement touched;

    /** Whether there is anything that a timer looks after: of most cases there is nothing, and each look costs a query. */
    private final PreparedStatement underWay;

    private Sweeper(Words words, Connection connection) throws SQLException {
        this.words = words;
        this.connection = connection;
        for (var sql : words.first) {
            run(sql);
        }
        if (words.equals(SQLITE)) {
            for (var trigger : names("select name from main.sqlite_master where type = 'trigger'")) {
                run("drop trigger " + quoted(trigger));
            }
        }
        this.tables = names(words.tables);
        for (var table : tables) {
            if (!names("select 1 from " + here(table) + " limit 1").isEmpty()) {
                run("create temp table " + quoted(table) + " as select * from " + here(table));
                filled.add(table);
            }
        }
        // One query for all: emptying a table that is empty would write its pages all the same.
        this.touched = connection.prepareStatement(
                tables.stream().map(this::whetherTouched).collect(Collectors.joining(" union all ")));
        this.underWay = connection.prepareStatement(UNDER_WAY);
    }

    /** Of a database that is new. */
    static Sweeper of(StoreSettings store) throws SQLException {
        var server = store.server();
        var connection = connect(store, server);
        try {
            return new Sweeper(server == null ? SQLITE : POSTGRES, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static Connection connect(StoreSettings store, @Nullable DatabaseServer server) throws SQLException {
        return server == null
                ? DriverManager.getConnection("jdbc:sqlite:" + store.file())
                : DriverManager.getConnection(
                        server.url(), server.user(), server.password().reveal());
    }

    List<String> tables() {
        return tables;
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private String here(String table) {
        return words.here + quoted(table);
    }

    private String copy(String table) {
        return words.copies + quoted(table);
    }

    private String whetherTouched(String table) {
        var condition = filled.contains(table)
                ? "exists (select * from " + here(table) + " except select * from " + copy(table)
                        + ") or exists (select * from " + copy(table) + " except select * from " + here(table) + ")"
                : "exists (select 1 from " + here(table) + ")";
        return "select '" + table + "' where " + condition;
    }

    private List<String> names(String query) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            return names(statement);
        }
    }

    private static List<String> names(PreparedStatement query) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows = query.executeQuery()) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    void sweep() {
        try {
            run(words.begin);
            for (var table : names(touched)) {
                run("delete from " + here(table));
                if (filled.contains(table)) {
                    run("insert into " + here(table) + " select * from " + copy(table));
                }
            }
            for (var sql : words.told) {
                run(sql);
            }
            run("commit");
        } catch (SQLException e) {
            throw new IllegalStateException("the database of transcripts cannot be emptied", e);
        }
    }

    boolean isUnderWay() {
        try {
            return !names(underWay).isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException("the database of transcripts cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            touched.close();
            underWay.close();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the database of transcripts cannot be closed", e);
        }
    }
}

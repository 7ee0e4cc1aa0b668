package cn.smspay.store.postgres;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.dialect.Unfit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.postgresql.Driver;

/** Connections as this program wants them; what would make a commit worthless is refused by its name. */
final class Links {
    private static final String CONNECT_SECONDS = "10";
    /** A server that says nothing for so long is gone: what was asked of it is unknown. */
    private static final String SILENT_SECONDS = "60";
    /** The proof of the books asks what takes minutes to answer; nothing is in doubt when such an answer does not come. */
    private static final String SILENT_SECONDS_READING = "3600";
    /** Rows of a long answer that are in memory at once, outside the writer. */
    private static final String ROWS_AT_ONCE = "1000";

    private static final int OLDEST = 15;

    /** What each connection is told, and why it matters is said where it is read back. */
    private static final Map<String, String> SETTINGS = Map.of(
            "synchronous_commit", "on",
            "timezone", "UTC",
            "jit", "off",
            "lock_timeout", "10s",
            "statement_timeout", "0",
            "idle_in_transaction_session_timeout", "0",
            "client_min_messages", "warning",
            "tcp_keepalives_idle", "30");

    private Links() {}

    static Connection writing(DatabaseServer server) throws SQLException {
        var properties = properties(server);
        properties.setProperty("prepareThreshold", "1");
        var connection = open(server, properties);
        try {
            Guarantees.require(setting -> show(connection, setting));
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    static String show(Connection connection, String setting) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("show " + setting)) {
            row.next();
            return row.getString(1);
        }
    }

    static Connection reading(DatabaseServer server) throws SQLException {
        var properties = properties(server);
        properties.setProperty("defaultRowFetchSize", ROWS_AT_ONCE);
        properties.setProperty("socketTimeout", SILENT_SECONDS_READING);
        properties.setProperty("readOnly", "true");
        properties.setProperty("readOnlyMode", "always");
        var connection = open(server, properties);
        // What is asked between borrowing and giving back is of one moment; and an answer comes in parts within a
        // transaction only.
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    private static Properties properties(DatabaseServer server) {
        var properties = new Properties();
        properties.setProperty("user", server.user());
        if (!server.password().reveal().isEmpty()) {
            properties.setProperty("password", server.password().reveal());
        }
        properties.setProperty("ApplicationName", "smspay");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SILENT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        // A text is what the column that it meets makes of it, as on SQLite.
        properties.setProperty("stringtype", "unspecified");
        return properties;
    }

    private static Connection open(DatabaseServer server, Properties properties) throws SQLException {
        var connection = new Driver().connect(server.url(), properties);
        if (connection == null) {
            throw new Unfit("store.url must be jdbc:postgresql://host:port/database");
        }
        try {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new Unfit(String.format(
                        Locale.ROOT, "the server is PostgreSQL %d; version %d or newer is needed", version, OLDEST));
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            try (var statement = connection.createStatement()) {
                for (var setting : SETTINGS.entrySet()) {
                    statement.execute("set " + setting.getKey() + " = '" + setting.getValue() + "'");
                }
            }
            return connection;
        } catch (SQLException | Unfit e) {
            connection.close();
            throw e;
        }
    }

    /** A handle for statements in text: what is true is 1 in our columns. */
    static Handle handle(Connection connection) {
        return Jdbi.create(connection).registerArgument(new TruthAsNumber()).open();
    }

    private static final class TruthAsNumber extends AbstractArgumentFactory<Boolean> {
        TruthAsNumber() {
            super(java.sql.Types.BIGINT);
        }

        @Override
        protected Argument build(Boolean value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, value ? 1 : 0);
        }
    }
}

package cn.smspay.testing;

import cn.smspay.base.Secret;
import cn.smspay.config.Config;
import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A database of its own for a test, on the PostgreSQL that the environment names: {@code POSTGRES_FOR_TESTS} holds the URL of a
 * database whose user may make others, like {@code jdbc:postgresql://127.0.0.1:5432/postgres?user=smspay}. Tests that want one
 * are passed over where none is named; {@code .ci/run} names one and counts them.
 */
public final class TestPostgres implements AutoCloseable {
    public static final String VARIABLE = "POSTGRES_FOR_TESTS";

    private static final long RECOVERS_SECONDS = 60;
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String server;
    private final String name;

    private TestPostgres(String server, String name) {
        this.server = server;
        this.name = name;
    }

    public static boolean isThere() {
        return System.getenv(VARIABLE) != null;
    }

    /** Whether whole engines are to be tested on it: {@code -Dsmspay.store=postgres}. */
    public static boolean isWanted() {
        return "postgres".equals(System.getProperty("smspay.store"));
    }

    /** A database for an engine, if it is wanted. */
    public static Optional<TestPostgres> ifWanted() {
        return isWanted() ? Optional.of(make()) : Optional.empty();
    }

    /** The settings of an engine on it, where there is one. */
    public static StoreSettings settings(Optional<TestPostgres> postgres, Path file) {
        var settings = StoreSettings.engine(file);
        return postgres.map(
                        there -> settings.on(there.server(file.toAbsolutePath().getParent())))
                .orElse(settings);
    }

    /** The same for an engine that is made of a configuration. */
    public Config on(Config config) {
        return config.with(config.store().on(server(config.data())));
    }

    /** An empty database. */
    public static TestPostgres make() {
        Assumptions.assumeTrue(isThere(), VARIABLE + " names no PostgreSQL");
        return make("template0");
    }

    /** Another one with what is in this, from which everybody has gone. */
    public TestPostgres copy() {
        awaitNobody();
        return make(name);
    }

    /** A server notices by and by that one of its clients is gone. */
    public void awaitNobody() {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERS_SECONDS);
        while (number("select count(*) from pg_stat_activity where datname = '" + name + "'") > 0) {
            requireBefore(end, "somebody stays connected");
        }
    }

    private static TestPostgres make(String template) {
        var name = "smspay_test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        var made = new TestPostgres(System.getenv(VARIABLE), name);
        made.tell("create database " + name + " encoding 'UTF8' template " + template);
        return made;
    }

    /** Tells the server something, in a database that is nobody's. */
    public void tell(String sql) {
        try (var connection = DriverManager.getConnection(server);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    public String name() {
        return name;
    }

    public DatabaseServer server(Path folder) {
        return new DatabaseServer(url(), user(), new Secret(""), folder);
    }

    public String url() {
        return server.substring(0, server.lastIndexOf('/') + 1) + name;
    }

    public String user() {
        return server.replaceAll(".*[?&]user=([^&]*).*", "$1");
    }

    /** A connection that the program knows nothing of. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url() + "?user=" + user());
    }

    /**
     * Kills what serves a connection to this database, on which the whole server throws everybody out and recovers from its log,
     * as after a crash of its machine. Returns when it serves again.
     */
    public void crash() throws IOException, InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RECOVERS_SECONDS);
        try (var witness = DriverManager.getConnection(server)) {
            long pid = number("select pid from pg_stat_activity where datname = '" + name + "' limit 1");
            new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
            // It serves on until it has seen that one of its own is dead.
            while (!isThrownOut(witness)) {
                requireBefore(end, "PostgreSQL does not see that it was killed");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        while (!serves()) {
            requireBefore(end, "PostgreSQL does not recover");
        }
    }

    private static boolean isThrownOut(Connection witness) {
        try (var statement = witness.createStatement()) {
            return !statement.execute("select 1");
        } catch (SQLException e) {
            return true;
        }
    }

    private static void requireBefore(long end, String otherwise) {
        if (System.nanoTime() > end) {
            throw new AssertionError(otherwise);
        }
    }

    /** Asked until it is so: a refused connection takes its time. */
    private boolean serves() {
        try (var connection = connect()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private long number(String sql) {
        try (var connection = DriverManager.getConnection(server);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        tell("drop database if exists " + name + " with (force)");
    }
}

package cn.smspay.store.sqlite;

import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** The connections to the SQLite file: one that writes, a few that read. All SQLite settings are here. */
public final class Connections {
    private static final int BUSY_MILLIS = 10_000;

    private Connections() {}

    /** Copies the log of the database; of an engine only, whose writer leaves that to it. */
    public static Checkpointer checkpointer(
            StoreSettings settings, Durability disk, BiConsumer<String, Throwable> onFatal)
            throws SQLException, IOException {
        var config = new SQLiteConfig();
        config.setSynchronous(SynchronousMode.NORMAL);
        var checkpointer = new Checkpointer(
                open(settings.file(), config),
                settings.file().toAbsolutePath(),
                (connection, sql) -> {
                    disk.before(Durability.SyncCall.CHECKPOINT);
                    return Checkpointer.run(connection, sql);
                },
                onFatal);
        checkpointer.start();
        return checkpointer;
    }

    /** One that reads all of it once. */
    public static Connection forCopying(StoreSettings settings) throws SQLException {
        var config = new SQLiteConfig();
        // The copy's order of pages is worked out on the disk: it may be larger than memory.
        config.setTempStore(SQLiteConfig.TempStore.FILE);
        return open(settings.file(), config);
    }

    private static Connection open(Path file, SQLiteConfig config) throws SQLException {
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    /** The writing connection with its prepared statements. Used by one thread at a time. */
    public static final class Writer implements cn.smspay.store.dialect.Writer {
        private final Connection connection;
        private final Handle handle;
        private final Prepared prepared;
        private Durability disk = () -> {};
        private long dataVersion = -1;

        /** @param statements how many it keeps prepared */
        public Writer(StoreSettings settings, int statements) throws SQLException {
            var config = new SQLiteConfig();
            config.setJournalMode(JournalMode.WAL);
            // Everything that FULL does but the wait for the disk at the end of each commit: that is ours (WalSync).
            config.setSynchronous(SynchronousMode.NORMAL);
            // Deleted secrets are overwritten, not only unlinked.
            config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
            config.setCacheSize(-1024 * settings.cacheMegabytes());
            config.setTempStore(SQLiteConfig.TempStore.MEMORY);
            config.setPragma(SQLiteConfig.Pragma.MMAP_SIZE, Long.toString(1024L * 1024 * settings.mapMegabytes()));
            // Nobody asks for generated keys, and offering them costs a statement per statement.
            config.setGetGeneratedKeys(false);
            this.connection = open(settings.file(), config);
            this.prepared = new Prepared(connection, statements);
            execute("pragma wal_autocheckpoint = " + (settings.exclusive() ? 0 : Checkpointer.PAGES));
            this.handle = Jdbi.create(connection).open();
        }

        @Override
        public Dialect dialect() {
            return SqliteDialect.SQLITE;
        }

        @Override
        public Handle handle() {
            return handle;
        }

        @Override
        public void execute(String sql) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate(sql);
            }
        }

        /** From now on what writes is told to this first. */
        public void through(Durability way) {
            disk = way;
        }

        @Override
        public PreparedStatement forWriting(String sql) throws SQLException {
            disk.before(Durability.SyncCall.WRITE);
            return prepared(sql);
        }

        @Override
        public PreparedStatement prepared(String sql) throws SQLException {
            return prepared.of(sql);
        }

        @Override
        public void begin() throws SQLException {
            execute("begin immediate");
        }

        @Override
        public boolean changedElsewhere() throws SQLException {
            try (var rows = prepared("pragma data_version").executeQuery()) {
                rows.next();
                long version = rows.getLong(1);
                boolean changed = version != dataVersion;
                dataVersion = version;
                return changed;
            }
        }

        @Override
        public void commit() throws SQLException {
            execute("commit");
        }

        @Override
        public void rollback() throws SQLException {
            try {
                execute("rollback");
            } catch (SQLException e) {
                // SQLite rolls back by itself on some errors; then there is nothing left to roll back, and it says so.
                if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                    throw e;
                }
            }
        }

        @Override
        public void compact() throws SQLException {
            // The copy is as large as the database: not in memory.
            execute("pragma temp_store = file");
            execute("vacuum");
            execute("pragma temp_store = memory");
            emptyLog();
        }

        /** Copies all of the log into the database. */
        public void emptyLog() throws SQLException {
            execute("pragma wal_checkpoint(truncate)");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** Connections that cannot write. */
    public static final class Readers implements cn.smspay.store.dialect.Readers {
        private final BlockingQueue<Handle> idle;

        public Readers(StoreSettings settings) throws SQLException {
            idle = new ArrayBlockingQueue<>(settings.readers());
            for (int i = 0; i < settings.readers(); i++) {
                var config = new SQLiteConfig();
                config.setPragma(SQLiteConfig.Pragma.SYNCHRONOUS, "FULL");
                var connection = open(settings.file(), config);
                try (var statement = connection.createStatement()) {
                    statement.execute("pragma query_only = on");
                }
                idle.add(Jdbi.create(connection).open());
            }
        }

        @Override
        public Handle borrow() throws InterruptedException {
            return idle.take();
        }

        @Override
        public void giveBack(Handle handle) {
            idle.add(handle);
        }

        @Override
        public void close() throws SQLException {
            for (Handle handle : idle) {
                handle.getConnection().close();
            }
        }
    }
}

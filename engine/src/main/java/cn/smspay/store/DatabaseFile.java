package cn.smspay.store;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Readers;
import cn.smspay.store.dialect.Unfit;
import cn.smspay.store.postgres.Postgres;
import cn.smspay.store.postgres.PostgresReaders;
import cn.smspay.store.postgres.ServerNote;
import cn.smspay.store.sqlite.Connections;
import cn.smspay.store.sqlite.NativeLibrary;
import cn.smspay.store.sqlite.SqliteDialect;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** What can be known of a database without being its engine: whether there is one, whose it is, what is in it. Thread-safe. */
public final class DatabaseFile {
    private static final String LOCK = ".lock";

    private DatabaseFile() {}

    /**
     * Whose database it is, if it is a server's: as the settings say or, for a tool, as the engine has noted in the folder.
     *
     * @throws Unfit if the folder holds a database of SQLite
     */
    static Optional<DatabaseServer> server(StoreSettings settings) throws IOException {
        var noted = ServerNote.read(settings.file());
        var said = settings.server();
        if (said != null && Files.exists(settings.file())) {
            throw new Unfit("store.kind is postgres, and " + settings.file()
                    + " is a database of SQLite, which nothing moves there: set store.kind to sqlite, or name another folder as"
                    + " \"data\"");
        }
        return said != null ? Optional.of(said) : noted;
    }

    /**
     * For an engine whose settings say SQLite.
     *
     * @throws StoreUnusable if the folder's database is a server's
     */
    public static void requireNoServer(Path file) {
        var noted = noted(file);
        if (noted.isPresent()) {
            var sentence = "store.kind is sqlite, and the database of this folder is "
                    + noted.get().url()
                    + ": set store.kind to postgres, or name another folder as \"data\"";
            throw new StoreUnusable(sentence, new Unfit(sentence));
        }
    }

    /** The server whose database it is, as an engine has noted in the folder of {@code file}; none for SQLite. */
    public static Optional<DatabaseServer> noted(Path file) {
        try {
            return ServerNote.read(file);
        } catch (IOException | IllegalStateException e) {
            throw new StoreUnusable("cannot read where the database of this folder is: " + e.getMessage(), e);
        }
    }

    /** Notes it before any engine has, so that whoever opens {@code file} finds the server's database. */
    public static void note(Path file, DatabaseServer server) throws IOException {
        ServerNote.write(file, server);
    }

    static StoreUnusable refusal(StoreSettings settings, Exception e) {
        if (Files.isDirectory(settings.file())) {
            return new StoreUnusable("cannot open the database " + name(settings) + ": it is a folder", e);
        }
        return new StoreUnusable("cannot open the database " + name(settings) + ": " + words(e), e);
    }

    private static String words(Exception e) {
        return e instanceof SQLException sql ? dialect(sql).hint(sql) + e.getMessage() : String.valueOf(e.getMessage());
    }

    private static Dialect dialect(SQLException e) {
        return Postgres.isFrom(e) ? Postgres.POSTGRES : SqliteDialect.SQLITE;
    }

    /** For people: the file, or the server's address. */
    private static String name(StoreSettings settings) {
        try {
            return server(settings)
                    .map(DatabaseServer::url)
                    .orElseGet(() -> settings.file().toAbsolutePath().toString());
        } catch (IOException | IllegalStateException e) {
            return settings.file().toAbsolutePath().toString();
        }
    }

    /** Whether there is a database, or a note of where it is; nothing is opened. */
    public static boolean exists(Path file) {
        return Files.exists(file) || ServerNote.isIn(file);
    }

    /**
     * Whether an existing database is of this program or an older version of it; changes nothing in it.
     *
     * @throws StoreUnusable with a sentence for the operator, when it cannot be used
     */
    public static void requireOurs(StoreSettings settings) {
        look(settings, handle -> {
            Migrations.requireOurs(dialect(handle), handle);
            return null;
        });
    }

    /**
     * Whether an engine could work on it, besides: a server that would lose what it says is stored is refused.
     *
     * @throws StoreUnusable with a sentence for the operator, when it cannot be used
     */
    public static void requireFit(StoreSettings settings) {
        look(settings, handle -> {
            if (Postgres.isOf(handle)) {
                Postgres.requireDurable(handle);
                Postgres.requireOursOrEmpty(DatabaseCatalogue.of(handle).tables());
            }
            Migrations.requireOurs(dialect(handle), handle);
            return null;
        });
    }

    /**
     * How far an existing database is behind this program.
     *
     * @param from the schema that it has
     * @param to the schema that a start makes of it
     */
    public record Behind(int from, int to) {}

    /**
     * Looks at an existing database without changing it, not even its schema.
     *
     * @throws StoreUnusable with a sentence for the operator, when it cannot be read
     */
    public static <T extends @Nullable Object> T look(StoreSettings settings, Function<Handle, T> work) {
        try (var readers = readers(settings)) {
            var handle = readers.borrow();
            try {
                return work.apply(handle);
            } finally {
                readers.giveBack(handle);
            }
        } catch (IOException | SQLException | JdbiException | IllegalStateException e) {
            throw refusal(settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnusable("interrupted while opening the database " + settings.file(), e);
        }
    }

    private static Readers readers(StoreSettings settings) throws IOException, SQLException {
        var server = server(settings);
        if (server.isPresent()) {
            return new PostgresReaders(server.get(), 1);
        }
        var folder = settings.file().toAbsolutePath().getParent();
        NativeLibrary.unpackInto(Objects.requireNonNull(folder), false);
        return new Connections.Readers(settings);
    }

    /** Of the database that this handle leads to. */
    static Dialect dialect(Handle handle) {
        return Postgres.isOf(handle) ? Postgres.POSTGRES : SqliteDialect.SQLITE;
    }

    /** How far an existing database is behind this program; changes nothing in it. */
    public static Behind behind(StoreSettings settings) {
        return look(
                settings, handle -> new Behind(Migrations.applied(handle).size(), Migrations.count(dialect(handle))));
    }

    /**
     * Writes the database as of this moment into a new file, beside whoever works on it: one transaction that reads, so an
     * engine's log grows meanwhile and is not copied. Free pages are left out.
     *
     * @throws StoreUnusable if the database cannot be read or the copy not be written
     */
    public static void copy(StoreSettings settings, Path target) {
        if (ServerNote.isIn(settings.file())) {
            throw new StoreUnusable(
                    "the database " + name(settings)
                            + " is on PostgreSQL, whose own tools copy it: pg_dump, pg_basebackup",
                    null);
        }
        requireOurs(settings);
        try (var reader = Connections.forCopying(settings);
                var statement = reader.prepareStatement("vacuum into ?")) {
            statement.setString(1, target.toString());
            statement.execute();
        } catch (SQLException e) {
            throw new StoreUnusable("cannot copy the database " + settings.file() + ": " + e.getMessage(), e);
        }
    }

    /** Whether an engine holds this database. */
    public static boolean isHeld(Path database) {
        var file = database.toAbsolutePath();
        var lock = file.resolveSibling(file.getFileName() + LOCK);
        if (!Files.exists(lock)) {
            return false;
        }
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var free = channel.tryLock()) {
            return free == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Held by the engine of this database; closing it lets another one in. */
    static FileChannel lock(Path file) throws IOException {
        var channel = FileChannel.open(
                file.resolveSibling(file.getFileName() + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // The same process holds it: answered below like any other holder.
        }
        if (lock == null) {
            channel.close();
            throw new IllegalStateException(
                    "another engine is running on it, or a command that writes to it; one database has one writer");
        }
        return channel;
    }
}

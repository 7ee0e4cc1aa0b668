package cn.smspay.store;

import cn.smspay.store.dialect.DatabaseServer;
import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Readers;
import cn.smspay.store.dialect.Writer;
import cn.smspay.store.postgres.Postgres;
import cn.smspay.store.postgres.PostgresReaders;
import cn.smspay.store.postgres.PostgresWriter;
import cn.smspay.store.postgres.ServerNote;
import cn.smspay.store.sqlite.Checkpointer;
import cn.smspay.store.sqlite.Connections;
import cn.smspay.store.sqlite.Durability;
import cn.smspay.store.sqlite.Latch;
import cn.smspay.store.sqlite.NativeLibrary;
import cn.smspay.store.sqlite.PrivateFiles;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.store.sqlite.WalSync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The database. One writer at a time, by {@link #write}; any number of readers, by {@link #read}. Thread-safe.
 *
 * <p>A commit has three ends: done, not done, or unknown. After an unknown one this store refuses every further write and
 * calls {@code onBroken}: the process must stop, start again and look what is there (an SQLite connection whose COMMIT
 * failed goes on in autocommit mode and would make later statements durable one by one).
 */
public final class Store implements AutoCloseable {

    private final Limits limits;
    private final int[] chunks;
    private final Dialect dialect;
    private final Writer writer;
    private final Readers readers;
    /** What else is closed at the end. */
    private final AutoCloseable log;

    private final Latch disk;
    private volatile @Nullable Checkpointer checkpointer;
    private final Map<Table<?, ?>, Rows<?, ?>> known = new HashMap<>();
    /** None for whoever only looks: there is never a second writer. */
    private final @Nullable FileChannel lockFile;

    private volatile Pace pace = Pace.ALONE;
    private volatile Runnable onBroken = () -> {};
    private volatile @Nullable String broken;
    /** Held while it is decided that the end has come; a failing sync must not wait for the writer. */
    private final Object ending = new Object();

    private Store(
            Limits limits,
            Writer writer,
            Readers readers,
            AutoCloseable log,
            Latch disk,
            @Nullable FileChannel lockFile) {
        this.limits = limits;
        this.dialect = writer.dialect();
        this.chunks = dialect.chunks(limits.chunkSizes());
        this.writer = writer;
        this.readers = readers;
        this.log = log;
        this.disk = disk;
        this.lockFile = lockFile;
    }

    /**
     * Opens the database, creating and migrating it as needed, which also who only looks does while nobody else writes.
     *
     * @throws StoreUnusable with a sentence for the operator, when it cannot be used
     */
    public static Store open(StoreSettings settings) {
        return open(settings, UnaryOperator.identity());
    }

    /**
     * The same with something between the store and the disk.
     *
     * @param between what a wait for the disk goes through
     */
    public static Store open(StoreSettings settings, UnaryOperator<Durability> between) {
        return open(settings, Limits.USUAL, between);
    }

    /** The same with other limits. */
    public static Store open(StoreSettings settings, Limits limits, UnaryOperator<Durability> between) {
        var file = settings.file().toAbsolutePath();
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            FileChannel lock = null;
            if (settings.exclusive()) {
                lock = DatabaseFile.lock(file);
                opened.push(lock);
            }
            var server = DatabaseFile.server(settings);
            return server.isPresent()
                    ? openServer(settings, server.get(), limits, between, lock, opened)
                    : openFile(settings, limits, between, lock, opened);
        } catch (IOException | SQLException | JdbiException | IllegalStateException e) {
            var refusal = DatabaseFile.refusal(settings, e);
            opened.forEach(part -> closeAfter(refusal, part));
            throw refusal;
        }
    }

    private static Store openFile(
            StoreSettings settings,
            Limits limits,
            UnaryOperator<Durability> between,
            @Nullable FileChannel lock,
            Deque<AutoCloseable> opened)
            throws IOException, SQLException {
        var file = settings.file().toAbsolutePath();
        PrivateFiles.keep(file);
        NativeLibrary.unpackInto(Objects.requireNonNull(file.getParent()), settings.exclusive());
        var writer = new Connections.Writer(settings, limits.statements());
        opened.push(writer);
        migrate(settings, writer);
        var log = new WalSync(file);
        opened.push(log);
        var disk = new Latch(between.apply(log));
        disk.force();
        writer.through(disk);
        var readers = new Connections.Readers(settings);
        opened.push(readers);
        var store = new Store(limits, writer, readers, log, disk, lock);
        if (settings.exclusive()) {
            store.checkpointer = Connections.checkpointer(settings, disk, store::stop);
        }
        return store;
    }

    private static Store openServer(
            StoreSettings settings,
            DatabaseServer server,
            Limits limits,
            UnaryOperator<Durability> between,
            @Nullable FileChannel lock,
            Deque<AutoCloseable> opened)
            throws IOException, SQLException {
        var writer = PostgresWriter.open(server, settings.exclusive(), limits.statements());
        opened.push(writer);
        Postgres.requireOursOrEmpty(DatabaseCatalogue.of(writer.handle()).tables());
        migrate(settings, writer);
        writer.takeOver();
        var readers = new PostgresReaders(server, settings.readers());
        opened.push(readers);
        if (settings.exclusive()) {
            ServerNote.write(settings.file(), server);
        }
        // The server has waited for its disk when it says that a commit is done.
        var disk = new Latch(between.apply(() -> {}));
        return new Store(limits, writer, readers, () -> {}, disk, lock);
    }

    /** What an engine of an older program works on is not changed beneath it. */
    private static void migrate(StoreSettings settings, Writer writer) throws IOException, SQLException {
        if (settings.exclusive()) {
            new Migrations(writer).run();
        } else if (Migrations.isComplete(writer)) {
            Migrations.requireOurs(writer.dialect(), writer.handle());
            Migrations.requireSlots(writer.handle(), Slots.ONE);
        } else {
            var alone = DatabaseFile.lock(settings.file().toAbsolutePath());
            try {
                new Migrations(writer).run();
            } finally {
                alone.close();
            }
        }
    }

    private static void closeAfter(Exception failure, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }

    /** From now on long readings go at this pace. */
    public void share(Pace with) {
        pace = with;
    }

    /** At which pace long readings go. */
    public Pace pace() {
        return pace;
    }

    /** Whether it has stopped taking writes for good. */
    public boolean isBroken() {
        return broken != null;
    }

    /** Why it has stopped taking writes, if it has. */
    public Optional<String> whyBroken() {
        return Optional.ofNullable(broken);
    }

    /** Called once, on any thread, when the store can no longer be trusted to write; at once if that is so already. */
    public void onBroken(Runnable action) {
        synchronized (ending) {
            this.onBroken = action;
            if (broken == null) {
                return;
            }
        }
        action.run();
    }

    /** Takes no more writes and waits for the disk no more, for a reason that lies outside a transaction. Any thread. */
    public void stop(String why, Throwable cause) {
        disk.trip(cause instanceof IOException io ? io : new IOException(why, cause));
        Runnable tell;
        synchronized (ending) {
            if (broken != null) {
                return;
            }
            broken = why;
            tell = onBroken;
        }
        var copying = checkpointer;
        if (copying != null) {
            copying.halt();
        }
        tell.run();
    }

    /** Like {@link #read}, but returns when all that was seen is durable: for what is to have an effect outside. */
    public <T extends @Nullable Object> T readDurable(Function<Handle, T> work) {
        var result = read(work);
        sync();
        return result;
    }

    /** Rewrites the database without its free pages and empties the log, so that nothing deleted is left in the files. */
    public synchronized void compact() {
        try {
            writer.compact();
        } catch (SQLException e) {
            var fault = StoreFault.of(dialect, "cannot rewrite the database without its free pages", e);
            if (dialect.fatal(e).isPresent()) {
                throw failed(fault);
            }
            throw fault;
        }
    }

    /** The log's copying, of an engine. */
    public Optional<Checkpointer> checkpointer() {
        return Optional.ofNullable(checkpointer);
    }

    /**
     * Runs {@code work} in one transaction and returns when it is durable. Whatever {@code work} throws rolls the
     * transaction back and is thrown on.
     *
     * @throws StoreFault when the database failed; its outcome says what is known of the transaction
     */
    public synchronized <T extends @Nullable Object> T write(Function<Tx, T> work) {
        var committed = commit(work);
        sync();
        committed.followUps().forEach(Runnable::run);
        return committed.result();
    }

    /** A transaction that is committed and will be durable after the next {@link #sync}; nobody may be told before. */
    record Committed<T extends @Nullable Object>(T result, List<Runnable> followUps) {}

    /**
     * Like {@link #write}, but leaves it to the caller to wait for the disk and to run the follow-ups then. The next
     * transaction may be run meanwhile: the log is in order, so nothing becomes durable before what it builds upon.
     */
    synchronized <T extends @Nullable Object> Committed<T> commit(Function<Tx, T> work) {
        if (broken != null) {
            throw new StoreFault(
                    StoreFault.CommitState.CLOSED, "the store stopped writing after an earlier failure", null);
        }
        if (lockFile == null) {
            throw new IllegalStateException("this looks at the database; only who holds its lock writes to it");
        }
        begin();
        var tx = new Tx(writer, Slots.ONE, chunks, this::known);
        T result;
        try {
            result = work.apply(tx);
            tx.flush();
        } catch (RuntimeException | Error e) {
            rollback(e);
            tx.undone();
            throw e;
        }
        try {
            commit();
        } catch (StoreFault e) {
            tx.undone();
            throw e;
        }
        tx.settle();
        var copying = checkpointer;
        if (copying != null && writer instanceof Connections.Writer ours) {
            copying.finish(ours);
        }
        return new Committed<>(result, tx.followUps());
    }

    /**
     * Returns when everything that was committed before is on the disk. Any thread.
     *
     * @throws StoreFault if that is not known; the store takes no more writes then
     */
    void sync() {
        try {
            disk.force();
        } catch (IOException e) {
            throw failed(new StoreFault(
                    StoreFault.CommitState.UNKNOWN,
                    "it is not known whether the last transactions are stored: " + e.getMessage(),
                    e));
        }
    }

    /** Asked for every row that is looked at, so the usual case is a plain look-up. */
    private Rows<?, ?> known(Table<?, ?> table) {
        var rows = known.get(table);
        if (rows == null) {
            rows = new Rows<>(table, limits.cachedRows());
            known.put(table, rows);
        }
        return rows;
    }

    /** How often the disk was waited for. */
    public long syncs() {
        return disk.count();
    }

    private void begin() {
        try {
            disk.before(Durability.SyncCall.BEGIN);
            writer.begin();
            if (writer.changedElsewhere()) {
                known.values().forEach(Rows::forget);
            }
        } catch (SQLException e) {
            throw failed(StoreFault.of(dialect, "cannot begin a transaction", e));
        }
    }

    private void rollback(Throwable reason) {
        try {
            if (reason instanceof StoreFault fault && fault.outcome() == StoreFault.CommitState.CLOSED) {
                failed(fault);
            }
            writer.rollback();
        } catch (SQLException e) {
            failed(new StoreFault(StoreFault.CommitState.UNKNOWN, "cannot roll back", e));
        }
    }

    private void commit() {
        try {
            disk.before(Durability.SyncCall.COMMIT);
            writer.commit();
        } catch (SQLException e) {
            if (dialect.isUndone(e)) {
                known.values().forEach(Rows::forget);
                throw StoreFault.of(dialect, "the transaction was refused at its end", e);
            }
            throw failed(new StoreFault(
                    StoreFault.CommitState.UNKNOWN,
                    "it is not known whether the last transaction is stored: " + dialect.hint(e) + e.getMessage(),
                    e));
        }
    }

    private StoreFault failed(StoreFault fault) {
        if (fault.outcome() != StoreFault.CommitState.ABORTED) {
            stop(String.valueOf(fault.getMessage()), fault);
        }
        return fault;
    }

    /** Runs a query on committed data, beside the writer. */
    public <T extends @Nullable Object> T read(Function<Handle, T> work) {
        try {
            var handle = readers.borrow();
            try {
                return work.apply(handle);
            } catch (RuntimeException e) {
                dialect.fatal(e).ifPresent(why -> stop(why, e));
                throw e;
            } finally {
                readers.giveBack(handle);
            }
        } catch (SQLException e) {
            throw StoreFault.of(dialect, "cannot read the database", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a reader", e);
        }
    }

    /** The database's size without its log. */
    public long bytes() {
        return read(sql -> sql.createQuery(dialect.bytes()).mapTo(Long.class).one());
    }

    /**
     * Closes everything in order. One that has stopped leaves its connections to the end of the process, since closing the last
     * one would copy the log and sync once more.
     */
    @Override
    public synchronized void close() {
        try {
            var copying = checkpointer;
            if (copying != null) {
                copying.close();
            }
            if (broken == null) {
                readers.close();
                if (writer instanceof Connections.Writer ours) {
                    ours.emptyLog();
                }
                writer.close();
            }
            log.close();
            if (lockFile != null) {
                lockFile.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnusable("interrupted while closing the database", e);
        } catch (Exception e) {
            throw new StoreUnusable("cannot close the database: " + e.getMessage(), e);
        }
    }
}

package cn.smspay.store;

import cn.smspay.store.sqlite.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A disk whose n-th call fails, once or from then on, and that knows what a power cut would leave: the database and its log as
 * they were when the last wait for the disk began that ended well.
 */
public final class FaultyDisk implements Durability {
    /** What fails. */
    public enum Kind {
        SYNC(null, null),
        BEGIN(SyncCall.BEGIN, SQLiteErrorCode.SQLITE_IOERR_LOCK),
        BUSY(SyncCall.BEGIN, SQLiteErrorCode.SQLITE_BUSY),
        WRITE(SyncCall.WRITE, SQLiteErrorCode.SQLITE_IOERR_WRITE),
        FULL(SyncCall.WRITE, SQLiteErrorCode.SQLITE_FULL),
        COMMIT(SyncCall.COMMIT, SQLiteErrorCode.SQLITE_IOERR_WRITE),
        CHECKPOINT(SyncCall.CHECKPOINT, SQLiteErrorCode.SQLITE_IOERR_WRITE),
        CHECKPOINT_SYNC(SyncCall.CHECKPOINT, SQLiteErrorCode.SQLITE_IOERR_FSYNC),
        DAMAGE(SyncCall.CHECKPOINT, SQLiteErrorCode.SQLITE_CORRUPT);

        private final @Nullable SyncCall call;
        private final @Nullable SQLiteErrorCode code;

        Kind(@Nullable SyncCall call, @Nullable SQLiteErrorCode code) {
            this.call = call;
            this.code = code;
        }
    }

    /** What a power cut leaves. */
    public record Image(byte[] database, byte[] log) {
        /** Puts it into a folder as a database of this name. */
        public void write(Path file) throws IOException {
            Files.write(file, database);
            Files.write(Path.of(file + "-wal"), log);
        }
    }

    private final Path file;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger fired = new AtomicInteger();
    private final AtomicInteger syncsAfterAFailedOne = new AtomicInteger();
    private volatile Consumer<Image> onSync = image -> {};
    private volatile @Nullable Kind kind;
    private volatile boolean forGood;
    private volatile int n;
    private volatile boolean syncFailed;
    private volatile @Nullable Image image;
    private @Nullable Durability disk;

    public FaultyDisk(Path file) {
        this.file = file;
    }

    /** Put between. */
    public Durability before(Durability real) {
        disk = real;
        return this;
    }

    /** From now on the n-th call of this kind fails, and those after it too or not. */
    public void fail(Kind what, int nth, boolean andLater) {
        n = nth;
        forGood = andLater;
        calls.set(0);
        kind = what;
    }

    /** Told of what is on the disk so far, before each further wait. */
    public void onSync(Consumer<Image> listener) {
        onSync = listener;
    }

    public int fired() {
        return fired.get();
    }

    /** Waits for the disk although one had failed: must stay 0. */
    public int syncsAfterAFailedOne() {
        return syncsAfterAFailedOne.get();
    }

    /** What a power cut would leave now. */
    public Image image() {
        var now = image;
        if (now == null) {
            throw new IllegalStateException("nothing was synced yet");
        }
        return now;
    }

    /** What the files hold now, on the disk or not. */
    public Image present() throws IOException {
        return new Image(Files.readAllBytes(file), Files.readAllBytes(Path.of(file + "-wal")));
    }

    @Override
    public void force() throws IOException {
        if (syncFailed) {
            syncsAfterAFailedOne.incrementAndGet();
        }
        var before = image;
        if (before != null) {
            onSync.accept(before);
        }
        var next = present();
        if (kind == Kind.SYNC && isDue()) {
            syncFailed = true;
            throw new IOException("Input/output error (by the test)");
        }
        if (disk != null) {
            disk.force();
        }
        image = next;
    }

    @Override
    public void before(SyncCall call) throws SQLException {
        var wanted = kind;
        if (wanted != null && wanted.call == call && isDue()) {
            throw new SQLiteException("by the test", wanted.code);
        }
    }

    private boolean isDue() {
        int now = calls.incrementAndGet();
        boolean due = now == n || forGood && now > n;
        if (due) {
            fired.incrementAndGet();
        }
        return due;
    }
}

package cn.smspay.files.format;

import cn.smspay.base.Threads;
import cn.smspay.books.charge.ByteSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A file being written through a buffer. Used by one thread. What has been written of a large file is made durable beside the
 * writing, so that little is left to wait for at its end, and others who write to the same disk never meet all of it at once.
 */
public final class Sheet implements AutoCloseable {
    private static final int BUFFER = 1 << 18;
    /** Octets after which the disk is asked to begin. */
    private static final long SYNC_EVERY = 1 << 24;

    private static final byte[] LINE_END = {'\n'};

    private final Path path;
    private final Disk.Target target;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long length;
    /** How much had been written when the disk was asked last, and what has become of that. */
    private long asked;

    private CompletableFuture<Void> syncing = CompletableFuture.completedFuture(null);

    public Sheet(Disk disk, Path path) throws IOException {
        this.path = path;
        this.target = disk.create(path);
    }

    public Path path() {
        return path;
    }

    public long length() {
        return length;
    }

    public void append(ByteSink bytes) throws IOException {
        append(bytes.bytes(), bytes.length());
    }

    /** A line without its end, and its end. */
    public void appendLine(byte[] line) throws IOException {
        append(line, line.length);
        append(LINE_END, LINE_END.length);
    }

    private void append(byte[] bytes, int count) throws IOException {
        length += count;
        int from = 0;
        while (from < count) {
            if (!buffer.hasRemaining()) {
                drain();
            }
            int some = Math.min(count - from, buffer.remaining());
            buffer.put(bytes, from, some);
            from += some;
        }
    }

    /** Replaces the first bytes of the file. */
    void overwriteStart(ByteSink bytes) throws IOException {
        drain();
        target.overwrite(ByteBuffer.wrap(bytes.toBytes()), 0);
    }

    private void drain() throws IOException {
        buffer.flip();
        target.append(buffer);
        buffer.clear();
        if (length - asked >= SYNC_EVERY && syncing.isDone()) {
            settle();
            asked = length;
            syncing = CompletableFuture.runAsync(
                    this::syncBeside, work -> Threads.daemon("disk", work).start());
        }
    }

    private void syncBeside() {
        try {
            target.sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the disk; what it could not do is said here. */
    private void settle() throws IOException {
        try {
            syncing.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException cause) {
                throw cause.getCause();
            }
            throw e;
        }
    }

    /** Makes everything written so far durable. */
    public void sync() throws IOException {
        drain();
        settle();
        target.sync();
    }

    @Override
    public void close() throws IOException {
        // Whoever wants the file durable has called sync; a file that is closed without it is thrown away.
        syncing.handle((done, failure) -> done).join();
        target.close();
    }
}

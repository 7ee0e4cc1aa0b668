package cn.smspay.billing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file being written through a buffer. One thread. */
final class Sheet implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final Path path;
    private final Disk.Target target;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long length;

    Sheet(Disk disk, Path path) throws IOException {
        this.path = path;
        this.target = disk.create(path);
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    void append(ByteSink bytes) throws IOException {
        append(bytes.bytes(), bytes.length());
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
    }

    /** Makes everything written so far durable. */
    void sync() throws IOException {
        drain();
        target.sync();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}

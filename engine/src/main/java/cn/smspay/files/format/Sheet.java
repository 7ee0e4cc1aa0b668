package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file being written through a buffer. One thread. */
public final class Sheet implements AutoCloseable {
    private static final int BUFFER = 1 << 18;
    private static final byte[] LINE_END = {'\n'};

    private final Path path;
    private final Disk.Target target;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long length;

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
    }

    /** Makes everything written so far durable. */
    public void sync() throws IOException {
        drain();
        target.sync();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }
}

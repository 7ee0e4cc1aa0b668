package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A file being written: what a disk that fails or hangs does to it. */
final class SheetTest {
    private static final byte[] LINE = new byte[(1 << 18) - 1];
    /** So many lines are more than what the disk is asked about at once. */
    private static final int MANY = 80;

    /** A disk in memory whose calls can be made to fail, once each. */
    private static final class Flawed implements Disk, Disk.Target {
        private final AtomicInteger syncs = new AtomicInteger();
        private final CountDownLatch first = new CountDownLatch(1);
        private final boolean firstFails;
        private long written;
        private long durable;
        private boolean closed;

        Flawed(boolean firstFails) {
            this.firstFails = firstFails;
        }

        @Override
        public Target create(Path file) {
            return this;
        }

        @Override
        public void syncFolder(Path folder) {}

        @Override
        public synchronized void append(ByteBuffer bytes) {
            written += bytes.remaining();
            bytes.position(bytes.limit());
        }

        @Override
        public void overwrite(ByteBuffer bytes, long at) {}

        @Override
        public void sync() throws IOException {
            boolean isFirst = syncs.getAndIncrement() == 0;
            synchronized (this) {
                durable = written;
            }
            first.countDown();
            if (isFirst && firstFails) {
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static void fill(Sheet sheet, int lines) throws IOException {
        for (int i = 0; i < lines; i++) {
            sheet.appendLine(LINE);
        }
    }

    @Test
    void aLargeFileGoesToTheDiskWhileItIsWrittenAndIsWholeAfterSync() throws Exception {
        var disk = new Flawed(false);
        try (var sheet = new Sheet(disk, Path.of("x"))) {
            fill(sheet, MANY);
            disk.first.await();
            sheet.sync();
            assertEquals(MANY * (LINE.length + 1L), sheet.length());
            assertEquals(sheet.length(), disk.durable);
        }
        assertTrue(disk.syncs.get() >= 2, "once beside the writing and once at its end");
        assertTrue(disk.closed);
    }

    @Test
    void aSmallFileWaitsForTheDiskOnce() throws Exception {
        var disk = new Flawed(false);
        try (var sheet = new Sheet(disk, Path.of("x"))) {
            fill(sheet, 3);
            sheet.sync();
        }
        assertEquals(1, disk.syncs.get());
    }

    /** The system says once that it could not write; a second sync of the same file would be told that all is well. */
    @Test
    void whatTheDiskRefusedBesideTheWritingIsNotForgottenWhenALaterSyncSucceeds() throws Exception {
        var disk = new Flawed(true);
        try (var sheet = new Sheet(disk, Path.of("x"))) {
            fill(sheet, MANY);
            disk.first.await();
            var refused = assertThrows(IOException.class, sheet::sync);
            assertEquals("Input/output error", refused.getMessage());
        }
        assertTrue(disk.closed, "a file that is given up is closed without another word");
    }
}

package cn.smspay.files.billing;

import cn.smspay.files.format.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A real disk that counts everything an export does to it, and the steps of publication, and runs {@code death} at one of
 * them. A write counts twice, once with half of its bytes on the disk. One thread.
 */
final class KillPoints implements Disk, PublishStep.Listener {
    private final long fatal;
    private final Runnable death;
    private long passed;

    /** @param fatal number of the point, from 1; none if 0 */
    KillPoints(long fatal, Runnable death) {
        this.fatal = fatal;
        this.death = death;
    }

    private void pass() {
        if (++passed == fatal) {
            death.run();
        }
    }

    @Override
    public void done(PublishStep step) {
        pass();
    }

    @Override
    public Target create(Path file) throws IOException {
        pass();
        var real = Disk.REAL.create(file);
        pass();
        return new Watched(real);
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        pass();
        Disk.REAL.syncFolder(folder);
        pass();
    }

    private final class Watched implements Target {
        private final Target real;

        Watched(Target real) {
            this.real = real;
        }

        @Override
        public void append(ByteBuffer bytes) throws IOException {
            real.append(firstHalf(bytes));
            pass();
            real.append(bytes);
            pass();
        }

        @Override
        public void overwrite(ByteBuffer bytes, long at) throws IOException {
            var half = firstHalf(bytes);
            int length = half.remaining();
            real.overwrite(half, at);
            pass();
            real.overwrite(bytes, at + length);
            pass();
        }

        /** Takes half of what remains. */
        private static ByteBuffer firstHalf(ByteBuffer bytes) {
            int half = bytes.remaining() / 2;
            var first = bytes.slice(bytes.position(), half);
            bytes.position(bytes.position() + half);
            return first;
        }

        @Override
        public void sync() throws IOException {
            pass();
            real.sync();
            pass();
        }

        @Override
        public void close() throws IOException {
            real.close();
            pass();
        }
    }
}

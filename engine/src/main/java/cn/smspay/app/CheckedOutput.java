package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.cli.FileFault;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers a fault. It may be a file on a disk that is full, and a report that is cut off must not end like
 * a whole one. Who reads no further, as {@code head} does, has what he wants.
 */
final class CheckedOutput extends FilterOutputStream {
    private static final String READS_NO_FURTHER = "Broken pipe";

    private volatile @Nullable IOException fault;

    CheckedOutput(OutputStream out) {
        super(out);
    }

    private interface OutputStep {
        void done() throws IOException;
    }

    private void noting(OutputStep act) throws IOException {
        try {
            act.done();
        } catch (IOException e) {
            if (fault == null) {
                fault = e;
            }
            throw e;
        }
    }

    @Override
    public void write(int octet) throws IOException {
        noting(() -> out.write(octet));
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        noting(() -> out.write(octets, from, length));
    }

    @Override
    public void flush() throws IOException {
        noting(out::flush);
    }

    /** How the program ends, when it would have ended with {@code code}. */
    int code(int code, PrintStream err) {
        var first = fault;
        if (first == null || String.valueOf(first.getMessage()).contains(READS_NO_FURTHER)) {
            return code;
        }
        err.println("what was to be shown could not be written whole: " + FileFault.words(first));
        return code == Exit.DONE ? Exit.STOPPED : code;
    }
}

package cn.smspay.files.imports;

import cn.smspay.base.Sha256;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds which keys stand twice in a file, however long it is, in a few megabytes of memory: a running engine takes in files of
 * millions of rows beside its messages. What is no longer held is kept in temporary files, sorted, and merged at the end. One
 * thread.
 */
final class SeenKeys implements AutoCloseable {
    /** Keys that are held; each takes some 50 octets. */
    private static final int HELD = 50_000;

    /** Of a key only this is kept: two keys that share it are not to be expected in any number of files. */
    private record Seen(long high, long low, int line) {
        private static final Comparator<Seen> ORDER = Comparator.comparingLong(Seen::high)
                .thenComparingLong(Seen::low)
                .thenComparingInt(Seen::line);

        static Seen of(Object key, int line) {
            var hash = ByteBuffer.wrap(Sha256.of(key.getClass().getName() + ' ' + key));
            return new Seen(hash.getLong(), hash.getLong(), line);
        }

        boolean isSameKey(Seen other) {
            return high == other.high && low == other.low;
        }
    }

    /** Is told of each line that repeats the key of an earlier one. */
    @FunctionalInterface
    interface Repeated {
        void at(int line, int firstLine);
    }

    private final int heldMost;
    private final List<Seen> held = new ArrayList<>();
    private final List<Path> runs = new ArrayList<>();

    SeenKeys() {
        this(HELD);
    }

    /** @param heldMost keys in memory at a time */
    SeenKeys(int heldMost) {
        this.heldMost = heldMost;
    }

    /** @param key with a text that says all of it */
    void add(Object key, int line) throws IOException {
        held.add(Seen.of(key, line));
        if (held.size() >= heldMost) {
            putAway();
        }
    }

    private void putAway() throws IOException {
        held.sort(Seen.ORDER);
        var file = Files.createTempFile("smspay-import", ".keys");
        runs.add(file);
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var seen : held) {
                out.writeLong(seen.high);
                out.writeLong(seen.low);
                out.writeInt(seen.line);
            }
        }
        held.clear();
    }

    /** Tells of every repetition, in no order of lines. */
    void repeated(Repeated to) throws IOException {
        held.sort(Seen.ORDER);
        var sources = new ArrayList<Source>();
        try {
            sources.add(new Source(held));
            for (var run : runs) {
                sources.add(new Source(run));
            }
            merge(sources, to);
        } finally {
            for (var source : sources) {
                source.close();
            }
        }
    }

    private static void merge(List<Source> sources, Repeated to) throws IOException {
        var next = new PriorityQueue<Source>(Comparator.comparing(Source::current, Seen.ORDER));
        sources.stream().filter(source -> source.current != null).forEach(next::add);
        Seen first = null;
        for (var source = next.poll(); source != null; source = next.poll()) {
            var seen = source.current();
            if (first != null && first.isSameKey(seen)) {
                to.at(seen.line, first.line);
            } else {
                first = seen;
            }
            if (source.advance()) {
                next.add(source);
            }
        }
    }

    /** Sorted keys, from memory or from a file. */
    private static final class Source implements AutoCloseable {
        private final List<Seen> held;
        private final @Nullable DataInputStream in;
        private int at;
        private @Nullable Seen current;

        Source(List<Seen> held) throws IOException {
            this.held = held;
            this.in = null;
            advance();
        }

        Source(Path file) throws IOException {
            this.held = List.of();
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            advance();
        }

        Seen current() {
            if (current == null) {
                throw new IllegalStateException("there is no more");
            }
            return current;
        }

        /** False at the end. */
        final boolean advance() throws IOException {
            if (in != null) {
                current = read(in);
            } else {
                current = at < held.size() ? held.get(at++) : null;
            }
            return current != null;
        }

        private static @Nullable Seen read(DataInputStream in) throws IOException {
            try {
                return new Seen(in.readLong(), in.readLong(), in.readInt());
            } catch (EOFException e) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            if (in != null) {
                in.close();
            }
        }
    }

    @Override
    public void close() {
        for (var run : runs) {
            try {
                Files.deleteIfExists(run);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

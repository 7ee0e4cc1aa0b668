package cn.smspay.base;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Pairs of a key and a number, sorted, sixteen octets each in a file that is written once: what a reader looks up by bisection
 * where an index in the database would cost the writer. No state, so thread-safe.
 */
public final class PairFile {
    private static final int PAIR = 2 * Long.BYTES;

    private PairFile() {}

    /** Sorts the pairs and writes them, whole or not at all. */
    public static void write(Path file, List<long[]> pairs) throws IOException {
        pairs.sort(Comparator.<long[]>comparingLong(pair -> pair[0]).thenComparingLong(pair -> pair[1]));
        var octets = ByteBuffer.allocate(pairs.size() * PAIR);
        pairs.forEach(pair -> octets.putLong(pair[0]).putLong(pair[1]));
        var part = Files.createTempFile(Objects.requireNonNull(file.getParent()), "new", ".part");
        Files.write(part, octets.array());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The numbers of a key, rising.
     *
     * @param first the least number that the file may hold, each number once
     * @param last the greatest
     * @throws IOException also if it is no such file
     */
    public static List<Long> find(Path file, long key, long first, long last) throws IOException {
        var numbers = new ArrayList<Long>();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long pairs = channel.size() / PAIR;
            if (pairs > last - first + 1 || channel.size() % PAIR != 0) {
                throw new IOException(file + " is no file of pairs");
            }
            for (long at = 0; at < pairs; at += Math.max(1, pairs - 1)) {
                long number = pair(channel, at)[1];
                if (number < first || number > last) {
                    throw new IOException(file + " is about other numbers");
                }
            }
            for (long at = first(channel, pairs, key); at < pairs; at++) {
                var pair = pair(channel, at);
                if (pair[0] != key) {
                    break;
                }
                numbers.add(pair[1]);
            }
        }
        return numbers;
    }

    private static long first(FileChannel channel, long pairs, long key) throws IOException {
        long low = 0;
        long high = pairs;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (pair(channel, middle)[0] >= key) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long[] pair(FileChannel channel, long at) throws IOException {
        var octets = ByteBuffer.allocate(PAIR);
        while (octets.hasRemaining()) {
            if (channel.read(octets, at * PAIR + octets.position()) < 0) {
                throw new IOException("the file ends in the middle of a pair");
            }
        }
        octets.flip();
        return new long[] {octets.getLong(), octets.getLong()};
    }
}

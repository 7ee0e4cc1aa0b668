package cn.smspay.store;

import java.util.List;

/**
 * How much is done at once and how much is remembered: not the service's rules, only what keeps memory, batches and statements
 * within bounds. One record, so that a test can make everything small. Immutable.
 *
 * @param batch inputs in one transaction: more share an fsync, and the first of them waits longer
 * @param ahead transactions that may be committed and not yet on the disk: one is written while the next is run
 * @param guests of one batch that come by a door: one costs some telephone inputs, so a quarter of the batch is half of its time
 * @param guestsWaiting that may wait: what would wait much longer than a second is told to come again
 * @param gone connections whose end is remembered; slow work takes less than a second
 * @param early receipts that wait for their answer's id; beyond this the oldest is given up as not ours
 * @param cachedRows rows that the writer remembers of one table at most, whatever the table would like
 * @param statements prepared statements that the writer keeps
 * @param chunks rows a statement, largest first and 1 at last; a change is cut into these so that few are ever prepared
 * @param senders senders whose rate is remembered; a flood comes from few numbers
 */
public record Limits(
        int batch,
        int ahead,
        int guests,
        int guestsWaiting,
        int gone,
        int early,
        int cachedRows,
        int statements,
        List<Integer> chunks,
        int senders) {
    public static final Limits USUAL =
            new Limits(256, 2, 64, 1_000, 1_000, 10_000, Integer.MAX_VALUE, 256, List.of(64, 16, 4, 1), 100_000);

    /** Everything as small as it can be and still work: for tests. */
    public static final Limits SMALL = new Limits(3, 1, 1, 4, 2, 3, 2, 8, List.of(2, 1), 3);

    public Limits {
        chunks = List.copyOf(chunks);
        if (batch < 1 || ahead < 1 || guests < 1 || guestsWaiting < 1 || gone < 1 || early < 1 || statements < 1) {
            throw new IllegalArgumentException("a limit below 1 lets nothing through");
        }
        if (cachedRows < 0 || senders < 1 || chunks.isEmpty() || chunks.get(chunks.size() - 1) != 1) {
            throw new IllegalArgumentException("statements must be cut down to single rows");
        }
    }

    /** {@link #chunks} for a loop that must not allocate. */
    public int[] chunkSizes() {
        return chunks.stream().mapToInt(Integer::intValue).toArray();
    }
}

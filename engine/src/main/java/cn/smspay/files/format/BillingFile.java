package cn.smspay.files.format;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.store.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one closed file holds; the same for all its formats, and never changed.
 *
 * @param firstNumber of its first record, or of the next record to come if it is empty
 * @param sumLi 厘, corrections included
 * @param firstAt when the uplink of the first record came, none in an empty file
 * @param nodeAddress as configured when it was closed, so that it can be written again though settings have changed
 * @param extension likewise
 * @param chainBefore head of the chain before the first record
 * @param chainAfter head of the chain after the last record
 * @param layout of its header and trailer: 1 for files closed before there were slots, else {@link #LAYOUT}
 * @param bookHeads heads of the book's chain when it was closed, like {@code 0:17:ab…}, with blanks between; empty in layout
 *     1
 */
public record BillingFile(
        Key key,
        ServiceDay day,
        long firstNumber,
        long records,
        long sumLi,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        Instant closedAt,
        CloseReason reason,
        String nodeAddress,
        String extension,
        byte[] chainBefore,
        byte[] chainAfter,
        int layout,
        String bookHeads) {
    /** The layout of files that are closed from now on. */
    public static final int LAYOUT = 2;

    public static final Table<Key, BillingFile> TABLE = Table.of("billing_file", Key.class, BillingFile.class);

    /** Which file: sequence numbers count per node and stream, from 1, without gaps. */
    public record Key(String node, Stream stream, long sequence) {}

    public long lastNumber() {
        return firstNumber + records - 1;
    }

    public Charges.Range range() {
        return new Charges.Range(firstNumber, lastNumber());
    }

    /** Like {@code n1-live-20091102-0000000012.csv}: sorts by time within one node. */
    public String name(Format format) {
        return String.format(
                Locale.ROOT,
                "%s-%s-%s-%010d.%s",
                key.node(),
                key.stream().word(),
                day,
                key.sequence(),
                format.ending());
    }

    /** The same file with what was really written into it. */
    public BillingFile holding(Totals totals, CloseReason why) {
        return new BillingFile(
                key,
                day,
                firstNumber,
                totals.records(),
                totals.sumLi(),
                totals.firstAt(),
                totals.lastAt(),
                closedAt,
                why,
                nodeAddress,
                extension,
                chainBefore,
                totals.chain(),
                layout,
                bookHeads);
    }

    /** What it holds of each slot. */
    List<SlotRange> slots() {
        return List.of(new SlotRange(SlotRange.ONLY, firstNumber, lastNumber(), chainBefore, chainAfter));
    }
}

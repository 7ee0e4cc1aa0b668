package cn.smspay.files.format;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.CsvLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds up the records of a file that is being read, whatever its format, and makes its contents of them. One use. */
final class FileReading {
    /** So that no sum of a file can overflow. */
    private static final long AMOUNT_MOST = 1_000_000_000;

    private final FileName name;
    private final long first;
    private final CsvLine line = new CsvLine();
    private final byte[] before;
    private final Chain chain;
    private long records;
    private long sumLi;
    private @Nullable Instant firstAt;
    private @Nullable Instant lastAt;

    FileReading(FileName name, long first, byte[] before) {
        this.name = name;
        this.first = first;
        this.before = before;
        this.chain = new Chain(before);
    }

    void add(ChargeRecord record) throws UnreadableFile {
        long number = record.number().value();
        long expected = first + records;
        if (number < expected) {
            throw new UnreadableFile(
                    Finding.Kind.DOUBLE, "record " + number + " stands where record " + expected + " should");
        }
        if (number > expected) {
            throw new UnreadableFile(Finding.Kind.GAP, "record " + expected + " is missing before record " + number);
        }
        if (record.timing().day().yyyymmdd() != name.day()) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "record " + number + " is of another accounting day");
        }
        long amount = record.fee().amountLi();
        if (amount > AMOUNT_MOST || amount < -AMOUNT_MOST) {
            throw new UnreadableFile(Finding.Kind.TOTAL, "record " + number + " has an impossible amount");
        }
        records++;
        sumLi += amount;
        if (firstAt == null) {
            firstAt = record.timing().eventAt();
        }
        lastAt = record.timing().eventAt();
        chain.add(line.of(record));
    }

    /** What the readers know of header and trailer beside the records. */
    record FileEnvelope(
            long records,
            long sumLi,
            SlotRange slot,
            Instant closedAt,
            CloseReason reason,
            String nodeAddress,
            String extension,
            int layout,
            String bookHeads) {}

    /** What it says of its times can only be what its records say. */
    FileContents end(FileEnvelope said, String previousSha256, boolean knowsClosing, boolean knowsNode)
            throws UnreadableFile {
        if (!Arrays.equals(said.slot().after(), chain.head())) {
            throw new UnreadableFile(
                    Finding.Kind.CHAIN,
                    "the chain over its records does not end where the trailer says: it was changed");
        }
        var key = new BillingFile.Key(
                name.node(), name.stream().equals("test") ? Stream.TEST : Stream.LIVE, name.sequence());
        var file = new BillingFile(
                key,
                new ServiceDay(name.day()),
                first,
                said.records(),
                said.sumLi(),
                firstAt,
                lastAt,
                said.closedAt(),
                said.reason(),
                said.nodeAddress(),
                said.extension(),
                before,
                said.slot().after(),
                said.layout(),
                said.bookHeads());
        return new FileContents(name, file, knowsClosing, knowsNode, previousSha256, records, sumLi);
    }

    /** Insists that the file has these octets there. */
    static void require(ByteSink ours, byte[] found, String what) throws UnreadableFile {
        require(Arrays.equals(ours.bytes(), 0, ours.length(), found, 0, found.length), what);
    }

    static void require(boolean holds, String what) throws UnreadableFile {
        if (!holds) {
            throw new UnreadableFile(Finding.Kind.FORMAT, what + " is not as we write it: it was changed");
        }
    }

    static byte[] hash(String hex) throws UnreadableFile {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "a link of the chain is not a SHA-256: " + hex);
        }
        return HexFormat.of().parseHex(hex);
    }

    static Instant time(String text) throws UnreadableFile {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "not a time: " + text);
        }
    }

    static CloseReason reason(String word) throws UnreadableFile {
        for (var reason : CloseReason.values()) {
            if (reason.name().equals(word)) {
                return reason;
            }
        }
        throw new UnreadableFile(Finding.Kind.FORMAT, "not a reason to close a file: " + word);
    }

    /** Takes apart what {@link SlotRange} writes; one slot, as long as there is one. */
    static SlotRange slot(String begun, String whole) throws UnreadableFile {
        var parts = new ArrayList<>(List.of(whole.split(":", -1)));
        if (parts.size() != 5 || !begun.equals(parts.get(0) + ":" + parts.get(1) + ":" + parts.get(3))) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "header and trailer do not say the same of slots");
        }
        return new SlotRange(
                Math.toIntExact(CsvFields.number(parts.get(0))),
                CsvFields.number(parts.get(1)),
                CsvFields.number(parts.get(2)),
                hash(parts.get(3)),
                hash(parts.get(4)));
    }
}

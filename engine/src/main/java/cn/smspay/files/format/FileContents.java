package cn.smspay.files.format;

import cn.smspay.books.charge.Chain;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a billing file says of itself, whatever its format. Its reader has found already that its records are written as we
 * write them, that their chain ends where the trailer says, and that header and trailer are ours.
 *
 * @param file as its header and trailer tell it
 * @param knowsClosing whether this format and layout say when and why it was closed; else both stand for nothing
 * @param knowsNode whether it says the node's address and our extension; else both are empty
 * @param previousSha256 64 hexadecimal digits, or 64 zeros or nothing for none
 * @param recordsFound how many records were really in it
 * @param sumFound what they come to
 */
public record FileContents(
        FileName name,
        BillingFile file,
        boolean knowsClosing,
        boolean knowsNode,
        String previousSha256,
        long recordsFound,
        long sumFound) {
    private static final String NONE = "0".repeat(Chain.GENESIS.length * 2);

    public boolean hasPrevious() {
        return !previousSha256.isEmpty() && !previousSha256.equals(NONE);
    }

    public long firstNumber() {
        return file.firstNumber();
    }

    public long lastNumber() {
        return file.lastNumber();
    }

    /** What this file and another form of it do not say alike; empty if they agree. */
    public Optional<String> differsFrom(FileContents other) {
        return differsFrom(other.file, knowsClosing && other.knowsClosing, knowsNode && other.knowsNode);
    }

    /** What this file and the database's row of it do not say alike; empty if they agree. */
    public Optional<String> differsFrom(BillingFile row) {
        return differsFrom(row, knowsClosing, knowsNode);
    }

    private Optional<String> differsFrom(BillingFile other, boolean closing, boolean node) {
        if (!file.key().equals(other.key())) {
            return Optional.of("node, stream or sequence number");
        } else if (!file.day().equals(other.day())) {
            return Optional.of("accounting day");
        } else if (file.firstNumber() != other.firstNumber() || file.records() != other.records()) {
            return Optional.of("the numbers of its records");
        } else if (file.sumLi() != other.sumLi()) {
            return Optional.of("the sum of its records");
        } else if (!Arrays.equals(file.chainBefore(), other.chainBefore())
                || !Arrays.equals(file.chainAfter(), other.chainAfter())) {
            return Optional.of("the chain of its records");
        } else if (!same(file.firstAt(), other.firstAt()) || !same(file.lastAt(), other.lastAt())) {
            return Optional.of("the times of its first and last record");
        } else if (file.layout() != other.layout() || !file.bookHeads().equals(other.bookHeads())) {
            return Optional.of("the layout or the heads of the book");
        } else if (closing && (!same(file.closedAt(), other.closedAt()) || file.reason() != other.reason())) {
            return Optional.of("when or why it was closed");
        } else if (node
                && (!file.nodeAddress().equals(other.nodeAddress())
                        || !file.extension().equals(other.extension()))) {
            return Optional.of("the node's address or the extension");
        }
        return Optional.empty();
    }

    /** To the millisecond, as files say it. */
    private static boolean same(@Nullable Instant one, @Nullable Instant other) {
        return Objects.equals(millis(one), millis(other));
    }

    private static @Nullable Long millis(@Nullable Instant at) {
        return at == null ? null : at.toEpochMilli();
    }

    /** Insists that its trailer counts and adds up its records rightly. */
    void requireTotals() throws UnreadableFile {
        if (file.records() != recordsFound) {
            throw new UnreadableFile(
                    Finding.Kind.TOTAL, "it says " + file.records() + " records and holds " + recordsFound);
        }
        if (file.sumLi() != sumFound) {
            throw new UnreadableFile(
                    Finding.Kind.TOTAL, "it says a sum of " + file.sumLi() + " and its records come to " + sumFound);
        }
    }
}

package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.RecordTimeFormat;
import cn.smspay.books.charge.StoredCharge;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The file of 3GPP TS 32.297: a file header, then each record behind a header of its own. The header holds totals that are
 * known only at the end, so it is written twice at the same length. Our own totals stand in its private extension.
 */
public final class CdrEncoder implements Encoder {
    /** Release 15: a release identifier of 7 says that the release, less 10, stands in its extension. */
    private static final int RELEASE_IN_EXTENSION = 7;

    private static final int RELEASE_EXTENSION = 5;
    private static final int VERSION = 0;
    private static final int BER = 1;
    /** TS 32.274 in the list of TS 32.297. */
    private static final int TS_SMS = 15;

    static final int RECORD_HEADER = 5;
    static final int FIRST_EXTENSION = 1 + 1 + 4 + 8 + 8 + 8 + 32 + 32 + 32;
    /** Of the file header without our extension, whose length stands before it. */
    static final int STANDARD_HEADER = 50 + 2 + 2;
    /** A private extension of files from before there were slots. */
    static final int FIRST_CONTENTS = 1;

    static final int CONTENTS = 2;
    /** Where the opening time stands, and the time of the last record after it. */
    static final int TIMES = 4 + 4 + 1 + 1;

    static final int TIMES_OCTETS = 8;

    private final SmsRecord records;
    private final ByteSink head = new ByteSink();
    private final RecordTimeFormat moment = new RecordTimeFormat();

    public CdrEncoder(BillingFile file) {
        this(file.nodeAddress(), file.extension());
    }

    CdrEncoder(String nodeAddress, String extension) {
        this.records = new SmsRecord(nodeAddress, extension);
    }

    @Override
    public void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        sheet.append(header(file, previousSha256, 0));
    }

    @Override
    public void record(Sheet sheet, StoredCharge stored) throws IOException {
        var encoded = records.of(stored.record());
        sheet.append(recordHeader(encoded.length()));
        sheet.append(encoded);
    }

    /** What stands before a record of this length. */
    ByteSink recordHeader(int length) {
        head.clear();
        unsigned(length, 2);
        head.add(RELEASE_IN_EXTENSION << 5 | VERSION);
        head.add(BER << 5 | TS_SMS);
        return head.add(RELEASE_EXTENSION);
    }

    @Override
    public void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        sheet.overwriteStart(header(file, previousSha256, sheet.length()));
    }

    /** The file header; valid until the next call. */
    ByteSink header(BillingFile file, String previousSha256, long length) {
        var extension = file.layout() == 1 ? firstExtension(file, previousSha256) : extension(file, previousSha256);
        head.clear();
        unsigned(length, 4);
        unsigned(STANDARD_HEADER + extension.length, 4);
        head.add(RELEASE_IN_EXTENSION << 5 | VERSION);
        head.add(RELEASE_IN_EXTENSION << 5 | VERSION);
        // An empty file was open for no time: both times are when it was closed.
        unsigned(packed(file.firstAt(), file), 4);
        unsigned(packed(file.lastAt(), file), 4);
        unsigned(file.records(), 4);
        unsigned(file.key().sequence() % (1L << 32), 4);
        head.add(file.reason().code());
        // The node goes by its name; its address is the unspecified one of IPv6 (RFC 4291 2.5.2).
        unsigned(0xffff_ffffL, 4);
        head.add(new byte[16]);
        head.add(0);
        unsigned(0, 2);
        unsigned(extension.length, 2);
        head.add(extension);
        head.add(RELEASE_EXTENSION).add(RELEASE_EXTENSION);
        return head;
    }

    private byte[] firstExtension(BillingFile file, String previousSha256) {
        head.clear();
        head.add(FIRST_CONTENTS);
        head.add(file.key().stream() == Stream.TEST ? 1 : 0);
        unsigned(file.day().yyyymmdd(), 4);
        unsigned(file.firstNumber(), 8);
        unsigned(file.lastNumber(), 8);
        unsigned(file.sumLi(), 8);
        head.add(digest(previousSha256));
        head.add(file.chainBefore());
        head.add(file.chainAfter());
        return head.toBytes();
    }

    /** Numbers are unsigned, most significant octet first; words have their length in octets before them. */
    private byte[] extension(BillingFile file, String previousSha256) {
        head.clear();
        head.add(CONTENTS);
        head.add(file.key().stream() == Stream.TEST ? 1 : 0);
        unsigned(file.key().sequence(), 8);
        unsigned(file.day().yyyymmdd(), 4);
        unsigned(file.sumLi(), 8);
        unsigned(file.closedAt().toEpochMilli(), 8);
        word(file.key().node());
        head.add(file.reason().ordinal());
        word(file.nodeAddress());
        word(file.extension());
        head.add(digest(previousSha256));
        head.add(file.slots().size());
        for (var slot : file.slots()) {
            head.add(slot.slot());
            unsigned(slot.first(), 8);
            unsigned(slot.last(), 8);
            head.add(slot.before()).add(slot.after());
        }
        word(file.bookHeads());
        return head.toBytes();
    }

    private static byte[] digest(String sha256) {
        return sha256.isEmpty() ? Chain.GENESIS : HexFormat.of().parseHex(sha256);
    }

    /** ASCII. */
    private void word(String word) {
        unsigned(word.length(), 2);
        head.add(word);
    }

    private long packed(@Nullable Instant at, BillingFile file) {
        return moment.packed(at == null ? file.closedAt() : at) & 0xffff_ffffL;
    }

    private void unsigned(long value, int octets) {
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            head.add((int) (value >> shift));
        }
    }
}

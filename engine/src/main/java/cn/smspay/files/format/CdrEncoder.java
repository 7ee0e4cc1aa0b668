package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Moment;
import java.io.IOException;
import java.time.Instant;

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
    static final int PRIVATE_EXTENSION = 1 + 1 + 4 + 8 + 8 + 8 + 32 + 32 + 32;
    static final int FILE_HEADER = 50 + 2 + PRIVATE_EXTENSION + 2;
    private static final int CONTENTS_VERSION = 1;

    private final SmsRecord records;
    private final ByteSink head = new ByteSink();
    private final Moment moment = new Moment();

    public CdrEncoder(BillingFile file) {
        this.records = new SmsRecord(file);
    }

    @Override
    public void begin(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        sheet.append(header(file, previousSha256, 0));
    }

    @Override
    public void record(Sheet sheet, ChargeRecord record, ByteSink line) throws IOException {
        var encoded = records.of(record);
        head.clear();
        unsigned(encoded.length(), 2);
        head.add(RELEASE_IN_EXTENSION << 5 | VERSION);
        head.add(BER << 5 | TS_SMS);
        head.add(RELEASE_EXTENSION);
        sheet.append(head);
        sheet.append(encoded);
    }

    @Override
    public void end(Sheet sheet, BillingFile file, String previousSha256) throws IOException {
        sheet.overwriteStart(header(file, previousSha256, sheet.length()));
    }

    private ByteSink header(BillingFile file, String previousSha256, long length) {
        head.clear();
        unsigned(length, 4);
        unsigned(FILE_HEADER, 4);
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
        unsigned(PRIVATE_EXTENSION, 2);
        privateExtension(file, previousSha256);
        head.add(RELEASE_EXTENSION).add(RELEASE_EXTENSION);
        return head;
    }

    private void privateExtension(BillingFile file, String previousSha256) {
        head.add(CONTENTS_VERSION);
        head.add(file.key().stream() == Stream.TEST ? 1 : 0);
        unsigned(file.day().yyyymmdd(), 4);
        unsigned(file.firstNumber(), 8);
        unsigned(file.lastNumber(), 8);
        unsigned(file.sumLi(), 8);
        head.add(
                previousSha256.isEmpty()
                        ? Chain.GENESIS
                        : java.util.HexFormat.of().parseHex(previousSha256));
        head.add(file.chainBefore());
        head.add(file.chainAfter());
    }

    private long packed(@org.jspecify.annotations.Nullable Instant at, BillingFile file) {
        return moment.packed(at == null ? file.closedAt() : at) & 0xffff_ffffL;
    }

    private void unsigned(long value, int octets) {
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            head.add((int) (value >> shift));
        }
    }
}

package cn.smspay.files.format;

import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeColumn;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a 3GPP TS 32.297 file of ours for checking: every octet must be what we would write of what it says. One use. */
public final class CdrReader {
    private final FileName name;

    public CdrReader(FileName name) {
        this.name = name;
    }

    public FileContents read(Path path) throws IOException, UnreadableFile {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            return read(in, Files.size(path));
        } catch (EOFException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "it ends in the middle: half a file?");
        }
    }

    private FileContents read(DataInputStream in, long size) throws IOException, UnreadableFile {
        var start = in.readNBytes(8);
        var lengths = new DataInputStream(new ByteArrayInputStream(start));
        require(Integer.toUnsignedLong(lengths.readInt()) == size, "its header says another length: half a file?");
        int length = lengths.readInt();
        require(
                length > CdrEncoder.STANDARD_HEADER && length <= Math.min(size, 1 << 16),
                "its header is not one of ours");
        var rest = in.readNBytes(length - start.length);
        require(rest.length == length - start.length, "it ends in the middle: half a file?");
        var header = header(rest);
        var reading = new FileReading(name, header.slot.first(), header.slot.before());
        var node = new BerNode(header.nodeAddress, header.extension);
        long left = size - length;
        while (left > 0) {
            left -= record(in, reading, node);
        }
        var contents = reading.end(header.said(node), header.previousSha256, header.layout != 1, node.isKnown());
        contents.requireTotals();
        requireHeader(contents, header, node.encoder(), start, rest, size);
        return contents;
    }

    /** The node's address and our extension; in files of layout 1 the first record tells them. */
    private static final class BerNode {
        private String address;
        private String extension;
        private @Nullable CdrEncoder encoder;
        private @Nullable SmsRecord records;

        BerNode(String address, String extension) {
            this.address = address;
            this.extension = extension;
        }

        boolean isKnown() {
            return !extension.isEmpty();
        }

        void learn(byte[] record) throws UnreadableFile {
            if (!isKnown()) {
                var whole = BerReader.of(record);
                address = digits(whole.part(1).contents());
                extension = objectIdentifier(whole.part(23).first().first().contents());
            }
        }

        SmsRecord records() {
            if (records == null) {
                records = new SmsRecord(address, extension);
            }
            return records;
        }

        CdrEncoder encoder() {
            if (encoder == null) {
                // An empty file of layout 1 names neither, and its header needs neither.
                encoder = isKnown() ? new CdrEncoder(address, extension) : new CdrEncoder("0", "2.999.1");
            }
            return encoder;
        }
    }

    private long record(DataInputStream in, FileReading reading, BerNode node) throws IOException, UnreadableFile {
        var head = in.readNBytes(CdrEncoder.RECORD_HEADER);
        require(head.length == CdrEncoder.RECORD_HEADER, "it ends in the middle: half a file?");
        int length = (head[0] & 0xff) << 8 | (head[1] & 0xff);
        var octets = in.readNBytes(length);
        require(octets.length == length, "it ends in the middle: half a file?");
        node.learn(octets);
        var fields = new Fields(BerReader.of(octets), charge(octets));
        var record = UnreadableFile.reading(() -> ChargeColumn.read(fields));
        FileReading.require(node.records().of(record), octets, "record " + record.number());
        FileReading.require(node.encoder().recordHeader(length), head, "the header of record " + record.number());
        reading.add(record);
        return head.length + (long) length;
    }

    /** What of the header can be told only by writing it anew. */
    private static void requireHeader(
            FileContents contents, Header header, CdrEncoder encoder, byte[] start, byte[] rest, long size)
            throws UnreadableFile {
        var ours = encoder.header(contents.file(), contents.hasPrevious() ? contents.previousSha256() : "", size)
                .toBytes();
        var theirs = new byte[start.length + rest.length];
        System.arraycopy(start, 0, theirs, 0, start.length);
        System.arraycopy(rest, 0, theirs, start.length, rest.length);
        if (header.layout == 1 && contents.file().records() == 0) {
            // An empty file of layout 1 says only in packed minutes when it was closed.
            System.arraycopy(theirs, CdrEncoder.TIMES, ours, CdrEncoder.TIMES, CdrEncoder.TIMES_OCTETS);
        }
        FileReading.require(java.util.Arrays.equals(ours, theirs), "its header");
    }

    /** What stands in the file header. */
    private static final class Header {
        private int layout;
        private long records;
        private long sumLi;
        private CloseReason reason = CloseReason.HAND;
        private Instant closedAt = Instant.EPOCH;
        private String nodeAddress = "";
        private String extension = "";
        private String previousSha256 = "";
        private String bookHeads = "";
        private SlotRange slot = new SlotRange(SlotRange.ONLY, 1, 0, Chain.GENESIS, Chain.GENESIS);

        FileReading.FileEnvelope said(BerNode node) {
            return new FileReading.FileEnvelope(
                    records, sumLi, slot, closedAt, reason, node.address, node.extension, layout, bookHeads);
        }
    }

    private Header header(byte[] rest) throws IOException, UnreadableFile {
        var in = new DataInputStream(new ByteArrayInputStream(rest));
        var header = new Header();
        in.skipNBytes(2 + 4 + 4);
        header.records = Integer.toUnsignedLong(in.readInt());
        long sequence = Integer.toUnsignedLong(in.readInt());
        header.reason = reasonOf(in.readUnsignedByte());
        in.skipNBytes(20 + 1);
        in.skipNBytes(in.readUnsignedShort());
        require(in.readUnsignedShort() <= in.available(), "its private extension is not ours");
        header.layout = in.readUnsignedByte();
        require(
                header.layout == CdrEncoder.FIRST_CONTENTS || header.layout == CdrEncoder.CONTENTS,
                "its private extension is of another version");
        var stream = in.readUnsignedByte() == 1 ? "test" : "live";
        long own = header.layout == 1 ? name.sequence() : in.readLong();
        int day = in.readInt();
        if (sequence != name.sequence() % (1L << 32)
                || own != name.sequence()
                || !stream.equals(name.stream())
                || day != name.day()) {
            throw new UnreadableFile(Finding.Kind.NAME, "the header and the name do not say the same");
        }
        if (header.layout == 1) {
            long first = in.readLong();
            long last = in.readLong();
            header.sumLi = in.readLong();
            header.previousSha256 = Chain.hex(in.readNBytes(32));
            header.slot = new SlotRange(SlotRange.ONLY, first, last, in.readNBytes(32), in.readNBytes(32));
        } else {
            second(in, header);
        }
        return header;
    }

    private void second(DataInputStream in, Header header) throws IOException, UnreadableFile {
        header.sumLi = in.readLong();
        header.closedAt = Instant.ofEpochMilli(in.readLong());
        if (!word(in).equals(name.node())) {
            throw new UnreadableFile(Finding.Kind.NAME, "the header and the name do not say the same");
        }
        int reason = in.readUnsignedByte();
        require(reason < CloseReason.values().length, "its header names no reason to close a file");
        header.reason = CloseReason.values()[reason];
        header.nodeAddress = word(in);
        header.extension = word(in);
        header.previousSha256 = Chain.hex(in.readNBytes(32));
        require(in.readUnsignedByte() == 1, "its header does not list one slot");
        header.slot = new SlotRange(
                in.readUnsignedByte(), in.readLong(), in.readLong(), in.readNBytes(32), in.readNBytes(32));
        header.bookHeads = word(in);
        require(header.nodeAddress.matches("[0-9]{1,15}"), "its header names no node address");
        require(header.extension.matches("[0-2](\\.[0-9]{1,9}){2,12}"), "its header names no extension");
    }

    /** Any reason with this code of TS 32.297: the code is all that layout 1 says. */
    private static CloseReason reasonOf(int code) throws UnreadableFile {
        for (var reason : CloseReason.values()) {
            if (reason.code() == code) {
                return reason;
            }
        }
        throw new UnreadableFile(Finding.Kind.FORMAT, "its header names no reason to close a file");
    }

    private static String word(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.US_ASCII);
    }

    /** Our extension within a record: recordExtensions, its one entry, the information, the sequence in it. */
    static BerReader charge(byte[] record) throws UnreadableFile {
        return BerReader.of(record).part(23).first().part(2).first();
    }

    /** The digits of an address (TS 29.002), without the octet that says its kind. */
    private static String digits(byte[] address) {
        var digits = new StringBuilder();
        for (int i = 1; i < address.length; i++) {
            digits.append((char) ('0' + (address[i] & 0xf)));
            if ((address[i] >> 4 & 0xf) != 0xf) {
                digits.append((char) ('0' + (address[i] >> 4 & 0xf)));
            }
        }
        return digits.toString();
    }

    /** With dots (X.690 8.19). */
    private static String objectIdentifier(byte[] contents) {
        var text = new StringBuilder();
        long arc = 0;
        for (byte octet : contents) {
            arc = arc << 7 | (octet & 0x7f);
            if (octet >= 0) {
                if (text.isEmpty()) {
                    long top = Math.min(arc / 40, 2);
                    text.append(top).append('.').append(arc - top * 40);
                } else {
                    text.append('.').append(arc);
                }
                arc = 0;
            }
        }
        return text.toString();
    }

    private static void require(boolean holds, String otherwise) throws UnreadableFile {
        if (!holds) {
            throw new UnreadableFile(Finding.Kind.FORMAT, otherwise);
        }
    }

    /** One record's values: our extension, and the standard's own fields for the rest. */
    private record Fields(BerReader record, BerReader charge) implements ChargeColumn.Source<UnreadableFile> {
        private BerReader value(ChargeColumn column) throws UnreadableFile {
            return switch (column) {
                case SERVICE_NUMBER -> record.part(3).first().part(7).first().part(1);
                case OCTETS -> record.part(9);
                case DATA_CODING -> record.part(12);
                default -> charge.part(column.tag());
            };
        }

        @Override
        public @Nullable Long optional(ChargeColumn column) throws UnreadableFile {
            return charge.has(column.tag()) ? Long.valueOf(number(column)) : null;
        }

        @Override
        public long number(ChargeColumn column) throws UnreadableFile {
            return value(column).integer();
        }

        @Override
        public String word(ChargeColumn column) throws UnreadableFile {
            boolean missing = column == ChargeColumn.SMSC_MESSAGE_ID && !charge.has(column.tag());
            return missing ? "" : new String(value(column).contents(), StandardCharsets.UTF_8);
        }

        @Override
        public Instant time(ChargeColumn column) throws UnreadableFile {
            return Instant.ofEpochMilli(number(column));
        }

        @Override
        public boolean flag(ChargeColumn column) throws UnreadableFile {
            return number(column) != 0;
        }
    }
}

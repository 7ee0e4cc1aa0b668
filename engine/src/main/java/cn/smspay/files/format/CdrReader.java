package cn.smspay.files.format;

import cn.smspay.books.charge.Chain;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a 3GPP TS 32.297 file of ours for checking. One use. */
public final class CdrReader {
    private final FileName name;

    public CdrReader(FileName name) {
        this.name = name;
    }

    public FileContents read(Path path) throws IOException, Unreadable {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16))) {
            return read(in, Files.size(path));
        } catch (EOFException e) {
            throw new Unreadable(Finding.Kind.FORMAT, "it ends in the middle: half a file?");
        }
    }

    private FileContents read(DataInputStream in, long size) throws IOException, Unreadable {
        require(Integer.toUnsignedLong(in.readInt()) == size, "its header says another length: half a file?");
        require(in.readInt() == CdrEncoder.FILE_HEADER, "its header is not one of ours");
        in.skipNBytes(2 + 4 + 4);
        long records = Integer.toUnsignedLong(in.readInt());
        long sequence = Integer.toUnsignedLong(in.readInt());
        in.skipNBytes(1 + 20 + 1 + 2);
        require(in.readUnsignedShort() == CdrEncoder.PRIVATE_EXTENSION, "its private extension is not ours");
        require(in.readUnsignedByte() == 1, "its private extension is of another version");
        var stream = in.readUnsignedByte() == 1 ? "test" : "live";
        int day = in.readInt();
        if (sequence != name.sequence() % (1L << 32) || !stream.equals(name.stream()) || day != name.day()) {
            throw new Unreadable(Finding.Kind.NAME, "the header and the name do not say the same");
        }
        long first = in.readLong();
        in.skipNBytes(8);
        long sum = in.readLong();
        var previous = hash(in);
        var before = hash(in);
        var after = hash(in);
        in.skipNBytes(2);
        var count = count(in, first, size - CdrEncoder.FILE_HEADER);
        return new FileContents(name, first, records, sum, previous, before, after, count.records(), count.sumLi());
    }

    private static Unreadable.Count count(DataInputStream in, long first, long octets) throws IOException, Unreadable {
        var count = new Unreadable.Count(first);
        long left = octets;
        while (left > 0) {
            int length = in.readUnsignedShort();
            in.skipNBytes(CdrEncoder.RECORD_HEADER - 2);
            var charge = charge(in.readNBytes(length));
            count.add(charge.part(0).integer(), charge.part(24).integer());
            left -= CdrEncoder.RECORD_HEADER + length;
        }
        return count;
    }

    /** Our extension within a record: recordExtensions, its one entry, the information, the sequence in it. */
    static BerReader charge(byte[] record) throws Unreadable {
        return BerReader.of(record).part(23).first().part(2).first();
    }

    private static String hash(DataInputStream in) throws IOException {
        return Chain.hex(in.readNBytes(32));
    }

    private static void require(boolean holds, String otherwise) throws Unreadable {
        if (!holds) {
            throw new Unreadable(Finding.Kind.FORMAT, otherwise);
        }
    }
}

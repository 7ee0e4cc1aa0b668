package cn.smspay.files.format;

import java.util.Arrays;

/** One BER value with a definite length, and its parts. Immutable. */
final class BerReader {
    private final byte[] bytes;
    private final int identifier;
    private final int number;
    private final int from;
    private final int to;

    private BerReader(byte[] bytes, int identifier, int number, int from, int to) {
        this.bytes = bytes;
        this.identifier = identifier;
        this.number = number;
        this.from = from;
        this.to = to;
    }

    /** The value that fills these bytes. */
    static BerReader of(byte[] bytes) throws UnreadableFile {
        var whole = at(bytes, 0, bytes.length);
        if (whole.to != bytes.length) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "a record is longer than its value");
        }
        return whole;
    }

    private static BerReader at(byte[] bytes, int start, int end) throws UnreadableFile {
        try {
            int at = start;
            int identifier = bytes[at++] & 0xff;
            int number = identifier & 0x1f;
            if (number == 0x1f) {
                number = 0;
                do {
                    number = number << 7 | (bytes[at] & 0x7f);
                } while ((bytes[at++] & 0x80) != 0);
            }
            int length = bytes[at++] & 0xff;
            if (length > 0x80) {
                int octets = length & 0x7f;
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | (bytes[at++] & 0xff);
                }
            }
            if (length < 0 || length > end - at) {
                throw new UnreadableFile(Finding.Kind.FORMAT, "a value is longer than what holds it");
            }
            return new BerReader(bytes, identifier, number, at, at + length);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "a value ends in the middle");
        }
    }

    boolean isContext(int tag) {
        return (identifier & 0xc0) == 0x80 && number == tag;
    }

    boolean has(int tag) throws UnreadableFile {
        for (int at = from; at < to; ) {
            var part = at(bytes, at, to);
            if (part.isContext(tag)) {
                return true;
            }
            at = part.to;
        }
        return false;
    }

    /** The part with this context tag. */
    BerReader part(int tag) throws UnreadableFile {
        for (int at = from; at < to; ) {
            var part = at(bytes, at, to);
            if (part.isContext(tag)) {
                return part;
            }
            at = part.to;
        }
        throw new UnreadableFile(Finding.Kind.FORMAT, "field " + tag + " is missing");
    }

    /** The first part, whatever its tag. */
    BerReader first() throws UnreadableFile {
        return at(bytes, from, to);
    }

    long integer() throws UnreadableFile {
        if (to == from || to - from > 8) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "not an integer of up to eight octets");
        }
        long value = bytes[from];
        for (int at = from + 1; at < to; at++) {
            value = value << 8 | (bytes[at] & 0xff);
        }
        return value;
    }

    byte[] contents() {
        return Arrays.copyOfRange(bytes, from, to);
    }
}

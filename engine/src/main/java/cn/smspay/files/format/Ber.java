package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;

/**
 * Writes ASN.1 values in the Basic Encoding Rules (X.690) with definite lengths, each as short as can be. A constructed
 * value is opened, filled and closed; its length is put in when it is closed. One thread.
 */
final class Ber {
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_TAG = 0x1f;
    static final int SEQUENCE = 0x30;
    static final int OBJECT_IDENTIFIER = 0x06;

    private final ByteSink out;

    Ber(ByteSink out) {
        this.out = out;
    }

    /** Opens a constructed value with a context tag; give the result to {@link #close}. */
    int open(int tag) {
        tag(CONTEXT | CONSTRUCTED, tag);
        return out.length();
    }

    /** Opens a SEQUENCE with its universal tag. */
    int openSequence() {
        out.add(SEQUENCE);
        return out.length();
    }

    void close(int start) {
        int length = out.length() - start;
        int octets = lengthOctets(length);
        out.open(start, octets);
        if (octets == 1) {
            out.set(start, length);
            return;
        }
        out.set(start, 0x80 | (octets - 1));
        for (int i = octets - 1; i > 0; i--) {
            out.set(start + i, length);
            length >>= 8;
        }
    }

    private static int lengthOctets(int length) {
        if (length < 0x80) {
            return 1;
        }
        return 1 + (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
    }

    /** Two's complement in as few octets as hold it. */
    void integer(int tag, long value) {
        tag(CONTEXT, tag);
        int octets = 1;
        while (octets < 8 && value >> (8 * octets - 1) != 0 && value >> (8 * octets - 1) != -1) {
            octets++;
        }
        out.add(octets);
        for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
            out.add((int) (value >> shift));
        }
    }

    void bool(int tag, boolean value) {
        tag(CONTEXT, tag);
        out.add(1).add(value ? 0xff : 0);
    }

    void octets(int tag, byte[] value) {
        int start = openPrimitive(tag);
        out.add(value);
        close(start);
    }

    void text(int tag, String value) {
        int start = openPrimitive(tag);
        out.add(value);
        close(start);
    }

    /** Opens a value whose contents the caller writes octet by octet. */
    int openPrimitive(int tag) {
        tag(CONTEXT, tag);
        return out.length();
    }

    void objectIdentifier(byte[] encoded) {
        out.add(OBJECT_IDENTIFIER).add(encoded.length).add(encoded);
    }

    /** The contents octets of an object identifier written with dots (X.690 8.19). */
    static byte[] encoded(String objectIdentifier) {
        var out = new ByteSink();
        var arcs = objectIdentifier.split("\\.");
        base128(out, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            base128(out, Long.parseLong(arcs[i]));
        }
        return out.toBytes();
    }

    private void tag(int kind, int number) {
        if (number < LONG_TAG) {
            out.add(kind | number);
        } else {
            out.add(kind | LONG_TAG);
            base128(out, number);
        }
    }

    private static void base128(ByteSink out, long number) {
        int groups = 1;
        while (number >> (7 * groups) != 0) {
            groups++;
        }
        for (int i = groups - 1; i > 0; i--) {
            out.add(((int) (number >> (7 * i)) & 0x7f) | 0x80);
        }
        out.add((int) number & 0x7f);
    }
}

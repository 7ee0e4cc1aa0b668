package cn.smspay.books.charge;

import cn.smspay.base.Sha256;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The hash chain over charge records: each link is SHA-256 over the link before it (32 bytes) and the record's line in
 * the CSV file, without its line end. Whoever has a file can so recompute the chain from its text alone. One thread.
 */
public final class Chain {
    /** Before the first record. */
    public static final byte[] GENESIS = new byte[Sha256.OCTETS];

    private final MessageDigest sha256 = Sha256.digest();
    private byte[] head;

    public Chain(byte[] head) {
        this.head = head.clone();
    }

    public byte[] head() {
        return head;
    }

    /** Adds a line and returns the new head. */
    public byte[] add(byte[] line, int from, int length) {
        sha256.update(head);
        sha256.update(line, from, length);
        head = sha256.digest();
        return head;
    }

    public byte[] add(ByteSink line) {
        return add(line.bytes(), 0, line.length());
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package cn.smspay.base.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The writings in which a short message may come; {@code data_coding} 0 means one of them by agreement with the SMSC. */
public enum Alphabet {
    GSM,
    ASCII,
    LATIN1,
    GBK,
    UTF8,
    UCS2,
    /** Little endian, as some write it without a byte order mark. */
    UCS2_LE;

    private static final char ASCII_LAST = '\u007f';
    private static final char LATIN1_LAST = '\u00ff';
    private static final Charset GBK_CHARSET = Charset.forName("GBK");

    /**
     * Reads octets. Never fails: what means nothing becomes U+FFFD. UCS-2 is in the order that its byte order mark says, if it
     * has one.
     */
    public String decode(byte[] octets) {
        return switch (this) {
            case GSM -> GsmAlphabet.decode(octets);
            case ASCII -> new String(octets, StandardCharsets.US_ASCII);
            case LATIN1 -> new String(octets, StandardCharsets.ISO_8859_1);
            case GBK -> new String(octets, GBK_CHARSET);
            case UTF8 -> new String(octets, StandardCharsets.UTF_8);
            case UCS2 -> ucs2(octets, StandardCharsets.UTF_16BE);
            case UCS2_LE -> ucs2(octets, StandardCharsets.UTF_16LE);
        };
    }

    private static String ucs2(byte[] octets, Charset order) {
        boolean little = octets.length > 1 && octets[0] == (byte) 0xFF && octets[1] == (byte) 0xFE;
        boolean big = octets.length > 1 && octets[0] == (byte) 0xFE && octets[1] == (byte) 0xFF;
        var charset = little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : order;
        int from = little || big ? 2 : 0;
        return new String(octets, from, octets.length - from, charset);
    }

    /** Without NULs at the end, which close octets and are no text; in UCS-2 whole characters, and one octet too many. */
    byte[] closed(byte[] octets) {
        int end = octets.length;
        if (isWide()) {
            end -= end % 2 == 1 && octets[end - 1] == 0 ? 1 : 0;
            while (end % 2 == 0 && end >= 2 && octets[end - 1] == 0 && octets[end - 2] == 0) {
                end -= 2;
            }
        } else {
            while (end > 0 && octets[end - 1] == 0) {
                end--;
            }
        }
        return Arrays.copyOf(octets, end);
    }

    /** Writes a text one octet a character, or null where it cannot be so written. */
    byte @Nullable [] encode(String text) {
        return switch (this) {
            case GSM -> GsmAlphabet.length(text) < 0 ? null : GsmAlphabet.encode(text);
            case LATIN1 -> single(text, StandardCharsets.ISO_8859_1, LATIN1_LAST);
            case ASCII, GBK, UTF8 -> single(text, StandardCharsets.US_ASCII, ASCII_LAST);
            case UCS2, UCS2_LE -> null;
        };
    }

    private static byte @Nullable [] single(String text, Charset charset, char last) {
        return text.chars().allMatch(c -> c <= last) ? text.getBytes(charset) : null;
    }

    /** Whether a character takes two octets at least. */
    boolean isWide() {
        return this == UCS2 || this == UCS2_LE;
    }
}

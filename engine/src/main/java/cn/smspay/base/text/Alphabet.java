package cn.smspay.base.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The writings in which a short message may come; {@code data_coding} 0 means one of them by agreement with the SMSC. */
public enum Alphabet {
    GSM,
    ASCII,
    LATIN1,
    GBK,
    UCS2;

    private static final Charset GBK_CHARSET = Charset.forName("GBK");

    /** Reads octets. Never fails: what means nothing becomes U+FFFD. */
    public String decode(byte[] octets) {
        return switch (this) {
            case GSM -> GsmAlphabet.decode(octets);
            case ASCII -> new String(octets, StandardCharsets.US_ASCII);
            case LATIN1 -> new String(octets, StandardCharsets.ISO_8859_1);
            case GBK -> new String(octets, GBK_CHARSET);
            case UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
        };
    }
}

package cn.smspay.base.text;

import java.util.Arrays;

/**
 * The GSM 7 bit default alphabet with its extension table (3GPP TS 23.038 §6.2.1), one septet per octet as SMPP carries it.
 */
final class GsmAlphabet {
    static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final int ESCAPE = 0x1b;
    static final char NOT_THERE = '\uffff';
    static final char[] EXTENDED = new char[128];
    /** Septet of each character below 0x400, plus 0x80 if it needs the escape; -1 if it has none. */
    private static final short[] SEPTETS = new short[0x400];

    static {
        Arrays.fill(EXTENDED, NOT_THERE);
        EXTENDED[0x0a] = '\f';
        EXTENDED[0x14] = '^';
        EXTENDED[0x28] = '{';
        EXTENDED[0x29] = '}';
        EXTENDED[0x2f] = '\\';
        EXTENDED[0x3c] = '[';
        EXTENDED[0x3d] = '~';
        EXTENDED[0x3e] = ']';
        EXTENDED[0x40] = '|';
        EXTENDED[0x65] = '€';
        Arrays.fill(SEPTETS, (short) -1);
        for (int i = 0; i < 128; i++) {
            if (EXTENDED[i] != NOT_THERE && EXTENDED[i] < SEPTETS.length) {
                SEPTETS[EXTENDED[i]] = (short) (0x80 | i);
            }
            if (i != ESCAPE) {
                SEPTETS[BASIC.charAt(i)] = (short) i;
            }
        }
    }

    private GsmAlphabet() {}

    private static int septet(char c) {
        if (c == '€') {
            return 0x80 | 0x65;
        }
        return c < SEPTETS.length ? SEPTETS[c] : -1;
    }

    /** Septets that the text takes, or -1 if a character is not in the alphabet. */
    static int length(String text) {
        int septets = 0;
        for (int i = 0; i < text.length(); i++) {
            int septet = septet(text.charAt(i));
            if (septet < 0) {
                return -1;
            }
            septets += septet >= 0x80 ? 2 : 1;
        }
        return septets;
    }

    /** The text as septets; {@link #length} must have said that it can be. */
    static byte[] encode(String text) {
        var septets = new byte[length(text)];
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int septet = septet(text.charAt(i));
            if (septet >= 0x80) {
                septets[at++] = ESCAPE;
            }
            septets[at++] = (byte) (septet & 0x7f);
        }
        return septets;
    }

    /** Reads septets; one that means nothing, or an escape at the end, becomes a space as TS 23.038 asks. */
    static String decode(byte[] septets) {
        return decode(septets, BASIC, EXTENDED);
    }

    /** The same by other tables, of 128 septets each. */
    static String decode(byte[] septets, String basic, char[] extension) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            int septet = septets[i] & 0xff;
            if (septet > 0x7f) {
                text.append('\ufffd');
            } else if (septet != ESCAPE) {
                text.append(basic.charAt(septet));
            } else if (i + 1 < septets.length && septets[i + 1] == ESCAPE) {
                // Reserved for a further table, of which there is none: one space (§6.2.1.1).
                text.append(' ');
                i++;
            } else if (i + 1 < septets.length) {
                char extended = extension[septets[++i] & 0x7f];
                text.append(extended == NOT_THERE ? basic.charAt(septets[i] & 0x7f) : extended);
            } else {
                text.append(' ');
            }
        }
        return text.toString();
    }
}

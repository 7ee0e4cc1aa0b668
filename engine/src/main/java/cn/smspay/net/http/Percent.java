package cn.smspay.net.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads what stands percent-encoded in addresses and forms, strictly: wrong escapes and wrong UTF-8 are refused, not guessed. */
final class Percent {
    private static final int RADIX = 16;

    private Percent() {}

    /** Empty if it cannot be read. */
    static Optional<String> decode(String text, boolean plusIsBlank) {
        var octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int octet = i + 2 < text.length() ? octet(text.charAt(i + 1), text.charAt(i + 2)) : -1;
                if (octet < 0) {
                    return Optional.empty();
                }
                octets.write(octet);
                i += 2;
            } else if (c > '~' || c < ' ') {
                return Optional.empty();
            } else {
                octets.write(c == '+' && plusIsBlank ? ' ' : c);
            }
        }
        return utf8(octets.toByteArray());
    }

    static Optional<String> utf8(byte[] octets) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString());
        } catch (CharacterCodingException e) {
            // Its message would quote what may be a secret.
            return Optional.empty();
        }
    }

    private static int octet(char high, char low) {
        int h = high < 0x80 ? Character.digit(high, RADIX) : -1;
        int l = low < 0x80 ? Character.digit(low, RADIX) : -1;
        return h < 0 || l < 0 ? -1 : h * RADIX + l;
    }
}

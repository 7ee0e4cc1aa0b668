package cn.smspay.counter.desks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238): HMAC-SHA-1, steps of 30 seconds, six digits, as every authenticator makes them. */
final class Totp {
    static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 1_000_000;
    /** Clocks of phones may be a step off, either way. */
    private static final int STEPS_OFF = 1;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    static String code(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int at = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash, at, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The step that a code is of, later than the last one that was used; empty if it is of none. */
    static OptionalLong match(byte[] secret, String code, Instant now, long lastUsed) {
        long present = step(now);
        for (long step = present - STEPS_OFF; step <= present + STEPS_OFF; step++) {
            if (step > lastUsed && MessageDigest.isEqual(ascii(code(secret, step)), ascii(code))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In the letters that authenticators read (RFC 4648 §6), without padding; for whole groups of five octets. */
    static String base32(byte[] octets) {
        var text = new StringBuilder();
        long bits = 0;
        int held = 0;
        for (byte octet : octets) {
            bits = (bits << Byte.SIZE) | (octet & 0xFF);
            for (held += Byte.SIZE; held >= 5; held -= 5) {
                text.append(BASE32.charAt((int) (bits >> (held - 5)) & 31));
            }
        }
        return text.toString();
    }
}

package cn.smspay.acceptance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every form of a secret that can be computed without a key: each would give it away to whoever holds the files. */
final class Canary {
    private static final int SHORTENED = 16;

    private Canary() {}

    /** Forms as strings of octets (ISO 8859-1). */
    static Set<String> forms(String secret, String sender, String service) {
        var forms = new LinkedHashSet<String>();
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
            forms.addAll(written(secret.getBytes(charset)));
            forms.add(octets(secret.getBytes(charset)));
        }
        for (byte[] frame : frames(secret, sender, service)) {
            for (String algorithm : List.of("MD5", "SHA-1", "SHA-256")) {
                var digest = digest(algorithm, frame);
                forms.add(octets(Arrays.copyOf(digest, SHORTENED)));
                forms.addAll(written(Arrays.copyOf(digest, SHORTENED)));
                forms.add(Base64.getEncoder().encodeToString(digest));
            }
        }
        return forms;
    }

    private static List<String> written(byte[] bytes) {
        return List.of(
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The secret alone, the texts it is sent in, and those with what else a message has, in the order of its fields. */
    private static List<byte[]> frames(String secret, String sender, String service) {
        var frames = new ArrayList<byte[]>();
        for (String text : List.of(secret, secret + " ", "CZK " + secret, "CZK" + secret, "我的密码是" + secret)) {
            for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE)) {
                var content = text.getBytes(charset);
                frames.add(content);
                for (String from : List.of(sender, "86" + sender, "+86" + sender)) {
                    for (int coding : List.of(0, 8)) {
                        frames.add(frame(from, service, coding, content));
                    }
                }
            }
        }
        return frames;
    }

    private static byte[] frame(String sender, String service, int coding, byte[] content) {
        var addresses = (sender + '\0' + service + '\0').getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(addresses.length + 16 + content.length)
                .put(addresses)
                .putInt(coding)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .put(content)
                .array();
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String octets(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

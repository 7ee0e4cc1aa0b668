package cn.smspay.voice.sip;

import cn.smspay.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Digest authentication as SIP has it (RFC 2617, RFC 8760), with quality of protection {@code auth}. */
final class Digest {
    /** In the order in which we offer them. */
    enum Algorithm {
        SHA_256("SHA-256"),
        MD5("MD5");

        private final String token;

        Algorithm(String token) {
            this.token = token;
        }

        String token() {
            return token;
        }

        /** Without a name it is MD5. */
        static Optional<Algorithm> of(String token) {
            if (token.isEmpty()) {
                return Optional.of(MD5);
            }
            for (var algorithm : values()) {
                if (algorithm.token.equals(token.toUpperCase(Locale.ROOT))) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        }
    }

    private Digest() {}

    /**
     * What an answer is made of, apart from the password.
     *
     * @param nonceCount eight hexadecimal digits, or empty with everything that belongs to {@code qop}
     */
    record DigestInput(
            Algorithm algorithm,
            String user,
            String realm,
            String method,
            String uri,
            String nonce,
            String nonceCount,
            String clientNonce) {}

    /** The response, in hexadecimal. */
    static String response(DigestInput question, Secret password) {
        var secret = hash(question.algorithm, question.user + ":" + question.realm + ":" + password.reveal());
        var request = hash(question.algorithm, question.method + ":" + question.uri);
        var protection =
                question.nonceCount.isEmpty() ? "" : question.nonceCount + ":" + question.clientNonce + ":auth:";
        return hash(question.algorithm, secret + ":" + question.nonce + ":" + protection + request);
    }

    private static String hash(Algorithm algorithm, String text) {
        try {
            var digest = MessageDigest.getInstance(algorithm.token);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

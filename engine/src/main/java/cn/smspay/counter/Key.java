package cn.smspay.counter;

import cn.smspay.base.Sha256;
import java.util.HexFormat;

/**
 * Names a request: the same client, word and content is the same request, however often it comes (R 3.0.11).
 *
 * @param client whose key it is
 * @param word as the client chose it, at most {@value #WORD_MOST} characters
 * @param hash of the whole request; kept only as a keyed print, for it may be of a password
 */
public record Key(String client, String word, String hash) {
    /** As long as the idempotency keys that HTTP clients use, several times over. */
    public static final int WORD_MOST = 128;

    public Key {
        if (word.isEmpty() || word.length() > WORD_MOST) {
            throw new IllegalArgumentException(
                    "an idempotency key has 1 to " + WORD_MOST + " characters, not " + word.length());
        }
    }

    /** @param request the whole request in any fixed form, such as method, path and raw body */
    public static Key of(Caller caller, String word, byte[] request) {
        return new Key(
                caller.client(), word, HexFormat.of().formatHex(Sha256.digest().digest(request)));
    }

    /** For doors whose requests are no octets. */
    public static Key of(Caller caller, String word, String request) {
        return new Key(caller.client(), word, Sha256.hex(request));
    }
}

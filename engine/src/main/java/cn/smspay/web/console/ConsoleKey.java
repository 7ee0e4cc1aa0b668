package cn.smspay.web.console;

import cn.smspay.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The token that opens the operator's page. Immutable. */
final class ConsoleKey {
    private final byte[] token;

    ConsoleKey(Secret token) {
        this.token = token.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** In the same time whatever was typed. */
    boolean fits(Secret typed) {
        return MessageDigest.isEqual(typed.reveal().strip().getBytes(StandardCharsets.UTF_8), token);
    }
}

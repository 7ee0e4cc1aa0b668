package cn.smspay.files.billing;

import cn.smspay.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keyed digests of files (HMAC-SHA-256, RFC 2104): whoever changes a file and its checksum file cannot make this one
 * without the key. It lies beside the file as {@code openssl dgst -sha256 -mac HMAC} would say it. Thread-safe.
 */
public final class Seal {
    static final String ENDING = ".hmac-sha256";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BUFFER = 1 << 16;

    private final SecretKeySpec key;

    /**
     * @param hex 64 hexadecimal digits
     * @throws IllegalArgumentException if they are not
     */
    public Seal(Secret hex) {
        if (!hex.reveal().matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException(
                    "billing.seal_key must be 64 hexadecimal digits; make one with: openssl rand -hex 32");
        }
        this.key = new SecretKeySpec(HexFormat.of().parseHex(hex.reveal()), ALGORITHM);
    }

    /** The keyed digest of a file, 64 hexadecimal digits. */
    String of(Path file) throws IOException {
        var mac = mac();
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                mac.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(mac.doFinal());
    }

    private Mac mac() {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }
}

package cn.smspay.web.api;

import cn.smspay.accounts.merchants.PartnerKeys.Kind;
import cn.smspay.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How requests and answers are signed: what is signed is five lines, for a request {@code METHOD, path with query as sent, time,
 * nonce, SHA-256 of the body}, for an answer four, with the status in place of method and path. No state, so thread-safe.
 */
final class Signatures {
    private static final String RSA = "SHA256withRSA";
    private static final String HMAC = "HmacSHA256";

    private Signatures() {}

    static String ofRequest(String method, String target, String time, String nonce, byte[] body) {
        return String.join("\n", method, target, time, nonce, hash(body));
    }

    static String ofAnswer(int status, String time, String nonce, byte[] body) {
        return String.join("\n", Integer.toString(status), time, nonce, hash(body));
    }

    /** As 64 digits. */
    static String hash(byte[] body) {
        return HexFormat.of().formatHex(Sha256.digest().digest(body));
    }

    /** @param material a public key or a shared secret, in base64 */
    static boolean verify(Kind kind, String material, String signed, String signature) {
        var octets = base64(signature);
        if (octets.isEmpty()) {
            return false;
        }
        return switch (kind) {
            case HMAC -> MessageDigest.isEqual(hmac(material, signed), octets.get());
            case RSA -> verifyRsa(material, signed, octets.get());
        };
    }

    private static boolean verifyRsa(String publicKey, String signed, byte[] signature) {
        try {
            var key = new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey));
            var check = Signature.getInstance(RSA);
            check.initVerify(KeyFactory.getInstance("RSA").generatePublic(key));
            check.update(signed.getBytes(StandardCharsets.UTF_8));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another length is one that does not fit.
            return false;
        }
    }

    static String signHmac(String secret, String signed) {
        return Base64.getEncoder().encodeToString(hmac(secret, signed));
    }

    /** @param pkcs8 in base64 */
    static PrivateKey privateKey(String pkcs8) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a private key cannot be read", e);
        }
    }

    static String signRsa(PrivateKey key, String signed) {
        try {
            var sign = Signature.getInstance(RSA);
            sign.initSign(key);
            sign.update(signed.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sign.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private static byte[] hmac(String secret, String signed) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), HMAC));
            return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            // It is no base64, so it fits nothing.
            return Optional.empty();
        }
    }
}

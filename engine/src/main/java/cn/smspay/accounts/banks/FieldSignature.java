package cn.smspay.accounts.banks;

import cn.smspay.base.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the fields of a form: HMAC-SHA-256 (RFC 2104) over {@code name=value} in the order of the names, joined by {@code &}. */
public final class FieldSignature {
    /** The field that carries it. */
    public static final String FIELD = "sign";

    private FieldSignature() {}

    /** The signature of these fields, as 64 hexadecimal digits; the field of the signature itself does not count. */
    public static String of(Map<String, String> fields, Secret key) {
        var text = new TreeMap<>(fields)
                .entrySet().stream()
                        .filter(field -> !field.getKey().equals(FIELD))
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .collect(Collectors.joining("&"));
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the signature among these fields fits the others. */
    public static boolean fits(Map<String, String> fields, Secret key) {
        return MessageDigest.isEqual(
                of(fields, key).getBytes(StandardCharsets.US_ASCII),
                fields.getOrDefault(FIELD, "").getBytes(StandardCharsets.UTF_8));
    }
}

package cn.smspay.outside.partner;

import cn.smspay.base.Secret;
import cn.smspay.base.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed requests to the partners' door, with a shared secret. Thread-safe. */
public final class PartnerProgram {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int NONCE_OCTETS = 16;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final RandomGenerator random;
    private final String door;
    private final String keyId;
    private final Secret secret;
    private final Clock clock;

    /**
     * @param door like {@code http://127.0.0.1:8444}
     * @param random for nonces
     */
    public PartnerProgram(String door, String keyId, Secret secret, Clock clock, RandomGenerator random) {
        this.random = random;
        this.door = door;
        this.keyId = keyId;
        this.secret = secret;
        this.clock = clock;
    }

    /** What was answered; status 0 if nothing was. */
    public record ApiAnswer(int status, String body) {}

    /** Posts, once per key. */
    public ApiAnswer post(String target, String key, String body) {
        return send("POST", target, key, body);
    }

    /** @param key names an act, so that it is done once; empty for questions */
    public ApiAnswer send(String method, String target, String key, String body) {
        var octets = body.getBytes(StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(door + target))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(octets));
        headers(method, target, key, octets).forEach(request::header);
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new ApiAnswer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new ApiAnswer(0, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ApiAnswer(0, "interrupted");
        }
    }

    /** What a request is sent with, its signature among it; good for one time. */
    public Map<String, String> headers(String method, String target, String key, byte[] body) {
        var time = Long.toString(clock.instant().getEpochSecond());
        var nonce = nonce();
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Smspay-Key", keyId);
        headers.put("Smspay-Timestamp", time);
        headers.put("Smspay-Nonce", nonce);
        headers.put("Smspay-Signature", mac(secret, String.join("\n", method, target, time, nonce, hash(body))));
        if (!key.isEmpty()) {
            headers.put("Idempotency-Key", key);
        }
        return headers;
    }

    private String nonce() {
        var octets = new byte[NONCE_OCTETS];
        random.nextBytes(octets);
        return HexFormat.of().formatHex(octets);
    }

    private static String hash(byte[] octets) {
        return HexFormat.of().formatHex(Sha256.digest().digest(octets));
    }

    /** @param key in base64 */
    public static String mac(Secret key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(key.reveal()), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

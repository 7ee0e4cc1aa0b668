package cn.smspay.voice.sip;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Questions for digest authentication that prove themselves: a nonce is its time and a signature, so none is kept until
 * it is used. A used one must count up, or it is a replay. Thread-safe.
 */
final class Nonces {
    private static final Duration LIFE = Duration.ofMinutes(5);
    /** Used nonces remembered; far more than can be used in {@link #LIFE}. */
    private static final int REMEMBERED = 50_000;

    private final SecretKeySpec key;
    private final Map<String, Long> used = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param key random bytes, new with every start */
    Nonces(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    enum NonceState {
        GOOD,
        /** Ours, but too old or already used: ask again. */
        STALE,
        FOREIGN
    }

    String fresh(Instant now) {
        var time = Long.toString(now.toEpochMilli(), Character.MAX_RADIX);
        return time + "." + signature(time);
    }

    /** @param count how often the phone says it has used this nonce, from 1; 0 if it does not count */
    NonceState check(String nonce, long count, Instant now) {
        int dot = nonce.indexOf('.');
        if (dot < 1 || dot > 12 || !signature(nonce.substring(0, dot)).equals(nonce.substring(dot + 1))) {
            return NonceState.FOREIGN;
        }
        var made = Instant.ofEpochMilli(Long.parseLong(nonce.substring(0, dot), Character.MAX_RADIX));
        return now.isAfter(made.plus(LIFE)) || !countsUp(nonce, count) ? NonceState.STALE : NonceState.GOOD;
    }

    private synchronized boolean countsUp(String nonce, long count) {
        var before = used.get(nonce);
        if (before != null && count <= before) {
            return false;
        }
        used.put(nonce, count);
        return true;
    }

    private String signature(String time) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var bytes = mac.doFinal(time.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, 16));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

package cn.smspay.net.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often each of many may ask: so many at once, and as many a minute on average. Thread-safe.
 *
 * @param <K> by what they are told apart
 */
public final class RateLimit<K> {
    /** Those that are remembered; who was silent longest is forgotten first, and starts anew. */
    private static final int KEYS_MAX = 50_000;

    private static final double MINUTE_MILLIS = 60_000;
    private static final double MILLIS = 1000;

    private final double perMilli;
    private final double burst;
    private final Map<K, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Bucket> eldest) {
            return size() > KEYS_MAX;
        }
    };

    private static final class Bucket {
        private double left;
        private long at;
    }

    public RateLimit(int perMinute, int burst) {
        this.perMilli = perMinute / MINUTE_MILLIS;
        this.burst = burst;
    }

    /** @return 0 if it may ask now, else the seconds until it may */
    public synchronized int ask(K key, long nowMillis) {
        var bucket = buckets.computeIfAbsent(key, unused -> {
            var fresh = new Bucket();
            fresh.left = burst;
            fresh.at = nowMillis;
            return fresh;
        });
        bucket.left = Math.min(burst, bucket.left + (nowMillis - bucket.at) * perMilli);
        bucket.at = nowMillis;
        if (bucket.left < 1) {
            return (int) Math.max(1, Math.ceil((1 - bucket.left) / perMilli / MILLIS));
        }
        bucket.left--;
        return 0;
    }
}

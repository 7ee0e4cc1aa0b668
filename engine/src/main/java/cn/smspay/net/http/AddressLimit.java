package cn.smspay.net.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each address may ask: so many at once, and as many a minute on average. Used by one thread. */
final class AddressLimit {
    /** Addresses that are remembered; who was silent longest is forgotten first, and starts anew. */
    private static final int ADDRESSES_MAX = 50_000;
    /** A subscriber of IPv6 has 2^64 addresses. */
    private static final int IPV6_OCTETS = 8;

    private static final double MINUTE_MILLIS = 60_000;

    private final double perMilli;
    private final double burst;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };

    private record Key(String octets) {}

    private static final class Bucket {
        private double left;
        private long at;
    }

    AddressLimit(int perMinute, int burst) {
        this.perMilli = perMinute / MINUTE_MILLIS;
        this.burst = burst;
    }

    /** @return 0 if it may ask now, else the seconds until it may */
    int ask(InetAddress address, long nowMillis) {
        var bucket = buckets.computeIfAbsent(key(address), key -> {
            var fresh = new Bucket();
            fresh.left = burst;
            fresh.at = nowMillis;
            return fresh;
        });
        bucket.left = Math.min(burst, bucket.left + (nowMillis - bucket.at) * perMilli);
        bucket.at = nowMillis;
        if (bucket.left < 1) {
            return (int) Math.max(1, Math.ceil((1 - bucket.left) / perMilli / 1000));
        }
        bucket.left--;
        return 0;
    }

    private static Key key(InetAddress address) {
        var octets = address.getAddress();
        return new Key(Arrays.toString(octets.length > IPV6_OCTETS ? Arrays.copyOf(octets, IPV6_OCTETS) : octets));
    }
}

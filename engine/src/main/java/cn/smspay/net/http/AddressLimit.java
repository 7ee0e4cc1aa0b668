package cn.smspay.net.http;

import java.net.InetAddress;
import java.util.Arrays;

/** How often each address may ask. Thread-safe. */
final class AddressLimit {
    /** A subscriber of IPv6 has 2^64 addresses. */
    private static final int IPV6_OCTETS = 8;

    private final RateLimit<String> limit;

    AddressLimit(int perMinute, int burst) {
        limit = new RateLimit<>(perMinute, burst);
    }

    /** @return 0 if it may ask now, else the seconds until it may */
    int ask(InetAddress address, long nowMillis) {
        var octets = address.getAddress();
        return limit.ask(
                Arrays.toString(octets.length > IPV6_OCTETS ? Arrays.copyOf(octets, IPV6_OCTETS) : octets), nowMillis);
    }
}

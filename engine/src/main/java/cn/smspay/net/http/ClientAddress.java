package cn.smspay.net.http;

import cn.smspay.base.AddressBlock;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Who calls: the peer, or behind our own proxies the last hop that is none of them. What a client adds in front counts nothing. */
final class ClientAddress {
    private final List<AddressBlock> proxies;

    ClientAddress(List<AddressBlock> proxies) {
        this.proxies = proxies;
    }

    boolean isProxy(InetAddress address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    /** @param forwardedFor the values of X-Forwarded-For, in order */
    InetAddress of(InetAddress peer, List<String> forwardedFor) {
        var client = peer;
        var hops = new ArrayList<String>();
        forwardedFor.forEach(value -> hops.addAll(Arrays.asList(value.split(","))));
        Collections.reverse(hops);
        for (var hop : hops) {
            if (!isProxy(client)) {
                return client;
            }
            var named = AddressBlock.address(withoutPort(hop.strip()));
            if (named.isEmpty()) {
                return client;
            }
            client = named.get();
        }
        return client;
    }

    /** Some proxies write 192.0.2.1:4711 or [2001:db8::1]:4711. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}

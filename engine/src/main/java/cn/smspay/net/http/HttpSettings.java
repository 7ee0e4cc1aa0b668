package cn.smspay.net.http;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where and how a door listens.
 *
 * @param name of its threads and in the log
 * @param port 0 to let the system choose
 * @param hosts names (without ports) that requests may be for; empty for any
 * @param tls with what the door proves who it is; empty for plain HTTP
 * @param behindProxy proxies that end TLS before the door; their word on who calls is taken, nobody else's
 */
public record HttpSettings(
        String name,
        String host,
        int port,
        List<String> hosts,
        Optional<Tls> tls,
        List<AddressBlock> behindProxy,
        HttpLimits limits) {
    /** What loopback is called. */
    public static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    /** A PKCS12 keystore. */
    public record Tls(Path keystore, Secret password) {}

    public HttpSettings {
        hosts = List.copyOf(hosts);
        behindProxy = List.copyOf(behindProxy);
    }

    /** On loopback, for requests to loopback's names only, without TLS. */
    public static HttpSettings loopback(String name, int port) {
        return new HttpSettings(name, "127.0.0.1", port, LOOPBACK, Optional.empty(), List.of(), HttpLimits.USUAL);
    }

    public HttpSettings with(HttpLimits others) {
        return new HttpSettings(name, host, port, hosts, tls, behindProxy, others);
    }

    /** Whether browsers reach this door over TLS. */
    public boolean secure() {
        return tls.isPresent() || !behindProxy.isEmpty();
    }
}

package cn.smspay.config;

import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code doors}: where the pages are served, and that no password leaves the machine unencrypted. */
final class DoorsReader {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");

    private DoorsReader() {}

    static DoorsConfig read(Section doors) {
        var read = new DoorsConfig(door(doors, "site"), door(doors, "staff"));
        doors.done();
        return read;
    }

    private static Optional<HttpSettings> door(Section doors, String name) {
        if (!doors.has(name)) {
            return Optional.empty();
        }
        var door = doors.section(name);
        var host = door.text("host", "127.0.0.1");
        int port = port(door);
        var tls = tls(door);
        var proxies = proxies(door);
        var names = door.texts("names");
        if (tls.isEmpty() && proxies.isEmpty() && !LOOPBACK.contains(host)) {
            door.wrong(
                    "host",
                    "is reached from other machines, which wants tls: {keystore, password_file} or behind_proxy: [network]");
        }
        if (names.isEmpty() && !LOOPBACK.contains(host)) {
            door.wrong("names", "must list the names under which browsers reach this door, like [pay.example.cn]");
        }
        door.done();
        return Optional.of(new HttpSettings(
                name, host, port, names.isEmpty() ? HttpSettings.LOOPBACK : names, tls, proxies, HttpLimits.USUAL));
    }

    private static int port(Section door) {
        if (door.has("port")) {
            return door.number("port", 0, 0, 65_535);
        }
        door.wrong("port", "is missing: the door listens there; 0 lets the system choose");
        return 0;
    }

    private static Optional<HttpSettings.Tls> tls(Section door) {
        if (!door.has("tls")) {
            return Optional.empty();
        }
        var tls = door.section("tls");
        tls.need("keystore");
        var settings = new HttpSettings.Tls(tls.path("keystore", ""), tls.secret("password"));
        tls.done();
        return Optional.of(settings);
    }

    private static List<Network> proxies(Section door) {
        var networks = new ArrayList<Network>();
        for (String text : door.texts("behind_proxy")) {
            Network.read(text)
                    .ifPresentOrElse(
                            networks::add,
                            () -> door.wrong(
                                    "behind_proxy", "holds " + text + ", which is no network like 10.0.0.0/8"));
        }
        return networks;
    }
}

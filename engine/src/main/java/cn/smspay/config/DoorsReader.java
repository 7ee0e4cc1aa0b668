package cn.smspay.config;

import cn.smspay.base.AddressBlock;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.HttpSettings.Tls;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code doors} section. */
final class DoorsReader {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "localhost");
    /** People click; programs sell: so many requests a minute of one address, and so many of those at once. */
    private static final int OF_PEOPLE = 1200;

    private static final int OF_PROGRAMS = 60_000;
    private static final int BURST_SHARE = 10;

    private DoorsReader() {}

    static DoorsConfig read(Section doors) {
        var site = doors.has("site") ? Optional.of(door("site", doors.section("site"), OF_PEOPLE)) : none();
        var partner =
                doors.has("partner") ? Optional.of(door("partner", doors.section("partner"), OF_PROGRAMS)) : none();
        var staff = doors.has("staff") ? Optional.of(door("staff", doors.section("staff"), OF_PEOPLE)) : none();
        var read = new DoorsConfig(
                site, partner, staff, doors.text("pay_pages", ""), doors.flag("notify_anywhere", false));
        doors.done();
        return read;
    }

    private static Optional<HttpSettings> none() {
        return Optional.empty();
    }

    private static HttpSettings door(String name, Section door, int perMinute) {
        var host = door.text("host", "127.0.0.1");
        int port = door.number("port", 0, 0, 65_535);
        if (!door.has("port")) {
            door.wrong("port", "is missing: say where this door listens");
        }
        Optional<Tls> tls = door.has("tls") ? Optional.of(tls(door.section("tls"))) : Optional.empty();
        var proxies = door.texts("behind_proxy").stream()
                .map(text -> network(door, text))
                .toList();
        boolean open = tls.isEmpty() && proxies.isEmpty();
        if (open && !LOOPBACK.contains(host)) {
            door.wrong("host", "may only be 127.0.0.1 or ::1 without tls and without behind_proxy");
        }
        var names = door.texts("names");
        if (!open && names.isEmpty()) {
            door.wrong("names", "must list the host names that this door is reached by, like pay.example.com");
        }
        int requests = door.number("requests_per_minute", perMinute, 1, 10_000_000);
        var limits = HttpLimits.USUAL.requests(requests, Math.max(1, requests / BURST_SHARE));
        door.done();
        return new HttpSettings(name, host, port, open ? loopback(names) : names, tls, proxies, limits);
    }

    private static List<String> loopback(List<String> names) {
        return names.isEmpty() ? HttpSettings.LOOPBACK : names;
    }

    private static Tls tls(Section tls) {
        var keystore = tls.path("keystore", "conf/door.p12");
        var password = tls.secret("password");
        tls.done();
        return new Tls(keystore, password);
    }

    private static AddressBlock network(Section door, String text) {
        return AddressBlock.read(text).orElseGet(() -> {
            door.wrong("behind_proxy", "holds " + text + ", which is no address or network like 10.0.0.0/8");
            return AddressBlock.read("127.0.0.1").orElseThrow();
        });
    }
}

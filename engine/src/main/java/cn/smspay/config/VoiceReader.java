package cn.smspay.config;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.agi.AgiSettings;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.sip.SipSettings;
import cn.smspay.voice.vxml.VoiceXmlSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code voice} section. */
final class VoiceReader {
    private VoiceReader() {}

    static VoiceConfig read(Section voice) {
        var numbers = new ArrayList<ServiceNumber>();
        for (String digits : voice.texts("numbers")) {
            if (digits.matches("[0-9]{3,20}")) {
                numbers.add(new ServiceNumber(digits));
            } else {
                voice.wrong("numbers", "holds " + digits + ", which is not a number of 3 to 20 digits");
            }
        }
        if (numbers.isEmpty()) {
            numbers.add(new ServiceNumber("12588"));
        }
        var config = new VoiceConfig(
                voice.has("sip") ? sip(voice.section("sip"), numbers) : Optional.empty(),
                voice.has("agi") ? agi(voice.section("agi"), numbers) : Optional.empty(),
                voice.has("vxml") ? vxml(voice.section("vxml"), numbers) : Optional.empty(),
                voice.time("stop_within", VoiceConfig.STOP_WITHIN),
                voice.flag("mixed_prompts", false));
        voice.done();
        return config;
    }

    private static Optional<SipSettings> sip(Section sip, List<ServiceNumber> numbers) {
        var host = sip.need("host");
        var advertised = sip.text("advertised", host);
        int udp = sip.number("udp_port", 5060, 0, 65_535);
        Optional<Integer> tcp =
                sip.flag("tcp", true) ? Optional.of(sip.number("tcp_port", udp, 0, 65_535)) : Optional.empty();
        Optional<SipSettings.Tls> tls = sip.has("tls") ? tls(sip.section("tls")) : Optional.empty();
        var trunks = sip.sections("trunks").stream()
                .flatMap(each -> trunk(each).stream())
                .toList();
        var phones = phones(sip.section("phones"));
        var limits = limits(sip.section("limits"));
        var sound = sound(sip.section("sound"));
        var nat = sip.texts("nat");
        var agents = sip.lists("agents");
        agents.forEach((number, uris) -> {
            if (uris.isEmpty() || !uris.stream().allMatch(uri -> uri.matches("sips?:[^\\s<>]+"))) {
                sip.wrong(
                        "agents",
                        "must map a number to an address like sip:10086@10.1.0.1, or to a list of them, the one to try first"
                                + " first; not " + number + " to " + String.join(", ", uris));
            }
        });
        return sip.build(() ->
                new SipSettings(host, advertised, udp, tcp, tls, numbers, trunks, phones, limits, sound, nat, agents));
    }

    private static Optional<SipSettings.Tls> tls(Section tls) {
        int port = tls.number("port", 5061, 0, 65_535);
        var keystore = tls.path("keystore", "conf/sip.p12");
        var password = tls.secret("keystore_password");
        Optional<String> key = tls.has("key") ? Optional.of(tls.need("key")) : Optional.empty();
        return tls.build(() -> new SipSettings.Tls(port, keystore, password, key));
    }

    private static Optional<SipSettings.Trunk> trunk(Section trunk) {
        var name = trunk.need("name");
        var networks = trunk.texts("networks");
        if (networks.isEmpty()) {
            trunk.wrong("networks", "must name the addresses that the trunk sends from, like 10.1.0.0/16");
        }
        boolean asserts = trunk.flag("asserts_identity", true);
        int calls = trunk.number("calls", 1_000, 1, 100_000);
        Optional<SipSettings.Registration> registration =
                trunk.has("registration") ? registration(trunk.section("registration")) : Optional.empty();
        Optional<SipSettings.Ping> ping = trunk.has("ping") ? ping(trunk.section("ping")) : Optional.empty();
        var rules = numberRules(trunk);
        var insistsOn = trunk.texts("insist_on");
        if (!List.of("timer").containsAll(insistsOn)) {
            trunk.wrong("insist_on", "may hold timer, not " + String.join(", ", insistsOn));
        }
        return trunk.build(
                () -> new SipSettings.Trunk(name, networks, asserts, calls, registration, ping, rules, insistsOn));
    }

    private static Optional<SipSettings.Ping> ping(Section section) {
        var hosts = section.texts("hosts");
        var every = section.time("every", Duration.ofSeconds(30));
        return section.build(() -> new SipSettings.Ping(hosts, every));
    }

    private static NumberRules numberRules(Section section) {
        var rules = new ArrayList<NumberRules.Rule>();
        for (Section rule : section.sections("number_rules")) {
            var of = rule.choice("of", NumberRules.Of.class, NumberRules.Of.BOTH);
            var strip = rule.text("strip", "");
            var add = rule.text("add", "");
            rule.build(() -> new NumberRules.Rule(of, strip, add)).ifPresent(rules::add);
        }
        return new NumberRules(rules);
    }

    private static Optional<SipSettings.Registration> registration(Section section) {
        var registrar = section.need("registrar");
        var user = section.need("user");
        var password = section.secret("password");
        var every = section.time("every", Duration.ofHours(1));
        return section.build(() -> new SipSettings.Registration(registrar, user, password, every));
    }

    private static SipSettings.Phones phones(Section phones) {
        var realm = phones.text("realm", "smspay");
        var networks = phones.texts("networks");
        boolean sha256 = phones.flag("sha256", true);
        var users = new ArrayList<SipSettings.Phone>();
        for (Section user : phones.sections("users")) {
            var name = user.need("user");
            var password = user.secret("password");
            var msisdn = Msisdn.read(user.need("msisdn"));
            if (msisdn.isEmpty()) {
                user.wrong("msisdn", "must be a mobile number of 11 digits");
            } else {
                user.build(() -> new SipSettings.Phone(name, password, msisdn.get()))
                        .ifPresent(users::add);
            }
        }
        return phones.build(() -> new SipSettings.Phones(realm, networks, users, sha256))
                .orElse(SipSettings.Phones.NONE);
    }

    private static CallSettings.CallCaps limits(Section limits) {
        var read = limitsIn(limits, retryAfter(limits));
        limits.done();
        return read;
    }

    private static Duration retryAfter(Section section) {
        return section.time("retry_after", CallSettings.CallCaps.USUAL.retryAfter());
    }

    /** The same keys for every way by which calls come; others of the section are left alone. */
    private static CallSettings.CallCaps limitsIn(Section section, Duration retryAfter) {
        var usual = CallSettings.CallCaps.USUAL;
        return new CallSettings.CallCaps(
                section.number("calls", usual.calls(), 1, 100_000),
                section.number("calls_per_caller", usual.callsPerCaller(), 1, 1_000),
                section.number("setups_per_second", usual.setupsPerSecond(), 1, 100_000),
                section.time("longest_call", usual.longestCall()),
                retryAfter,
                usual.ackPatience(),
                usual.sessionMin());
    }

    private static CallSettings.Sound sound(Section sound) {
        var usual = CallSettings.Sound.USUAL;
        int first = sound.number("first_port", usual.ports().first(), 0, 65_534);
        int last = sound.number("last_port", usual.ports().last(), 0, 65_534);
        int loops = sound.number("threads", usual.loops(), 1, 64);
        var inactivity = sound.time("inactivity", usual.inactivity());
        var inband = sound.choice("inband_keys", Inband.class, usual.inband());
        return sound.build(() -> new CallSettings.Sound(new PortRange(first, last), loops, inactivity, inband))
                .orElse(usual);
    }

    private static Optional<AgiSettings> agi(Section agi, List<ServiceNumber> numbers) {
        var host = agi.text("host", "127.0.0.1");
        int port = agi.number("port", 4573, 0, 65_535);
        var peers = peers(agi);
        var sounds = agi.text("sounds", "smspay");
        var agents = new LinkedHashMap<String, AgiSettings.DialplanPlace>();
        agi.entries("agents").forEach((number, place) -> {
            var parts = place.split(",", 2);
            if (parts.length != 2) {
                agi.wrong("agents", "must map a number to a context and an extension, like 10086: agents,10086");
            } else {
                agents.put(number, new AgiSettings.DialplanPlace(parts[0].strip(), parts[1].strip()));
            }
        });
        var limits = limitsIn(agi, CallSettings.CallCaps.USUAL.retryAfter());
        boolean failed = agi.flag("believe_failed_screening", false);
        var rules = numberRules(agi);
        return agi.build(() -> new AgiSettings(
                host, port, peers, numbers, sounds, Map.copyOf(agents), limits, failed, rules, Duration.ofSeconds(10)));
    }

    private static Optional<VoiceXmlSettings> vxml(Section vxml, List<ServiceNumber> numbers) {
        var host = vxml.text("host", "127.0.0.1");
        int port = vxml.number("port", 8588, 0, 65_535);
        var peers = peers(vxml);
        var agents = vxml.entries("agents");
        var handOver = vxml.choice("transfer", VoiceXmlSettings.HandOver.class, VoiceXmlSettings.HandOver.BLIND);
        var limits = limitsIn(vxml, retryAfter(vxml));
        var rules = numberRules(vxml);
        return vxml.build(() -> new VoiceXmlSettings(
                host, port, peers, numbers, agents, handOver, limits, rules, Duration.ofMinutes(5)));
    }

    private static List<String> peers(Section section) {
        var peers = section.texts("peers");
        return peers.isEmpty() ? List.of("127.0.0.1") : peers;
    }
}

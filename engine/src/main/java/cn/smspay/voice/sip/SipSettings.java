package cn.smspay.voice.sip;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the voice service needs to know from its operator.
 *
 * @param host address to listen on
 * @param advertised address that others reach us by; written into Contact and SDP; a number, not a name
 * @param udpPort port for SIP over UDP, 0 lets the system choose
 * @param tcpPort port for SIP over TCP, 0 lets the system choose; empty means no TCP
 * @param tls SIP over TLS, if wanted
 * @param numbers the numbers of the service; a call to another number gets 404
 * @param trunks who may send us calls of many callers
 * @param phones single phones that know a password
 * @param nat networks whose callers are behind an address translator: what they say of their own address is not believed
 * @param agents where to hand a caller to: the number that a script names, and its SIP addresses, the one to try
 *     first first. No other call goes out
 */
public record SipSettings(
        String host,
        String advertised,
        int udpPort,
        Optional<Integer> tcpPort,
        Optional<Tls> tls,
        List<ServiceNumber> numbers,
        List<Trunk> trunks,
        Phones phones,
        CallSettings.CallCaps limits,
        CallSettings.Sound sound,
        List<String> nat,
        Map<String, List<String>> agents) {
    public SipSettings {
        nat.forEach(AddressBlock::of);
    }

    /** Without callers behind translators. */
    public SipSettings(
            String host,
            String advertised,
            int udpPort,
            Optional<Integer> tcpPort,
            Optional<Tls> tls,
            List<ServiceNumber> numbers,
            List<Trunk> trunks,
            Phones phones,
            CallSettings.CallCaps limits,
            CallSettings.Sound sound,
            Map<String, List<String>> agents) {
        this(host, advertised, udpPort, tcpPort, tls, numbers, trunks, phones, limits, sound, List.of(), agents);
    }

    /** With other trunks. */
    public SipSettings withTrunks(List<Trunk> others) {
        return new SipSettings(
                host, advertised, udpPort, tcpPort, tls, numbers, others, phones, limits, sound, nat, agents);
    }

    /**
     * A certificate in a PKCS12 file, and the port that shows it.
     *
     * @param key the name of the key to show, if the file holds several
     */
    public record Tls(int port, Path keystore, Secret password, Optional<String> key) {
        /** Whose file holds one key. */
        public Tls(int port, Path keystore, Secret password) {
            this(port, keystore, password, Optional.empty());
        }
    }

    /**
     * A peer that is known by its address.
     *
     * @param networks addresses, or networks like {@code 10.1.0.0/16}
     * @param assertsIdentity whether its P-Asserted-Identity is to be believed; without that its callers are unknown
     * @param calls at most so many at once
     * @param registration how we make ourselves known to it, if it wants that
     * @param ping which of its hosts are asked whether they are there, if any
     * @param rules how it writes numbers
     * @param insistsOn extensions without which its calls are refused: {@code timer}, so that no dead call stays
     */
    public record Trunk(
            String name,
            List<String> networks,
            boolean assertsIdentity,
            int calls,
            Optional<Registration> registration,
            Optional<Ping> ping,
            NumberRules rules,
            List<String> insistsOn) {
        public Trunk {
            networks.forEach(AddressBlock::of);
        }

        /** That is served whatever it can do. */
        public Trunk(
                String name,
                List<String> networks,
                boolean assertsIdentity,
                int calls,
                Optional<Registration> registration,
                Optional<Ping> ping,
                NumberRules rules) {
            this(name, networks, assertsIdentity, calls, registration, ping, rules, List.of());
        }

        /** Whose hosts are not asked whether they are there, and who writes numbers in the usual way. */
        public Trunk(
                String name,
                List<String> networks,
                boolean assertsIdentity,
                int calls,
                Optional<Registration> registration) {
            this(name, networks, assertsIdentity, calls, registration, Optional.empty(), NumberRules.NONE);
        }
    }

    /**
     * OPTIONS to the hosts of a trunk.
     *
     * @param hosts like {@code sip.example.com} or {@code 10.1.0.1:5070;transport=tcp}
     */
    public record Ping(List<String> hosts, Duration every) {
        public Ping {
            if (hosts.isEmpty() || every.isNegative() || every.isZero()) {
                throw new IllegalArgumentException("a ping needs a host and a time");
            }
        }
    }

    /**
     * We register with a trunk.
     *
     * @param registrar host or host:port
     * @param every how long one registration is to last
     */
    public record Registration(String registrar, String user, Secret password, Duration every) {}

    /**
     * Phones that prove who they are (RFC 8760).
     *
     * @param networks where they may be; everybody else is not even answered
     * @param sha256 whether to offer that algorithm beside MD5; some phones give up at the sight of it, like baresip 1.0
     */
    public record Phones(String realm, List<String> networks, List<Phone> users, boolean sha256) {
        public Phones {
            networks.forEach(AddressBlock::of);
        }

        public static final Phones NONE = new Phones("smspay", List.of(), List.of(), true);
    }

    /** A phone's user, and the subscriber it stands for. */
    public record Phone(String user, Secret password, Msisdn msisdn) {}

    /** What a call needs of all this. */
    CallSettings calls() {
        return new CallSettings(host, advertised, limits, sound);
    }
}

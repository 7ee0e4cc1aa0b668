package cn.smspay.sms.smpp;

import cn.smspay.base.Secret;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.pdu.StatusTable;
import cn.smspay.sms.peer.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One bind as {@code conf} describes it. Its constructors refuse values that SMPP 3.4 cannot carry.
 *
 * @param name what logs, figures and the database call it; letters, digits, dot, dash, underscore
 */
public record SmppBindSettings(
        String name,
        Peer peer,
        Login login,
        Addressing addressing,
        Pace pace,
        Timing timing,
        Submitting submitting,
        Dialect dialect) {
    /** Which way messages go (SMPP 3.4 §2.2). */
    public enum Mode {
        TRANSCEIVER,
        TRANSMITTER,
        RECEIVER;

        boolean submits() {
            return this != RECEIVER;
        }
    }

    /**
     * Where the SMSC is.
     *
     * @param standbys tried in this order while the first host cannot be bound to
     * @param connections how many equal connections to hold, 1 to 64
     * @param tls none for plain TCP
     * @param allowPlaintextToPublicAddress whether plain TCP may leave private networks; the password would be readable
     */
    public record Peer(
            String host,
            int port,
            List<Host> standbys,
            int connections,
            @Nullable Tls tls,
            boolean allowPlaintextToPublicAddress) {
        /** Without standbys. */
        public Peer(String host, int port, int connections, @Nullable Tls tls, boolean allowPlaintextToPublicAddress) {
            this(host, port, List.of(), connections, tls, allowPlaintextToPublicAddress);
        }

        public Peer {
            within("port", port, 1, 65_535);
            within("connections", connections, 1, 64);
            standbys = List.copyOf(standbys);
        }

        /** All, the one to prefer first. */
        List<Host> hosts() {
            var all = new ArrayList<Host>();
            all.add(new Host(host, port));
            all.addAll(standbys);
            return all;
        }
    }

    /**
     * Whom to trust, and who we are.
     *
     * @param trustStore PKCS#12 or JKS; the system's authorities if none
     * @param keyStore our certificate and its key for an SMSC that asks for one, PKCS#12 or JKS
     * @param versions TLS versions that may be used, as the JDK spells them; its own choice if empty
     * @param expectedName what the certificate must name, if that is not the host; for a host reached by address
     * @param checkHostName whether the certificate must name the host at all; off only against a test peer
     */
    public record Tls(
            @Nullable Path trustStore,
            @Nullable Secret trustStorePassword,
            @Nullable Path keyStore,
            @Nullable Secret keyStorePassword,
            List<String> versions,
            @Nullable String expectedName,
            boolean checkHostName) {
        /** With the usual versions and without a certificate of our own. */
        public Tls(@Nullable Path trustStore, @Nullable Secret trustStorePassword, boolean checkHostName) {
            this(trustStore, trustStorePassword, null, null, List.of(), null, checkHostName);
        }

        public Tls {
            versions = List.copyOf(versions);
            for (String version : versions) {
                if (!TLS_VERSIONS.contains(version)) {
                    throw new IllegalArgumentException(
                            "versions may hold " + String.join(", ", TLS_VERSIONS) + ", not " + version);
                }
            }
        }
    }

    /**
     * What the bind request says (SMPP 3.4 §4.1).
     *
     * @param systemId at most 15 octets
     * @param password at most 8 octets by the book; many SMSCs give out longer ones, so up to 64
     * @param systemType at most 12 octets
     * @param interfaceVersion 0x33, 0x34 or 0x50
     * @param addressTon of {@code addressRange}, like {@code addressNpi}
     * @param addressRange at most 40 octets, empty for the SMSC's default
     */
    public record Login(
            String systemId,
            Secret password,
            String systemType,
            int interfaceVersion,
            Mode mode,
            int addressTon,
            int addressNpi,
            String addressRange) {
        /** With an address range of no certain kind. */
        public Login(
                String systemId,
                Secret password,
                String systemType,
                int interfaceVersion,
                Mode mode,
                String addressRange) {
            this(systemId, password, systemType, interfaceVersion, mode, 0, 0, addressRange);
        }

        public Login {
            within("octets of system_id", systemId.length(), 0, 15);
            within("octets of password", password.reveal().length(), 0, PASSWORD_OCTETS_MAX);
            within("octets of system_type", systemType.length(), 0, 12);
            within("interface_version", interfaceVersion, 0, 0x50);
            within("octets of address_range", addressRange.length(), 0, 40);
        }
    }

    /**
     * How numbers are written in {@code submit_sm} (SMPP 3.4 §5.2.5, §5.2.6).
     *
     * @param destinationPrefix put before the 11 digits: 86 where the type of number says international
     */
    public record Addressing(
            int sourceTon, int sourceNpi, int destinationTon, int destinationNpi, String destinationPrefix) {
        /** SMPP 3.4 §5.2.5. */
        public static final int INTERNATIONAL = 1;

        /** The short number as it is, the subscriber's in international form. */
        public static final Addressing USUAL = new Addressing(0, 1, INTERNATIONAL, 1, prefix(INTERNATIONAL));

        /** What agrees with this type of number: the country code only where it says international. */
        public static String prefix(int destinationTon) {
            return destinationTon == INTERNATIONAL ? "86" : "";
        }
    }

    /**
     * What every {@code submit_sm} says besides (SMPP 3.4 §4.4.1).
     *
     * @param serviceType at most 5 octets
     * @param priority 0 to 3
     * @param validitySeconds how long the SMSC may try an answer that has no time of its own; 0 for its default
     * @param statuses what refusals mean at this SMSC
     */
    public record Submitting(
            String serviceType, int priority, int protocolId, int validitySeconds, StatusTable statuses) {
        public static final Submitting USUAL = new Submitting("", 0, 0, 0, StatusTable.USUAL);

        public Submitting {
            within("octets of service_type", serviceType.length(), 0, 5);
            within("priority", priority, 0, 3);
            within("protocol_id", protocolId, 0, 255);
            within("seconds of validity", validitySeconds, 0, VALIDITY_SECONDS_MAX);
        }
    }

    /**
     * How much at once.
     *
     * @param window unanswered {@code submit_sm} per connection
     * @param submitsPerSecond per connection, 0 for no cap
     * @param unansweredMax {@code deliver_sm} that may wait for our answer per connection; more are answered busy
     */
    public record Pace(int window, int submitsPerSecond, int unansweredMax) {
        public Pace {
            within("window", window, 1, 100_000);
            within("submitsPerSecond", submitsPerSecond, 0, 1_000_000);
            within("unansweredMax", unansweredMax, 1, 1_000_000);
        }
    }

    /**
     * How long.
     *
     * @param enquireLinkSeconds silence after which we ask whether the peer is there; 0 for never, with a peer that cannot
     *     stand the question
     * @param responseTimeoutSeconds patience for any answer, the bind's included
     * @param proofMillis how long an answer may stay unproven before an enquire_link is sent on purpose (R 3.0.5):
     *     until then the same text again is taken for a redelivery
     * @param reconnectMinMillis first pause before connecting again; doubles, with jitter, up to the greatest
     * @param refusedLoginSeconds first pause after a refused password or system_id; doubles up to an hour
     * @param returnSeconds how long a connection stays with a standby before it looks for a better host; 0 for ever
     * @param traceSeconds how long PDUs are logged, masked, from the start on
     */
    public record Timing(
            int enquireLinkSeconds,
            int responseTimeoutSeconds,
            int reconnectMinMillis,
            int reconnectMaxMillis,
            int proofMillis,
            int refusedLoginSeconds,
            int returnSeconds,
            int traceSeconds) {
        /** With the usual pauses after refused logins and at standbys, and no trace. */
        public Timing(
                int enquireLinkSeconds,
                int responseTimeoutSeconds,
                int reconnectMinMillis,
                int reconnectMaxMillis,
                int proofMillis) {
            this(
                    enquireLinkSeconds,
                    responseTimeoutSeconds,
                    reconnectMinMillis,
                    reconnectMaxMillis,
                    proofMillis,
                    REFUSED_LOGIN_SECONDS,
                    RETURN_SECONDS,
                    0);
        }

        /** With the usual half second to a proof. */
        public Timing(
                int enquireLinkSeconds, int responseTimeoutSeconds, int reconnectMinMillis, int reconnectMaxMillis) {
            this(enquireLinkSeconds, responseTimeoutSeconds, reconnectMinMillis, reconnectMaxMillis, 500);
        }

        public Timing {
            within("enquireLinkSeconds", enquireLinkSeconds, 0, 3_600);
            within("responseTimeoutSeconds", responseTimeoutSeconds, 1, 3_600);
            within("proofMillis", proofMillis, 0, 60_000);
            within("reconnectMinMillis", reconnectMinMillis, 1, 3_600_000);
            within("reconnectMaxMillis", reconnectMaxMillis, reconnectMinMillis, 3_600_000);
            within("seconds of refused_login_pause", refusedLoginSeconds, 1, 3_600);
            within("seconds of return_after", returnSeconds, 0, 86_400);
            within("seconds of trace_for", traceSeconds, 0, TRACE_SECONDS_MAX);
        }
    }

    /**
     * What this SMSC does its own way.
     *
     * @param busyStatus what we answer when full, a status that it retries: 0x58, 0x14 or 0x64
     * @param smscMessageIdTlv the tag by which it sends its own id of an uplink, if it does
     * @param messageIdFormat how to turn a receipt's message id into that of its {@code submit_sm_resp}
     * @param smsc whose bind it is: receipts come by any bind of one SMSC; none if this is its only one
     */
    public record Dialect(
            int busyStatus,
            @Nullable Integer smscMessageIdTlv,
            MessageIdFormat messageIdFormat,
            @Nullable String smsc) {
        public Dialect of(String group) {
            return new Dialect(busyStatus, smscMessageIdTlv, messageIdFormat, group);
        }

        /** Of an SMSC with one bind. */
        public Dialect(int busyStatus, @Nullable Integer smscMessageIdTlv, MessageIdFormat messageIdFormat) {
            this(busyStatus, smscMessageIdTlv, messageIdFormat, null);
        }

        public Dialect {
            if (busyStatus != CommandStatus.THROTTLED
                    && busyStatus != CommandStatus.MESSAGE_QUEUE_FULL
                    && busyStatus != CommandStatus.RECEIVER_TEMPORARY) {
                throw new IllegalArgumentException(
                        String.format(Locale.ROOT, "busyStatus must be 0x58, 0x14 or 0x64, not 0x%x", busyStatus));
            }
        }
    }

    /** Five tries get an account locked at many SMSCs; by this pause, an operator has noticed before. */
    public static final int REFUSED_LOGIN_SECONDS = 300;

    public static final int RETURN_SECONDS = 600;
    /** A trace is for a look, not for keeping: it fills the log. */
    public static final int TRACE_SECONDS_MAX = 3_600;

    private static final int PASSWORD_OCTETS_MAX = 64;
    private static final int VALIDITY_SECONDS_MAX = 30 * 86_400;
    private static final List<String> TLS_VERSIONS = List.of("TLSv1.2", "TLSv1.3");

    public SmppBindSettings {
        if (!name.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new IllegalArgumentException("a bind's name has 1 to 40 letters, digits, '.', '-', '_': " + name);
        }
        PlaintextGuard.check(name, peer);
    }

    /** A transceiver with the customary values: window 100, no rate cap, enquire_link every 30 s, answers within 10 s. */
    public static SmppBindSettings transceiver(String name, String host, int port, String systemId, Secret password) {
        return new SmppBindSettings(
                name,
                new Peer(host, port, 1, null, false),
                new Login(systemId, password, "", 0x34, Mode.TRANSCEIVER, ""),
                Addressing.USUAL,
                new Pace(100, 0, 5_000),
                new Timing(30, 10, 500, 30_000),
                Submitting.USUAL,
                new Dialect(CommandStatus.THROTTLED, null, MessageIdFormat.AS_IS));
    }

    public SmppBindSettings with(Peer other) {
        return with(other, login, addressing, pace, timing, submitting, dialect);
    }

    public SmppBindSettings with(Login other) {
        return with(peer, other, addressing, pace, timing, submitting, dialect);
    }

    public SmppBindSettings with(Addressing other) {
        return with(peer, login, other, pace, timing, submitting, dialect);
    }

    public SmppBindSettings with(Pace other) {
        return with(peer, login, addressing, other, timing, submitting, dialect);
    }

    public SmppBindSettings with(Timing other) {
        return with(peer, login, addressing, pace, other, submitting, dialect);
    }

    public SmppBindSettings with(Submitting other) {
        return with(peer, login, addressing, pace, timing, other, dialect);
    }

    public SmppBindSettings with(Dialect other) {
        return with(peer, login, addressing, pace, timing, submitting, other);
    }

    private SmppBindSettings with(
            Peer where, Login who, Addressing how, Pace fast, Timing slow, Submitting what, Dialect own) {
        return new SmppBindSettings(name, where, who, how, fast, slow, what, own);
    }

    /** The same under another name, for a second bind of the same account. */
    public SmppBindSettings named(String other) {
        return new SmppBindSettings(other, peer, login, addressing, pace, timing, submitting, dialect);
    }

    /** What the binds of one SMSC have in common. */
    public String smsc() {
        var group = dialect.smsc();
        return group == null ? name : group;
    }

    /** Optional parameters came with version 3.4; an older peer gets none (SMPP 3.4 §3.3). */
    public boolean knowsOptionalParameters() {
        return login.interfaceVersion() >= 0x34;
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be %d to %d, not %d", what, least, most, value));
        }
    }
}

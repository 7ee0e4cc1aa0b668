package cn.smspay.sms.smpp;

import cn.smspay.base.Secret;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One bind as {@code conf} describes it. Its constructors refuse values that SMPP 3.4 cannot carry.
 *
 * @param name what logs, figures and the database call it; letters, digits, dot, dash, underscore
 */
public record SmppBindSettings(
        String name, Peer peer, Login login, Addressing addressing, Pace pace, Timing timing, Dialect dialect) {
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
     * @param connections how many equal connections to hold, 1 to 64
     * @param tls none for plain TCP
     * @param allowPlaintextToPublicAddress whether plain TCP may leave private networks; the password would be readable
     */
    public record Peer(
            String host,
            int port,
            int connections,
            @Nullable Tls tls,
            boolean allowPlaintextToPublicAddress) {
        public Peer {
            within("port", port, 1, 65_535);
            within("connections", connections, 1, 64);
        }
    }

    /**
     * Whom to trust.
     *
     * @param trustStore PKCS#12 or JKS; the system's authorities if none
     * @param checkHostName whether the certificate must name the host; off only against a test peer
     */
    public record Tls(@Nullable Path trustStore, @Nullable Secret trustStorePassword, boolean checkHostName) {}

    /**
     * What the bind request says (SMPP 3.4 §4.1).
     *
     * @param systemId at most 15 octets
     * @param password at most 8 octets
     * @param systemType at most 12 octets
     * @param interfaceVersion 0x33, 0x34 or 0x50
     * @param addressRange at most 40 octets, empty for the SMSC's default
     */
    public record Login(
            String systemId, Secret password, String systemType, int interfaceVersion, Mode mode, String addressRange) {
        public Login {
            within("octets of system_id", systemId.length(), 0, 15);
            within("octets of password", password.reveal().length(), 0, 8);
            within("octets of system_type", systemType.length(), 0, 12);
            within("interface_version", interfaceVersion, 0, 0x50);
            within("octets of address_range", addressRange.length(), 0, 40);
        }
    }

    /**
     * How numbers are written in {@code submit_sm} (SMPP 3.4 §5.2.5, §5.2.6).
     *
     * @param destinationPrefix put before the 11 digits, for instance 86; mostly empty
     */
    public record Addressing(
            int sourceTon, int sourceNpi, int destinationTon, int destinationNpi, String destinationPrefix) {}

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
     */
    public record Timing(
            int enquireLinkSeconds,
            int responseTimeoutSeconds,
            int reconnectMinMillis,
            int reconnectMaxMillis,
            int proofMillis) {
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
                new Addressing(0, 1, 1, 1, ""),
                new Pace(100, 0, 5_000),
                new Timing(30, 10, 500, 30_000),
                new Dialect(CommandStatus.THROTTLED, null, MessageIdFormat.AS_IS));
    }

    public SmppBindSettings with(Peer other) {
        return new SmppBindSettings(name, other, login, addressing, pace, timing, dialect);
    }

    public SmppBindSettings with(Login other) {
        return new SmppBindSettings(name, peer, other, addressing, pace, timing, dialect);
    }

    public SmppBindSettings with(Pace other) {
        return new SmppBindSettings(name, peer, login, addressing, other, timing, dialect);
    }

    public SmppBindSettings with(Timing other) {
        return new SmppBindSettings(name, peer, login, addressing, pace, other, dialect);
    }

    public SmppBindSettings with(Dialect other) {
        return new SmppBindSettings(name, peer, login, addressing, pace, timing, other);
    }

    /** What the binds of one SMSC have in common. */
    public String smsc() {
        var group = dialect.smsc();
        return group == null ? name : group;
    }

    /** Optional parameters came with version 3.4; an older peer gets none (SMPP 3.4 §3.3). */
    boolean knowsOptionalParameters() {
        return login.interfaceVersion() >= 0x34;
    }

    private static void within(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s must be %d to %d, not %d", what, least, most, value));
        }
    }
}

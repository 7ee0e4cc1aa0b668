package cn.smspay.sms;

import cn.smspay.base.UplinkId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest delivery of an uplink. Numbered in the order of decision: the first one by its uplink's own number, a
 * redelivery by a fresh one, so that no proof that was asked for before can cover it.
 */
final class LatestDelivery {
    private static final long NOT_YET = Long.MIN_VALUE;

    final UplinkId uplink;
    final UplinkId number;
    final String fingerprint;
    final String connection;
    final int sequence;
    /** When the SMSC will have lost its patience, on the ticker. */
    final long due;

    final int repeats;
    /** Since when it is at risk; none while its connection stands and its answer was in time. */
    @Nullable
    Instant since;
    /** Whether a row says that it is at risk. */
    boolean written;
    /** Whether it has come again since: nothing is to be learnt from it any more. */
    boolean over;
    /** When its answer left, on the ticker. */
    volatile long answered = NOT_YET;
    /** The next younger one with the same fingerprint. */
    @Nullable
    LatestDelivery next;

    LatestDelivery(UplinkId uplink, UplinkId number, Duplicates.Arrival arrival, Duration patience, int repeats) {
        this(
                uplink,
                number,
                arrival.fingerprint(),
                arrival.pdu().connection(),
                arrival.pdu().sequence(),
                arrival.at() + patience.toMillis(),
                repeats);
    }

    private LatestDelivery(
            UplinkId uplink,
            UplinkId number,
            String fingerprint,
            String connection,
            int sequence,
            long due,
            int repeats) {
        this.uplink = uplink;
        this.number = number;
        this.fingerprint = fingerprint;
        this.connection = connection;
        this.sequence = sequence;
        this.due = due;
        this.repeats = repeats;
    }

    /** One that a run of before has left. */
    static LatestDelivery of(InboxRows.AtRisk row) {
        var key = row.key();
        var left = new LatestDelivery(key.uplink(), key.uplink(), key.fingerprint(), "", 0, 0, row.repeats());
        left.since = row.since();
        left.written = true;
        return left;
    }

    InboxRows.RiskKey key() {
        return new InboxRows.RiskKey(fingerprint, uplink);
    }
}

package cn.smspay.smpp;

import cn.smspay.ids.UplinkId;
import java.util.Optional;

/**
 * Which of the answers that were written the SMSC must have read: those before an enquire_link that it has answered, since
 * both go by the same stream (domain.md 3.0.5). Confined to one thread.
 */
final class Proof {
    private static final long NONE = Long.MIN_VALUE;

    private long highest = NONE;
    private long proven = NONE;
    private long unprovenSince;
    private long asked = NONE;
    /** The lowest of the answers written after the question: they are not covered, nor is anything above them. */
    private long lowestSinceAsked = Long.MAX_VALUE;

    private boolean unproven;

    void written(UplinkId uplink, long now) {
        if (!unproven) {
            unproven = true;
            unprovenSince = now;
        }
        highest = Math.max(highest, uplink.value());
        lowestSinceAsked = Math.min(lowestSinceAsked, uplink.value());
    }

    boolean isWantedSince(long time) {
        return unproven && unprovenSince <= time;
    }

    void enquired() {
        asked = highest;
        lowestSinceAsked = Long.MAX_VALUE;
        unproven = false;
    }

    Optional<UplinkId> answered() {
        long upTo = lowestSinceAsked <= asked ? lowestSinceAsked - 1 : asked;
        if (upTo == NONE || upTo <= proven) {
            return Optional.empty();
        }
        proven = upTo;
        return Optional.of(new UplinkId(upTo));
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.base.UplinkId;
import java.util.Optional;

/**
 * Our enquire_links on one connection: when the next is due, when its answer is overdue, and what its answer proves. Since
 * both go by the same stream, an SMSC that answers one, or any other request of ours, has read every deliver_sm_resp written
 * before it (R 3.0.5).
 * Confined to one thread; times are milliseconds.
 */
final class Enquiry {
    private static final long NONE = Long.MIN_VALUE;
    private static final long NEVER = Long.MAX_VALUE;
    /** What some SMSCs write into every response. */
    private static final int NO_SEQUENCE = 0;

    private final boolean off;
    private final long quietMillis;
    private final long patienceMillis;
    private final long proofMillis;

    private int sequence;
    /** Questions that have had no response yet, those that were given up included. */
    private int owed;

    private long deadline = NEVER;
    private long lastAsked = Long.MIN_VALUE / 2;

    private boolean unproven;
    private long unprovenSince;
    private long highestWritten = NONE;
    private long highestWhenAsked = NONE;
    private long proven = NONE;
    /** The lowest answer written after the question: it is not covered, nor is anything above it. */
    private long lowestSinceAsked = Long.MAX_VALUE;

    /** Grows when an answer is written behind one with a higher number: what was noted before says nothing then. */
    private int order;
    /** What answers to other requests than ours have shown to be read. */
    private long read = NONE;

    Enquiry(SmppBindSettings.Timing timing) {
        this.off = timing.enquireLinkSeconds() == 0;
        this.quietMillis = timing.enquireLinkSeconds() * 1_000L;
        this.patienceMillis = timing.responseTimeoutSeconds() * 1_000L;
        this.proofMillis = timing.proofMillis();
    }

    /** A positive answer to a stored uplink was written. */
    void answerWritten(UplinkId uplink, long now) {
        if (!unproven) {
            unproven = true;
            unprovenSince = now;
        }
        if (uplink.value() < highestWritten) {
            order++;
        }
        highestWritten = Math.max(highestWritten, uplink.value());
        lowestSinceAsked = Math.min(lowestSinceAsked, uplink.value());
    }

    boolean isDue(long now, long lastHeard) {
        if (off) {
            return false;
        }
        boolean quiet = now - Math.max(lastHeard, lastAsked) >= quietMillis;
        boolean toProve = unproven && now - unprovenSince >= proofMillis;
        return deadline == NEVER && (quiet || toProve);
    }

    boolean isOverdue(long now) {
        return !off && now >= deadline;
    }

    /**
     * Gives an overdue question up if anything was heard since it was asked: the peer lives, only the proof has to wait for
     * another question.
     */
    boolean livesWithoutAnswer(long now, long lastHeard) {
        if (lastHeard <= lastAsked) {
            return false;
        }
        deadline = NEVER;
        if (highestWritten != NONE && highestWritten > proven) {
            unproven = true;
            unprovenSince = now;
        }
        return true;
    }

    void asked(int withSequence, long now) {
        sequence = withSequence;
        owed++;
        deadline = now + patienceMillis;
        lastAsked = now;
        highestWhenAsked = highestWritten;
        lowestSinceAsked = Long.MAX_VALUE;
        unproven = false;
    }

    /** Without questions, an answer is taken for read when the connection still stands after twice the response time. */
    Optional<UplinkId> ticked(long now) {
        if (!off) {
            return Optional.empty();
        }
        if (deadline == NEVER && unproven) {
            asked(NO_SEQUENCE, now);
            deadline = now + 2 * patienceMillis;
        }
        return now >= deadline ? answered() : Optional.empty();
    }

    /**
     * Whether a response answers the present question. One without a sequence_number does when no other question lacks its
     * response: they come in the order of the questions.
     */
    boolean isAnsweredBy(int responseSequence) {
        boolean named = responseSequence == sequence;
        owed = named ? 0 : Math.max(0, owed - 1);
        return !off && deadline != NEVER && (named || (responseSequence == NO_SEQUENCE && owed == 0));
    }

    /** A generic_nack names what it means. */
    boolean isNackedBy(int responseSequence) {
        return !off && deadline != NEVER && responseSequence == sequence && isAnsweredBy(responseSequence);
    }

    /** @return up to which uplink the answers are now proven, if that is further than before */
    Optional<UplinkId> answered() {
        deadline = NEVER;
        long upTo = lowestSinceAsked <= highestWhenAsked ? lowestSinceAsked - 1 : highestWhenAsked;
        if (upTo == NONE || upTo <= proven) {
            return Optional.empty();
        }
        proven = upTo;
        return Optional.of(new UplinkId(upTo));
    }

    /** Notes, as another request is written, what its answer will prove. */
    void written(Submission submission) {
        submission.provesUpTo = highestWritten;
        submission.provesInOrder = order;
    }

    /** That request is answered: all that was written before it has been read. */
    void answered(Submission submission) {
        if (submission.provesInOrder == order) {
            read = Math.max(read, submission.provesUpTo);
        }
    }

    /** @return up to which uplink the answers are proven by other requests, if that is further than before */
    Optional<UplinkId> alsoProven() {
        if (read == NONE || read <= proven) {
            return Optional.empty();
        }
        proven = read;
        unproven = unproven && proven < highestWritten;
        return Optional.of(new UplinkId(proven));
    }
}

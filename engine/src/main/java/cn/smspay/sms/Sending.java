package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.books.outbox.Downlink;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One answer on its way to the SMSC, part after part. Confined to the lock of its queue. */
final class Sending {
    /** What became of it. */
    enum End {
        SENT,
        REFUSED,
        UNKNOWN,
        GIVEN_UP
    }

    private final Downlink downlink;
    /** On the queue's clock, in milliseconds; {@code since} may lie before the start. */
    private final long since;

    private final long endsAt;

    private final List<SubmitOutcome.Accepted> accepted = new ArrayList<>();
    private List<Segment> parts = List.of();
    private int tries;
    private int refusedAlone;
    private long lastRefused = Long.MIN_VALUE;
    private boolean givesUpWhenSettled;
    private String why = "not sent yet";
    private @Nullable End end;

    Sending(Downlink downlink, long since, long endsAt) {
        this.downlink = downlink;
        this.since = since;
        this.endsAt = endsAt;
    }

    Downlink downlink() {
        return downlink;
    }

    OutboxId id() {
        return downlink.id();
    }

    Msisdn recipient() {
        return downlink.recipient();
    }

    long since() {
        return since;
    }

    long endsAt() {
        return endsAt;
    }

    boolean isCut() {
        return !parts.isEmpty();
    }

    void cut(List<Segment> into) {
        parts = into;
    }

    /** The part whose turn it is. */
    Segment part() {
        return parts.get(accepted.size());
    }

    /** Which part that is, from 1. */
    int partNumber() {
        return accepted.size() + 1;
    }

    List<SubmitOutcome.Accepted> acceptances() {
        return accepted;
    }

    int parts() {
        return parts.size();
    }

    /** Whether that was the last part. */
    boolean accepted(SubmitOutcome.Accepted outcome) {
        accepted.add(outcome);
        tries = 0;
        if (accepted.size() == Math.max(1, parts.size())) {
            end = End.SENT;
            why = "";
        }
        return end != null;
    }

    void refused(SubmitOutcome.Refused outcome) {
        why = String.format(Locale.ROOT, "command_status 0x%08X", outcome.commandStatus());
        end = End.REFUSED;
    }

    void later(SubmitOutcome.TryLater outcome) {
        why = outcome.reason();
    }

    /** When this part was last refused; {@link Long#MIN_VALUE} if never. */
    long lastRefused() {
        return lastRefused;
    }

    /** @return how often it was refused alone */
    int refusedAgain(boolean alone, long now) {
        lastRefused = now;
        refusedAlone += alone ? 1 : 0;
        return refusedAlone;
    }

    /** How often this part has been sent without an answer. It ends so if nothing better comes. */
    int unknown(SubmitOutcome.Unknown outcome) {
        why = outcome.reason();
        return ++tries;
    }

    void unanswered() {
        end = End.UNKNOWN;
    }

    void givenUp() {
        end = End.GIVEN_UP;
    }

    void givenUp(String reason) {
        why = reason;
        end = End.GIVEN_UP;
    }

    void giveUpWhenSettled() {
        givesUpWhenSettled = true;
    }

    boolean givesUpWhenSettled() {
        return givesUpWhenSettled;
    }

    @Nullable
    End end() {
        return end;
    }

    String why() {
        return why;
    }
}

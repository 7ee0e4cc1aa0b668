package cn.smspay.sms.smpp;

import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import java.util.concurrent.CompletableFuture;

/** A segment on its way: in the window from {@link SubmitGate#enter} until it is settled. Confined to the session's thread. */
final class Submission {
    final Segment segment;
    final CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
    private final SubmitGate gate;
    int sequence;
    long sentAt;
    long deadline;
    /** Whether the operating system has taken all its octets: from then on nobody can say that it was not sent. */
    boolean written;

    /** What {@link Enquiry} noted when it was written. */
    long provesUpTo;

    int provesInOrder;
    private boolean settled;

    Submission(Segment segment, SubmitGate gate) {
        this.segment = segment;
        this.gate = gate;
    }

    boolean settled() {
        return settled;
    }

    void settle(SubmitOutcome result) {
        if (!settled) {
            settled = true;
            gate.leave();
            outcome.complete(result);
        }
    }
}

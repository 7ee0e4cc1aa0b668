package cn.smspay.counter.desks;

import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;

/**
 * Waivers of charges as whoever keeps the charge records knows them (R 4.12): the rules, also that of the two people and the 72
 * hours, are there, so that a proposal of one door is released at any other.
 */
public interface ChargeWaivers {
    /** What somebody wants to have waived, or charged again. */
    record Waiver(
            long id,
            boolean restores,
            List<Long> charges,
            String reason,
            String note,
            String proposedBy,
            Instant proposedAt,
            Instant lapsesAt) {}

    /** It cannot be done; nothing was. */
    final class WaiverNotPossible extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        public WaiverNotPossible(String reason, RuntimeException cause) {
            super(cause.getMessage(), cause);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** Codes of reasons, as they are written. */
    List<String> reasons();

    /** @param restores whether waived charges are to be charged again */
    Waiver propose(Tx tx, boolean restores, List<Long> charges, String reason, String note, String by, Instant now);

    /** What waits, oldest first. */
    List<Waiver> waiting(Tx tx, Instant now);

    /** @return how many records were written */
    int release(Tx tx, long id, String by, Instant now);

    void refuse(Tx tx, long id, String by, Instant now);
}

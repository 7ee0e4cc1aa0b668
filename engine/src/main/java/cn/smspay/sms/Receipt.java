package cn.smspay.sms;

import java.time.Instant;

/**
 * A delivery receipt (SMPP 3.4 Appendix B).
 *
 * @param bind the bind it came by
 * @param messageId the id that the SMSC gave in its {@code submit_sm_resp}, in the spelling configured for the bind
 * @param state what became of the message
 * @param error the SMSC's error code, empty if none
 */
public record Receipt(String bind, String messageId, State state, String error, Instant receivedAt) {
    /** SMPP 3.4 §5.2.28. */
    public enum State {
        ENROUTE,
        DELIVERED,
        EXPIRED,
        DELETED,
        UNDELIVERABLE,
        ACCEPTED,
        UNKNOWN,
        REJECTED
    }
}

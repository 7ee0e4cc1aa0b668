package cn.smspay.voice.call;

/** How a call came to its end. */
public enum CallResult {
    /** The service said goodbye. */
    COMPLETED,
    /** Handed to the agent. */
    TRANSFERRED,
    /** In records of earlier versions: to be handed to the agent, but the other side would not. Now such a call goes on. */
    TRANSFER_FAILED,
    /** The caller hung up. */
    CALLER_HUNG_UP,
    /** The caller gave up before we answered. */
    CANCELLED,
    /** Longer than any call may be. */
    TOO_LONG,
    /** Sound came from the caller, then none for too long. */
    MEDIA_LOST,
    /** The caller never acknowledged our answer (RFC 3261 13.3.1.4). */
    NO_ACK,
    /** Nothing was heard of the call for too long: no refresh (RFC 4028), or no request of the voice platform. */
    SESSION_EXPIRED,
    /** The engine is stopping. */
    DRAINED,
    /** A fault of ours. */
    FAULT
}

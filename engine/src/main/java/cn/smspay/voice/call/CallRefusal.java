package cn.smspay.voice.call;

/** Why a call was not taken, and the SIP status that says so. */
public enum CallRefusal {
    /** Malformed in a way that the parser let pass. */
    BAD_REQUEST(400),
    /** A phone with a wrong name or password. */
    FORBIDDEN(403),
    /** Not a number of ours. */
    UNKNOWN_NUMBER(404),
    /** A Require that we do not know. */
    BAD_EXTENSION(420),
    /** The trunk's settings want an extension that the caller does not have (RFC 3261 21.4.15). */
    EXTENSION_NEEDED(421),
    /** A session shorter than we refresh (RFC 4028). */
    INTERVAL_TOO_SMALL(422),
    /** This caller has calls enough. */
    CALLER_BUSY(486),
    /** No codec of ours, or no description that can be read. */
    NOT_ACCEPTABLE(488),
    /** A fault of ours. */
    FAULT(500),
    /** This trunk has calls enough. */
    TRUNK_FULL(503),
    /** We have calls enough. */
    FULL(503),
    /** Too many new calls in one second. */
    TOO_FAST(503),
    /** No port for sound is left. */
    NO_PORT(503),
    /** The engine is stopping. */
    STOPPING(503);

    private final int status;

    CallRefusal(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}

package cn.smspay.voice.rtp;

/** How sound travels; in the order in which we like them. Both have fixed payload types (RFC 3551 table 4) and may have others. */
public enum Codec {
    PCMA(8),
    PCMU(0);

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    int payloadType() {
        return payloadType;
    }

    /** A byte of A-law as this codec has it. */
    byte encode(byte alaw) {
        return switch (this) {
            case PCMA -> alaw;
            case PCMU -> G711.ulawOfAlaw(alaw);
        };
    }

    short linear(byte code) {
        return switch (this) {
            case PCMA -> G711.linearOfAlaw(code);
            case PCMU -> G711.linearOfUlaw(code);
        };
    }
}

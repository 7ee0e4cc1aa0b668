package cn.smspay.voice.rtp;

/** When to listen for keys in the sound itself, which costs computing time and can be fooled by speech. */
public enum Inband {
    NEVER,
    /** Where the other side has not offered telephone events. */
    FALLBACK,
    ALWAYS;

    boolean listens(Sdp remote) {
        return switch (this) {
            case NEVER -> false;
            case FALLBACK -> remote.events().isEmpty();
            case ALWAYS -> true;
        };
    }
}

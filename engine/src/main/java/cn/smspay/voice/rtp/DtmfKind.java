package cn.smspay.voice.rtp;

/** How the keys of a call reach us. Some phones send two kinds at once; the kind may change in mid-call. */
public enum DtmfKind {
    NONE,
    /** Events in RTP, RFC 4733. */
    EVENT,
    /** SIP INFO. */
    INFO,
    /** Tones in the sound. */
    INBAND
}

package cn.smspay.voice.rtp;

/** How the keys of a call reach us. The first kind that brings a key is the kind of the whole call: some send two. */
public enum DtmfKind {
    NONE,
    /** Events in RTP, RFC 4733. */
    EVENT,
    /** SIP INFO. */
    INFO,
    /** Tones in the sound. */
    INBAND
}

package cn.smspay.voice.rtp;

/** Who counts what happens to sound. Any thread. */
public interface MediaFigures {
    /** An exception that reached the edge. */
    void fault();

    /** Two packets of ours left so many nanoseconds apart. */
    void gap(long nanos);

    /** A packet came from elsewhere than the caller. */
    void strangePacket();

    /** A key was pressed, and how it came. */
    void key(DtmfKind kind);
}

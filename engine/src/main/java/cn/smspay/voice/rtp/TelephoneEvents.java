package cn.smspay.voice.rtp;

import io.netty.buffer.ByteBuf;
import java.util.OptionalInt;

/**
 * Finds the single key presses in a stream of RFC 4733 packets, where each press is sent many times and its end three
 * times. A press counts with its first packet. Used by one thread.
 *
 * <p>By the book a press has one timestamp. Two kinds of phone differ: some never change the timestamp, some change it
 * with every packet. So a packet goes on with the last press if the event is the same and either nothing says that
 * another one began, or the packet follows seamlessly.
 */
final class TelephoneEvents {
    private static final String KEYS = "0123456789*#";
    private static final int NONE = -1;

    private int event = NONE;
    private long timestamp;
    private int duration;
    private boolean ended;

    /**
     * @param payload the packet's content after the RTP header; left unread
     * @return the key, if this packet begins a press of one of the twelve keys
     */
    OptionalInt read(long packetTimestamp, boolean marker, ByteBuf payload) {
        if (payload.readableBytes() < 4) {
            return OptionalInt.empty();
        }
        int at = payload.readerIndex();
        int packetEvent = payload.getUnsignedByte(at);
        boolean packetEnds = (payload.getByte(at + 1) & 0x80) != 0;
        int packetDuration = payload.getUnsignedShort(at + 2);
        boolean same = packetEvent == event && goesOn(packetTimestamp, marker, packetDuration, packetEnds);
        ended = packetEnds || (same && ended);
        event = packetEvent;
        timestamp = packetTimestamp;
        duration = packetDuration;
        return same || packetEvent >= KEYS.length() ? OptionalInt.empty() : OptionalInt.of(KEYS.charAt(packetEvent));
    }

    private boolean goesOn(long packetTimestamp, boolean marker, int packetDuration, boolean packetEnds) {
        if (packetTimestamp == timestamp) {
            // A constant timestamp: after the end only repeats of the end may follow, and a duration never shrinks.
            return ended ? packetEnds && packetDuration == duration : packetDuration >= duration;
        }
        // A segment of a very long press (RFC 4733 2.5.1.3), or a phone that counts on within one press.
        return !ended && !marker && (packetTimestamp == timestamp + duration || packetDuration > duration);
    }
}

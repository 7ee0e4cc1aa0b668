package cn.smspay.voice.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;

/**
 * Finds the single key presses in a stream of RFC 4733 packets, where each press is sent many times and its end three
 * times. A press counts with its first packet. The RTP sequence number says what came late or twice. Used by one thread.
 *
 * <p>By the book a press has one timestamp. Some phones never change the timestamp, some change it with every packet,
 * some only with the repeats of the end. So a packet goes on with the last press if the event is the same and either
 * nothing says that another one began, or the packet follows seamlessly.
 */
final class TelephoneEvents {
    private static final String KEYS = "0123456789*#";
    private static final int NONE = -1;
    private static final int BLOCK_BYTES = 4;
    /** A number that is behind by more than this is a new start of the stream, not a late packet (RFC 3550 A.1). */
    private static final int MISORDER_MAX = 100;
    /** Packets that repeat the end of a press come within so many numbers of its first one. */
    private static final int END_REPEATS = 3;
    /** The longest packet time in use is 60 ms, in samples. */
    private static final int LONGEST_STEP = 480;

    private static final int USUAL_STEP = 160;
    /** A duration above this may start again from zero in the next packet that arrives: a second before its end. */
    private static final int NEAR_WRAP = 0xFFFF - 8000;
    /** Presses that a packet of several events may repeat. */
    private static final int HISTORY = 16;

    private boolean started;
    private long source;
    private int sequence;
    private int event = NONE;
    private long timestamp;
    private int duration;
    private boolean ended;
    private int firstEnd;
    /** Of the packet with which the press was told. */
    private int startSequence;

    private long startTimestamp;
    /** The most by which a duration has grown from one packet to the next; 0 before that is known. */
    private int step;

    private final Deque<Press> history = new ArrayDeque<>();

    private record Press(int event, long timestamp) {}

    private record Block(int event, long timestamp, boolean ends, int duration) {}

    /**
     * @param payload the packet's content after the RTP header; left unread
     * @param keys told each key of a press that begins with this packet
     */
    void read(RtpHeader header, ByteBuf payload, IntConsumer keys) {
        if (payload.readableBytes() < BLOCK_BYTES) {
            return;
        }
        int ahead = (short) (header.sequence() - sequence);
        if (!started || header.source() != source || ahead < -MISORDER_MAX) {
            started = true;
            source = header.source();
            ahead = MISORDER_MAX;
        } else if (ahead <= 0) {
            late(header, payload, keys);
            return;
        }
        sequence = header.sequence();
        int at = payload.readerIndex();
        var block = block(payload, at, header.timestamp());
        boolean several = follows(block, payload, at + BLOCK_BYTES);
        block(block, header.marker(), ahead, several, keys);
        while (follows(block, payload, at + BLOCK_BYTES)) {
            at += BLOCK_BYTES;
            block = block(payload, at, (block.timestamp + block.duration) & 0xFFFFFFFFL);
            block(block, false, ahead, true, keys);
        }
    }

    /** A packet that was overtaken says one thing only: with a marker, that a press began within what was taken for one. */
    private void late(RtpHeader header, ByteBuf payload, IntConsumer keys) {
        boolean within = (short) (header.sequence() - startSequence) > 0 && header.timestamp() != startTimestamp;
        if (header.marker() && within && payload.getUnsignedByte(payload.readerIndex()) == event) {
            begun(header.sequence(), header.timestamp(), keys);
        }
    }

    private static Block block(ByteBuf payload, int at, long timestamp) {
        return new Block(
                payload.getUnsignedByte(at),
                timestamp,
                (payload.getByte(at + 1) & 0x80) != 0,
                payload.getUnsignedShort(at + 2));
    }

    /** Only what has ended may be followed by another event (RFC 4733 2.5.1.5); zeros there are filling. */
    private static boolean follows(Block block, ByteBuf payload, int at) {
        return block.ends && at + BLOCK_BYTES <= payload.writerIndex() && payload.getUnsignedShort(at + 2) > 0;
    }

    private void block(Block block, boolean marker, int ahead, boolean several, IntConsumer keys) {
        boolean same = block.event == event && goesOn(block, marker, ahead);
        var press = new Press(block.event, block.timestamp);
        if (several && !same && history.contains(press)) {
            return;
        }
        if (same && ahead == 1) {
            step = Math.max(step, Math.min(LONGEST_STEP, block.duration - duration));
        }
        if (block.ends && !(same && ended)) {
            firstEnd = sequence;
        }
        ended = block.ends || (same && ended);
        event = block.event;
        timestamp = block.timestamp;
        duration = block.duration;
        if (same) {
            return;
        }
        history.add(press);
        if (history.size() > HISTORY) {
            history.remove();
        }
        begun(sequence, timestamp, keys);
    }

    private void begun(int atSequence, long atTimestamp, IntConsumer keys) {
        startSequence = atSequence;
        startTimestamp = atTimestamp;
        if (event < KEYS.length()) {
            keys.accept(KEYS.charAt(event));
        }
    }

    private boolean goesOn(Block block, boolean marker, int ahead) {
        long later = (int) (block.timestamp - timestamp);
        int longer = block.duration - duration;
        if (later == 0) {
            // A constant timestamp: after the end only repeats of the end may follow, and a duration never shrinks.
            return ended ? block.ends && (longer >= 0 || repeatsEnd()) : longer >= 0 || duration > NEAR_WRAP;
        }
        if (marker || later < 0) {
            return false;
        }
        // What was lost between two packets has made both numbers grow, but never by more than it lasted. Of the
        // timestamp only repeats of the end are ahead of the duration, or it has stood still until the end.
        long packet = step == 0 ? LONGEST_STEP : Math.max(USUAL_STEP, step);
        long most = packet * ahead;
        long repeats = Math.min(most, packet * END_REPEATS);
        boolean steps = block.ends
                && later <= most
                && longer >= 0
                && longer <= most
                && (later <= repeats || (later >= longer && later - longer <= repeats));
        if (ended) {
            return steps && longer == 0 && repeatsEnd();
        }
        // A segment follows seamlessly (RFC 4733 2.5.1.3), or the phone counts on within one press.
        boolean segment = later == duration && ahead == 1;
        return later == longer
                || segment
                || steps
                || wraps(later, (long) LONGEST_STEP * ahead, block.ends ? repeats : 0);
    }

    /** A press that is longer than its duration can tell, whichever way the phone counts on. */
    private boolean wraps(long later, long most, long atEnd) {
        boolean counts = later <= most && duration + later > 0xFFFF - LONGEST_STEP;
        return duration > NEAR_WRAP && (counts || (later >= duration && later <= 0xFFFF + atEnd));
    }

    private boolean repeatsEnd() {
        return ((sequence - firstEnd) & 0xFFFF) <= END_REPEATS;
    }
}

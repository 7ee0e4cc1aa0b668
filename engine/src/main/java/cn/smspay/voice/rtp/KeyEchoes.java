package cn.smspay.voice.rtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Tells new keys from echoes: some phones send each press in two ways, and any way may begin in mid-call. A key is an
 * echo if another way has brought the same key shortly before, once per way. Tones count only as long as no other way
 * has brought a key: they are what remains in the sound when a gateway takes events out of it. Used by one thread.
 */
final class KeyEchoes {
    /** 2 s of 20 ms: an INFO that is lost once is sent again after half a second, lost twice after one and a half. */
    private static final long ECHO_TICKS = 100;

    private static final class Press {
        final char key;
        final long tick;
        final Set<DtmfKind> ways;

        Press(char key, long tick, DtmfKind way) {
            this.key = key;
            this.tick = tick;
            this.ways = EnumSet.of(way);
        }
    }

    private final Deque<Press> recent = new ArrayDeque<>();
    private DtmfKind kind = DtmfKind.NONE;
    private boolean otherThanTones;

    /** @param tick counts the 20 ms of the call */
    boolean isNew(char key, DtmfKind way, long tick) {
        while (!recent.isEmpty() && tick - recent.getFirst().tick > ECHO_TICKS) {
            recent.removeFirst();
        }
        if (way == DtmfKind.INBAND && otherThanTones) {
            return false;
        }
        otherThanTones |= way != DtmfKind.INBAND;
        for (var press : recent) {
            if (press.key == key && press.ways.add(way)) {
                return false;
            }
        }
        recent.add(new Press(key, tick, way));
        kind = way;
        return true;
    }

    /** Perhaps another phone: what the last one sent has no echo any more. */
    void forget() {
        recent.clear();
        otherThanTones = false;
    }

    /** The way of the last new key. */
    DtmfKind kind() {
        return kind;
    }
}

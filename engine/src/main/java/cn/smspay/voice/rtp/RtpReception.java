package cn.smspay.voice.rtp;

/**
 * What is known of a stream that we receive: how many packets should have come, how many came, how evenly (RFC 3550
 * A.1, A.3, A.8). Used by one thread.
 */
final class RtpReception {
    private static final int SAMPLES_PER_MILLI = 8;
    /** A jump of the sequence by more than this is a new start of the stream, not a loss (RFC 3550 A.1). */
    private static final int DROPOUT_MAX = 3000;

    private boolean started;
    private long source;
    private int base;
    private int highest;
    private long cycles;
    private long received;
    private long expectedBefore;
    private long receivedBefore;
    private double jitter;
    private long lastTransit;

    /** Takes note of one packet. */
    void packet(RtpHeader header, long arrivalMillis) {
        int ahead = (header.sequence() - highest) & 0xFFFF;
        if (!started || header.source() != source || (ahead > DROPOUT_MAX && ahead < 0x10000 - DROPOUT_MAX)) {
            restart(header);
        } else if (ahead < DROPOUT_MAX) {
            cycles += header.sequence() < highest ? 0x10000 : 0;
            highest = header.sequence();
        }
        long transit = arrivalMillis * SAMPLES_PER_MILLI - header.timestamp();
        if (received > 0) {
            jitter += (Math.min(Math.abs(transit - lastTransit), 0xFFFF) - jitter) / 16;
        }
        lastTransit = transit;
        received++;
    }

    private void restart(RtpHeader header) {
        started = true;
        source = header.source();
        base = header.sequence();
        highest = base;
        cycles = 0;
        received = 0;
        expectedBefore = 0;
        receivedBefore = 0;
    }

    boolean started() {
        return started;
    }

    /** The report block of this stream for an RTCP packet; closes the interval of its fraction lost. */
    RtcpReport report() {
        long expected = expected();
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow == 0 || lostNow <= 0 ? 0 : (int) Math.min(255, lostNow * 256 / expectedNow);
        return new RtcpReport(source, fraction, lost(), cycles + highest, Math.round(jitter));
    }

    /** Packets that did not come; negative if some came twice. */
    long lost() {
        return started ? expected() - received : 0;
    }

    /** Packets since the stream began. */
    long received() {
        return received;
    }

    private long expected() {
        return cycles + highest - base + 1;
    }
}

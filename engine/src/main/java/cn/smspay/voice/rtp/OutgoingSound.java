package cn.smspay.voice.rtp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The stream that we send: words while there are some, silence or a description of it (RFC 3389) otherwise, packet by
 * packet. Used by one thread.
 */
final class OutgoingSound {
    private static final int SAMPLES_PER_MILLI = 8;
    private static final long TIMESTAMPS = 0xFFFFFFFFL;
    /** How loud our silence is, in decibels below the loudest (RFC 3389 3.1): a quiet room, so that the line does not seem dead. */
    private static final int NOISE_LEVEL = 65;
    /** A lost packet of noise is mended after so long, and ways through NAT stay open. */
    private static final int NOISE_EVERY_MILLIS = 400;

    /** 200 ms before the first word. */
    private static final byte[] LEAD_IN = new byte[200 * SAMPLES_PER_MILLI];

    static {
        Arrays.fill(LEAD_IN, G711.ALAW_SILENCE);
    }

    private final ByteBuf packet;
    private final Deque<byte[]> words = new ArrayDeque<>();
    private final long source;
    private int sequence;
    private long timestamp;
    private long packets;
    private long bytes;
    private int wordsAt;
    private boolean begun;
    private boolean lastFrameOut;
    /** For how long nothing is said and only noise is described, in milliseconds. */
    private int quietMillis;

    /** @param packet where each packet is put together */
    OutgoingSound(ByteBuf packet, RandomGenerator random) {
        this.packet = packet;
        this.source = random.nextInt() & TIMESTAMPS;
        this.sequence = random.nextInt(0x8000);
        this.timestamp = random.nextInt() & TIMESTAMPS;
    }

    /** Our SSRC. */
    long source() {
        return source;
    }

    long packets() {
        return packets;
    }

    Rtcp.SenderTotals sent() {
        return new Rtcp.SenderTotals(source, timestamp, packets, bytes);
    }

    /** Speaks after what is being spoken. */
    void speak(List<byte[]> alaw) {
        if (!begun) {
            // Many phones and gateways lose the first moments of a call.
            begun = true;
            words.add(LEAD_IN);
        }
        alaw.stream().filter(sentence -> sentence.length > 0).forEach(words::add);
        lastFrameOut = words.isEmpty();
    }

    /** Forgets what was to be said. */
    void hush() {
        words.clear();
        wordsAt = 0;
        lastFrameOut = false;
    }

    /** Whether the last packet of the words was the one before this; true once. */
    boolean spoken() {
        boolean spoken = lastFrameOut;
        lastFrameOut = false;
        return spoken;
    }

    /**
     * Puts the next packet together; time goes on by its length.
     *
     * @return false if nothing is to be sent for this length
     */
    boolean next(Sdp remote) {
        int samples = remote.packetMillis() * SAMPLES_PER_MILLI;
        boolean quiet = remote.comfortNoise() && words.isEmpty();
        boolean due = quiet ? noise(remote.packetMillis()) : sound(remote, samples);
        timestamp = (timestamp + samples) & TIMESTAMPS;
        return due;
    }

    private boolean sound(Sdp remote, int samples) {
        // The first packet after silence is marked (RFC 3551 4.1).
        header(remote.payloadType(), packets == 0 || quietMillis > 0, samples);
        quietMillis = 0;
        int filled = fillWithWords(remote.codec(), samples);
        if (filled < samples) {
            byte silence = remote.codec().encode(G711.ALAW_SILENCE);
            for (int i = filled; i < samples; i++) {
                packet.writeByte(silence);
            }
        }
        return true;
    }

    /** Nothing is to be said for the length of a packet: now and then the other side is told what to let its owner hear. */
    private boolean noise(int millis) {
        boolean due = quietMillis % NOISE_EVERY_MILLIS < millis;
        quietMillis += millis;
        if (due) {
            header(Sdp.COMFORT_NOISE, false, 1);
            packet.writeByte(NOISE_LEVEL);
        }
        return due;
    }

    private void header(int payloadType, boolean marker, int length) {
        packet.clear();
        new RtpHeader(payloadType, marker, sequence, timestamp, source).write(packet);
        sequence = (sequence + 1) & 0xFFFF;
        packets++;
        bytes += length;
    }

    private int fillWithWords(Codec codec, int samples) {
        int filled = 0;
        while (filled < samples && !words.isEmpty()) {
            var sentence = words.getFirst();
            int part = Math.min(samples - filled, sentence.length - wordsAt);
            write(codec, sentence, part);
            filled += part;
            wordsAt += part;
            if (wordsAt == sentence.length) {
                words.removeFirst();
                wordsAt = 0;
                lastFrameOut = words.isEmpty();
            }
        }
        return filled;
    }

    private void write(Codec codec, byte[] sentence, int count) {
        switch (codec) {
            case PCMA -> packet.writeBytes(sentence, wordsAt, count);
            case PCMU -> {
                for (int i = wordsAt; i < wordsAt + count; i++) {
                    packet.writeByte(G711.ulawOfAlaw(sentence[i]));
                }
            }
        }
    }
}

package cn.smspay.voice.rtp;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * One reception report of RTCP (RFC 3550 6.4.1).
 *
 * @param source whose packets it is about
 * @param fractionLost since the last report, in 256ths
 * @param lost since the beginning; may be negative
 * @param jitter in samples
 */
public record RtcpReport(long source, int fractionLost, long lost, long highestSequence, long jitter) {
    static final int BYTES = 24;
    private static final int SENDER_REPORT = 200;
    private static final int RECEIVER_REPORT = 201;

    public long jitterMicros() {
        return jitter * 1000 / 8;
    }

    public void write(ByteBuf packet) {
        packet.writeInt((int) source);
        packet.writeByte(fractionLost);
        packet.writeMedium((int) Math.max(-0x800000, Math.min(0x7FFFFF, lost)));
        packet.writeInt((int) highestSequence);
        packet.writeInt((int) jitter);
        packet.writeLong(0);
    }

    /** Whether these bytes begin as a compound RTCP packet does: version 2 and a report (RFC 3550 A.2). */
    static boolean isRtcp(ByteBuf packet) {
        if (packet.readableBytes() < 8) {
            return false;
        }
        int type = packet.getUnsignedByte(packet.readerIndex() + 1);
        return packet.getUnsignedByte(packet.readerIndex()) >> 6 == 2
                && (type == SENDER_REPORT || type == RECEIVER_REPORT);
    }

    /** Finds in a compound RTCP packet what it says about our stream. Bytes that are no RTCP say nothing. */
    static Optional<RtcpReport> about(long ours, ByteBuf compound) {
        while (compound.readableBytes() >= 8) {
            int at = compound.readerIndex();
            int count = compound.getByte(at) & 0x1F;
            int type = compound.getUnsignedByte(at + 1);
            int bytes = 4 * (compound.getUnsignedShort(at + 2) + 1);
            if (bytes > compound.readableBytes()) {
                return Optional.empty();
            }
            int from = at + (type == SENDER_REPORT ? 28 : 8);
            int reports = type == SENDER_REPORT || type == RECEIVER_REPORT ? count : 0;
            for (int i = 0; i < reports && from + (i + 1) * BYTES <= at + bytes; i++) {
                var report = read(compound, from + i * BYTES);
                if (report.source == ours) {
                    return Optional.of(report);
                }
            }
            compound.skipBytes(bytes);
        }
        return Optional.empty();
    }

    private static RtcpReport read(ByteBuf packet, int at) {
        return new RtcpReport(
                packet.getUnsignedInt(at),
                packet.getUnsignedByte(at + 4),
                packet.getMedium(at + 5),
                packet.getUnsignedInt(at + 8),
                packet.getUnsignedInt(at + 12));
    }
}

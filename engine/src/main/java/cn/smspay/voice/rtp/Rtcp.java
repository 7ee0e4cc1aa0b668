package cn.smspay.voice.rtp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes compound RTCP packets: a report, who we are, and perhaps goodbye (RFC 3550 6). */
final class Rtcp {
    private static final int SENDER_REPORT = 200;
    private static final int DESCRIPTION = 202;
    private static final int GOODBYE = 203;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    /** The name of every stream of ours: RTCP wants one, and nobody needs to learn host names from it. */
    private static final byte[] NAME = "ivr".getBytes(StandardCharsets.US_ASCII);

    private Rtcp() {}

    /** What we have sent so far. */
    record SenderTotals(long source, long timestamp, long packets, long bytes) {}

    static void write(ByteBuf packet, SenderTotals sent, Optional<RtcpReport> report, long nowMillis, boolean goodbye) {
        packet.writeByte(0x80 | (report.isPresent() ? 1 : 0));
        packet.writeByte(SENDER_REPORT);
        packet.writeShort(report.isPresent() ? 12 : 6);
        packet.writeInt((int) sent.source);
        packet.writeInt((int) (nowMillis / 1000 + SECONDS_1900_TO_1970));
        packet.writeInt((int) ((nowMillis % 1000 << 32) / 1000));
        packet.writeInt((int) sent.timestamp);
        packet.writeInt((int) sent.packets);
        packet.writeInt((int) sent.bytes);
        report.ifPresent(r -> r.write(packet));
        describe(packet, sent.source);
        if (goodbye) {
            packet.writeByte(0x81);
            packet.writeByte(GOODBYE);
            packet.writeShort(1);
            packet.writeInt((int) sent.source);
        }
    }

    private static void describe(ByteBuf packet, long source) {
        packet.writeByte(0x81);
        packet.writeByte(DESCRIPTION);
        packet.writeShort(3);
        packet.writeInt((int) source);
        packet.writeByte(1);
        packet.writeByte(NAME.length);
        packet.writeBytes(NAME);
        // The list of items ends with zeros up to the next word.
        packet.writeZero(3);
    }
}

package cn.smspay.voice.rtp;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The fixed header of an RTP packet (RFC 3550 5.1).
 *
 * @param sequence 0 to 65535
 * @param timestamp 0 to 2^32 - 1
 * @param source the SSRC, 0 to 2^32 - 1
 */
public record RtpHeader(int payloadType, boolean marker, int sequence, long timestamp, long source) {
    public static final int BYTES = 12;

    /** Reads a header and leaves exactly the payload in the buffer; empty if this is no RTP packet. */
    public static Optional<RtpHeader> read(ByteBuf packet) {
        if (packet.readableBytes() < BYTES) {
            return Optional.empty();
        }
        int first = packet.readUnsignedByte();
        int second = packet.readUnsignedByte();
        var header = new RtpHeader(
                second & 0x7F,
                (second & 0x80) != 0,
                packet.readUnsignedShort(),
                packet.readUnsignedInt(),
                packet.readUnsignedInt());
        int contributors = 4 * (first & 0x0F);
        if (first >> 6 != 2 || packet.readableBytes() < contributors) {
            return Optional.empty();
        }
        packet.skipBytes(contributors);
        return skipExtension((first & 0x10) != 0, packet) && cutPadding((first & 0x20) != 0, packet)
                ? Optional.of(header)
                : Optional.empty();
    }

    private static boolean skipExtension(boolean present, ByteBuf packet) {
        if (!present) {
            return true;
        }
        if (packet.readableBytes() < 4) {
            return false;
        }
        packet.skipBytes(2);
        int bytes = 4 * packet.readUnsignedShort();
        if (packet.readableBytes() < bytes) {
            return false;
        }
        packet.skipBytes(bytes);
        return true;
    }

    private static boolean cutPadding(boolean present, ByteBuf packet) {
        if (!present) {
            return true;
        }
        int bytes = packet.isReadable() ? packet.getUnsignedByte(packet.writerIndex() - 1) : 0;
        if (bytes == 0 || bytes > packet.readableBytes()) {
            return false;
        }
        packet.writerIndex(packet.writerIndex() - bytes);
        return true;
    }

    public void write(ByteBuf packet) {
        packet.writeByte(0x80);
        packet.writeByte((marker ? 0x80 : 0) | payloadType);
        packet.writeShort(sequence);
        packet.writeInt((int) timestamp);
        packet.writeInt((int) source);
    }
}

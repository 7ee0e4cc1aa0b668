package cn.smspay.sms.pdu;

import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.type.NotEnoughDataInBufferException;
import com.cloudhopper.smpp.type.TerminatingNullByteNotFoundException;
import com.cloudhopper.smpp.type.UnknownCommandIdException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the stream into PDUs and reads each on its own, so that a bad one never holds back the good ones behind it. Passes
 * on a cloudhopper {@code Pdu} (behind a {@link Leftover}, if part of it made no sense), an {@link UnreadablePdu}, or a {@link
 * BrokenStream} after which everything is dropped.
 */
public final class PduDecoder extends ByteToMessageDecoder {
    static final int HEADER_OCTETS = 16;
    /** A message_payload is at most 64 KiB in theory and a few KiB in practice; a peer must not make us hold 2 GiB. */
    static final int FRAME_OCTETS_MAX = 64 * 1024;

    /** The PDU that follows was read, but for so many octets of it. */
    public record Leftover(int octets) {}

    private boolean broken;

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Integer.BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < HEADER_OCTETS || length > FRAME_OCTETS_MAX) {
            broken = true;
            in.skipBytes(in.readableBytes());
            out.add(new BrokenStream(length));
        } else if (in.readableBytes() >= length) {
            read(in.readSlice(length), out);
        }
    }

    /** The library throws a dozen kinds of unchecked exceptions on bad bodies, hence the wide catch: bytes are not our fault. */
    private static void read(ByteBuf frame, List<Object> out) {
        try {
            var read = PduReader.read(frame);
            if (read.unread() > 0) {
                out.add(new Leftover(read.unread()));
            }
            out.add(read.pdu());
        } catch (Exception e) {
            frame.readerIndex(0);
            out.add(new UnreadablePdu(
                    frame.getInt(4),
                    frame.getInt(12),
                    statusFor(e),
                    ByteBufUtil.getBytes(frame),
                    e.getClass().getSimpleName()));
        }
    }

    /** All of them final for this message: the same octets sent again would be just as unreadable. */
    private static int statusFor(Exception fault) {
        if (fault instanceof UnknownCommandIdException) {
            return CommandStatus.INVALID_COMMAND_ID;
        }
        boolean tooShort = fault instanceof NotEnoughDataInBufferException
                || fault instanceof TerminatingNullByteNotFoundException
                || fault instanceof IndexOutOfBoundsException;
        return tooShort ? CommandStatus.INVALID_COMMAND_LENGTH : CommandStatus.SYSTEM_ERROR;
    }

    /** The PDU that these octets are, header and all; empty if it cannot be read. */
    public static Optional<Pdu> whole(byte[] octets) {
        if (octets.length < HEADER_OCTETS) {
            return Optional.empty();
        }
        try {
            return Optional.of(PduReader.read(Unpooled.wrappedBuffer(octets)).pdu());
        } catch (Exception e) {
            // Whoever asks wants to know no more.
            return Optional.empty();
        }
    }
}

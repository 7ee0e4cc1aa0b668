package cn.smspay.sms.pdu;

import com.cloudhopper.smpp.pdu.AlertNotification;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.BaseSmResp;
import com.cloudhopper.smpp.pdu.BindReceiver;
import com.cloudhopper.smpp.pdu.BindReceiverResp;
import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.BindTransmitter;
import com.cloudhopper.smpp.pdu.BindTransmitterResp;
import com.cloudhopper.smpp.pdu.CancelSm;
import com.cloudhopper.smpp.pdu.CancelSmResp;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DataSmResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.DeliverSmResp;
import com.cloudhopper.smpp.pdu.EnquireLink;
import com.cloudhopper.smpp.pdu.EnquireLinkResp;
import com.cloudhopper.smpp.pdu.GenericNack;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.QuerySm;
import com.cloudhopper.smpp.pdu.QuerySmResp;
import com.cloudhopper.smpp.pdu.ReplaceSm;
import com.cloudhopper.smpp.pdu.ReplaceSmResp;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.pdu.Unbind;
import com.cloudhopper.smpp.pdu.UnbindResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.RecoverablePduException;
import com.cloudhopper.smpp.type.UnknownCommandIdException;
import com.cloudhopper.smpp.type.UnrecoverablePduException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads one whole PDU, liberally: once the mandatory part is complete, nothing behind it can make the message unreadable, and
 * of a response the header alone is enough (it is judged by its command_status, SMPP 3.4 §5.1.3).
 */
public final class PduReader {
    private static final int COMMAND_ID_AT = 4;
    private static final int STATUS_AT = 8;
    private static final int SEQUENCE_AT = 12;
    private static final int BODY_AT = 16;
    /** Tag and length of an optional parameter (SMPP 3.4 §5.3.1). */
    private static final int TLV_HEADER = 4;

    private PduReader() {}

    /**
     * One PDU.
     *
     * @param unread octets behind the mandatory part that made no sense and were left out
     */
    public record Read(Pdu pdu, int unread) {}

    /** @throws Exception of a dozen unchecked kinds of the library's, if the mandatory part of a request cannot be read */
    public static Read read(ByteBuf frame) throws Exception {
        var pdu = kind(frame.getInt(COMMAND_ID_AT));
        pdu.setCommandLength(frame.readableBytes());
        pdu.setCommandStatus(frame.getInt(STATUS_AT));
        pdu.setSequenceNumber(frame.getInt(SEQUENCE_AT));
        frame.readerIndex(BODY_AT);
        int unread = pdu instanceof PduResponse ? readResponse(pdu, frame) : readRequest(pdu, frame);
        return new Read(pdu, unread + readOptional(pdu, frame));
    }

    private static Pdu kind(int commandId) throws UnknownCommandIdException {
        var known = commandId < 0 ? response(commandId) : request(commandId);
        if (known == null) {
            throw new UnknownCommandIdException(null, String.format(Locale.ROOT, "unknown command_id 0x%x", commandId));
        }
        return known;
    }

    private static @Nullable Pdu request(int commandId) {
        return switch (commandId) {
            case 0x01 -> new BindReceiver();
            case 0x02 -> new BindTransmitter();
            case 0x03 -> new QuerySm();
            case 0x04 -> new SubmitSm();
            case 0x05 -> new DeliverSm();
            case 0x06 -> new Unbind();
            case 0x07 -> new ReplaceSm();
            case 0x08 -> new CancelSm();
            case 0x09 -> new BindTransceiver();
            case 0x15 -> new EnquireLink();
            case 0x102 -> new AlertNotification();
            case 0x103 -> new DataSm();
            default -> null;
        };
    }

    private static @Nullable Pdu response(int commandId) {
        return switch (commandId) {
            case 0x80000000 -> new GenericNack();
            case 0x80000001 -> new BindReceiverResp();
            case 0x80000002 -> new BindTransmitterResp();
            case 0x80000003 -> new QuerySmResp();
            case 0x80000004 -> new SubmitSmResp();
            case 0x80000005 -> new DeliverSmResp();
            case 0x80000006 -> new UnbindResp();
            case 0x80000007 -> new ReplaceSmResp();
            case 0x80000008 -> new CancelSmResp();
            case 0x80000009 -> new BindTransceiverResp();
            case 0x80000015 -> new EnquireLinkResp();
            case 0x80000103 -> new DataSmResp();
            default -> null;
        };
    }

    /** A body that cannot be read costs at most what stands in it. */
    private static int readResponse(Pdu pdu, ByteBuf frame) {
        try {
            pdu.readBody(frame);
            return 0;
        } catch (UnrecoverablePduException | RecoverablePduException | RuntimeException e) {
            frame.readerIndex(BODY_AT);
            if (pdu instanceof BaseSmResp answer) {
                // Its closing NUL was forgotten.
                answer.setMessageId(frame.toString(StandardCharsets.ISO_8859_1));
            }
            int body = frame.readableBytes();
            frame.readerIndex(frame.writerIndex());
            return body;
        }
    }

    private static int readRequest(Pdu pdu, ByteBuf frame) throws Exception {
        try {
            pdu.readBody(frame);
            return 0;
        } catch (IndexOutOfBoundsException e) {
            if (!(pdu instanceof BaseSm<?> message) || !endsWithoutItsNul(message, frame)) {
                throw e;
            }
            return 1;
        }
    }

    /** Whether sm_length counts one closing NUL that was not written: the text is complete without it. */
    private static boolean endsWithoutItsNul(BaseSm<?> message, ByteBuf frame) throws Exception {
        var withNul = new byte[frame.writerIndex() + 1];
        frame.getBytes(0, withNul, 0, frame.writerIndex());
        try {
            message.readBody(Unpooled.wrappedBuffer(withNul).skipBytes(BODY_AT));
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
        frame.readerIndex(frame.writerIndex());
        byte[] text = message.getShortMessage();
        return text != null && text.length > 1;
    }

    /** @return how many octets were not understood */
    private static int readOptional(Pdu pdu, ByteBuf frame) {
        int behind = frame.readerIndex();
        // A closing NUL that sm_length does not count stands before the parameters.
        boolean nulBefore = frame.isReadable() && frame.getByte(behind) == 0 && !fits(frame, behind);
        int start = nulBefore && fits(frame, behind + 1) ? behind + 1 : behind;
        frame.readerIndex(start);
        while (frame.readableBytes() >= TLV_HEADER) {
            int at = frame.readerIndex();
            int length = frame.getUnsignedShort(at + 2);
            if (length > frame.readableBytes() - TLV_HEADER) {
                break;
            }
            var value = new byte[length];
            frame.getBytes(at + TLV_HEADER, value);
            pdu.addOptionalParameter(new Tlv(frame.getShort(at), value));
            frame.skipBytes(TLV_HEADER + length);
        }
        return start - behind + frame.readableBytes();
    }

    /** Whether optional parameters fill the rest exactly. */
    private static boolean fits(ByteBuf frame, int from) {
        int at = from;
        while (frame.writerIndex() - at >= TLV_HEADER) {
            at += TLV_HEADER + frame.getUnsignedShort(at + 2);
        }
        return at == frame.writerIndex();
    }
}

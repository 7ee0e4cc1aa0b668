package cn.smspay.sms.pdu;

import com.cloudhopper.smpp.pdu.Pdu;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Writes a PDU straight into one pooled buffer of the right size. */
public final class PduEncoder extends MessageToByteEncoder<Pdu> {
    public PduEncoder() {
        super(Pdu.class);
    }

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext context, Pdu pdu, boolean preferDirect) {
        return context.alloc().ioBuffer(pdu.calculateAndSetCommandLength());
    }

    @Override
    protected void encode(ChannelHandlerContext context, Pdu pdu, ByteBuf out) throws Exception {
        out.writeInt(pdu.getCommandLength());
        out.writeInt(pdu.getCommandId());
        out.writeInt(pdu.getCommandStatus());
        out.writeInt(pdu.getSequenceNumber());
        pdu.writeBody(out);
        pdu.writeOptionalParameters(out, SilentContext.INSTANCE);
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.PduDecoder;
import cn.smspay.sms.pdu.PduEncoder;
import cn.smspay.sms.pdu.UnreadablePdu;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.flush.FlushConsolidationHandler;

/** The handlers between a socket and a session, the same for both ends of a bind. */
public final class SmppPipeline {
    /** Above this much unsent output we stop reading and submitting: the peer does not read. */
    private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

    private static final int FLUSHES_JOINED = 256;

    private SmppPipeline() {}

    /** Adds the handlers; {@code session} gets a {@code Pdu}, an {@link UnreadablePdu} or a {@link BrokenStream} at a time. */
    public static void install(Channel channel, ChannelHandler session) {
        // Nagle's algorithm held single answers back for about 90 ms.
        channel.config().setOption(ChannelOption.TCP_NODELAY, true);
        channel.config().setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT);
        channel.pipeline()
                .addLast("flush", new FlushConsolidationHandler(FLUSHES_JOINED))
                .addLast("decode", new PduDecoder())
                .addLast("encode", new PduEncoder())
                .addLast("session", session);
    }
}

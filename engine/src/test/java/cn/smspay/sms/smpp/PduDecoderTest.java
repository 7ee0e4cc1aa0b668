package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.Pdu;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PduDecoderTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new PduDecoder());

    @Test
    void makesOneThingOfEachFrameWhateverIsInIt() {
        long seed = 17;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var body = new byte[random.nextInt(80)];
            random.nextBytes(body);
            var command = random.nextBoolean() ? random.nextInt(0x16) : 0x80000000 | random.nextInt(0x16);
            var buffer = Unpooled.wrappedBuffer(RawSmsc.pdu(command, 0, random.nextInt(), body));

            channel.writeInbound(buffer);

            Object read = channel.readInbound();
            assertEquals(true, read instanceof Pdu || read instanceof Unreadable, "seed " + seed + " round " + round);
            assertNull(channel.readInbound());
            assertEquals(0, buffer.refCnt());
        }
    }

    @Test
    void dropsEverythingBehindABrokenLength() {
        channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 1}), Unpooled.wrappedBuffer(new byte[100]));

        assertEquals(new BrokenStream(1), channel.readInbound());
        assertNull(channel.readInbound());
    }

    @Test
    void readsABindRefusalWithoutABody() {
        channel.writeInbound(Unpooled.wrappedBuffer(RawSmsc.pdu(RawSmsc.BIND_TRANSCEIVER_RESP, 0x0E, 1)));

        assertEquals(
                0x0E,
                assertInstanceOf(BindTransceiverResp.class, channel.readInbound())
                        .getCommandStatus());
    }

    @Test
    void readsTheLongestFrameItAllows() {
        var payload = new byte[PduDecoder.FRAME_OCTETS_MAX - RawSmsc.deliverSm(1, "").length - 4];
        var pdu = RawSmsc.deliverSm(1, "");
        var frame = java.nio.ByteBuffer.allocate(PduDecoder.FRAME_OCTETS_MAX)
                .put(pdu)
                .putShort(Tag.MESSAGE_PAYLOAD)
                .putShort((short) payload.length)
                .putInt(0, PduDecoder.FRAME_OCTETS_MAX);

        channel.writeInbound(Unpooled.wrappedBuffer(frame.array()));

        var read = assertInstanceOf(DeliverSm.class, channel.readInbound());
        assertEquals(
                payload.length, read.getOptionalParameter(Tag.MESSAGE_PAYLOAD).getUnsignedLength());
    }
}

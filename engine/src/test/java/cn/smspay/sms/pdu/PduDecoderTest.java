package cn.smspay.sms.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.sms.smpp.RawSmsc;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PduDecoderTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new PduDecoder());

    @Test
    void makesOnePduOrOneRefusalOfEachFrameWhateverIsInIt() {
        long seed = 17;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var body = new byte[random.nextInt(80)];
            random.nextBytes(body);
            var command = random.nextBoolean() ? random.nextInt(0x16) : 0x80000000 | random.nextInt(0x16);
            var buffer = Unpooled.wrappedBuffer(RawSmsc.pdu(command, 0, random.nextInt(), body));

            channel.writeInbound(buffer);

            Object read = channel.readInbound();
            if (read instanceof PduDecoder.Leftover) {
                read = channel.readInbound();
            }
            assertEquals(
                    true, read instanceof Pdu || read instanceof UnreadablePdu, "seed " + seed + " round " + round);
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

    @ParameterizedTest
    @CsvSource({
        // text, sm_length, what stands behind it, octets left over, optional parameters
        "CX, 2, 00, 1, 0",
        "CX, 2, 0000000000, 1, 1",
        "CX, 2, ffff, 2, 0",
        "CX, 2, 1401000a616263, 7, 0",
        "CX, 2, 14010001ff1401, 2, 1",
        "CX, 2, 14010001ff140100, 3, 1",
        "CX, 2, 0014010001ff, 1, 1",
        "CX, 2, 0014010001ff02040002aabb, 1, 2",
        "CX, 3, '', 1, 0",
        "CX, 2, '', 0, 0",
        "CX, 2, 14010001ff, 0, 1",
        "CX, 2, 14010000, 0, 1",
    })
    void takesAMessageWhateverStandsBehindItsMandatoryPart(
            String text, int claimed, String behind, int left, int parameters) {
        channel.writeInbound(Unpooled.wrappedBuffer(cn.smspay.testing.RawSmsc.deliver("138", "106")
                .text(text)
                .claiming(claimed)
                .tail(behind)
                .pdu()));

        Object first = channel.readInbound();
        if (left > 0) {
            assertEquals(new PduDecoder.Leftover(left), first);
            first = channel.readInbound();
        }
        var read = assertInstanceOf(DeliverSm.class, first);
        assertEquals(text, new String(read.getShortMessage(), StandardCharsets.ISO_8859_1).replace("\0", ""));
        assertEquals(parameters, read.getOptionalParameterCount());
    }

    @ParameterizedTest
    @CsvSource({"200, CX", "4, CX", "1, ''", "2, ''"})
    void refusesAMessageThatEndsInItsMandatoryPart(int claimed, String text) {
        var pdu = cn.smspay.testing.RawSmsc.deliver("138", "106")
                .text(text)
                .claiming(claimed)
                .pdu();

        channel.writeInbound(Unpooled.wrappedBuffer(pdu));

        assertEquals(
                CommandStatus.INVALID_COMMAND_LENGTH,
                assertInstanceOf(UnreadablePdu.class, channel.readInbound()).status());
    }

    @ParameterizedTest
    @CsvSource({
        // body, message id
        "373800, 78",
        "37380000, 78",
        "3738, 78",
        "'', ",
        "00, ''",
        "373800ffff, 78",
        "373800140100ff00, 78",
    })
    void judgesAResponseByItsHeader(String body, @Nullable String id) {
        channel.writeInbound(Unpooled.wrappedBuffer(
                RawSmsc.pdu(0x80000004, 0, 7, HexFormat.of().parseHex(body))));

        Object first = channel.readInbound();
        var read = assertInstanceOf(
                SubmitSmResp.class, first instanceof PduDecoder.Leftover ? channel.readInbound() : first);
        assertEquals(7, read.getSequenceNumber());
        assertEquals(id, read.getMessageId());
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

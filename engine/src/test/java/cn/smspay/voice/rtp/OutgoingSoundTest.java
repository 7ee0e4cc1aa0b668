package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutgoingSoundTest {
    private static final int LEAD_IN = 1600;
    private static final byte WORD = 0x11;

    private final ByteBuf packet = Unpooled.buffer();
    private final OutgoingSound outgoing = new OutgoingSound(packet, new Random(1));

    private static Sdp remote(String types, String attributes) {
        return Sdp.read("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP "
                        + types + "\r\n" + attributes)
                .orElseThrow();
    }

    private static byte[] words(int samples) {
        var words = new byte[samples];
        Arrays.fill(words, WORD);
        return words;
    }

    private RtpHeader header() {
        return RtpHeader.read(packet).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"a=ptime:10, 10", "'', 20", "a=ptime:40, 40", "a=ptime:60, 60", "a=ptime:200, 60", "a=maxptime:30, 20"})
    void aPacketHoldsAsMuchAsTheOtherSideWants(String attribute, int millis) {
        var remote = remote("8", attribute + "\r\n");
        outgoing.speak(List.of(words(8 * 60)));

        assertTrue(outgoing.next(remote));
        long before = header().timestamp();
        assertEquals(8 * millis, packet.readableBytes());
        assertTrue(outgoing.next(remote));

        assertEquals((before + 8L * millis) & 0xFFFFFFFFL, header().timestamp());
    }

    @Test
    void theFirstWordsComeAfterAMomentOfSilenceAndTheLaterOnesAtOnce() {
        var remote = remote("8", "");
        outgoing.speak(List.of(words(160)));
        var heard = new ArrayList<Byte>();
        for (int i = 0; i <= LEAD_IN / 160; i++) {
            assertFalse(outgoing.spoken());
            outgoing.next(remote);
            header();
            heard.add(packet.readByte());
        }

        assertEquals(WORD, heard.get(LEAD_IN / 160));
        assertTrue(heard.subList(0, LEAD_IN / 160).stream().allMatch(each -> each == G711.ALAW_SILENCE));
        assertTrue(outgoing.spoken());
        assertFalse(outgoing.spoken(), "told once");
        outgoing.speak(List.of(words(160)));
        outgoing.next(remote);
        header();
        assertEquals(WORD, packet.readByte());
    }

    @Test
    void whatIsHushedIsNeverSpokenToItsEnd() {
        var remote = remote("8", "");
        outgoing.speak(List.of(words(LEAD_IN)));
        outgoing.next(remote);

        outgoing.hush();

        for (int i = 0; i < 30; i++) {
            outgoing.next(remote);
            assertFalse(outgoing.spoken());
            header();
            assertEquals(G711.ALAW_SILENCE, packet.readByte());
        }
    }

    @Test
    void silenceIsDescribedTwiceASecondOrSoWhereTheOtherSideTakesComfortNoise() {
        var remote = remote("8 13", "");
        var sent = new ArrayList<Integer>();
        long first = -1;
        for (int i = 0; i < 60; i++) {
            if (outgoing.next(remote)) {
                var header = header();
                assertEquals(Sdp.COMFORT_NOISE, header.payloadType());
                assertEquals(1, packet.readableBytes());
                first = first < 0 ? header.timestamp() : first;
                assertEquals((first + 160L * i) & 0xFFFFFFFFL, header.timestamp());
                sent.add(i);
            }
        }

        assertEquals(List.of(0, 20, 40), sent, "every 400 ms");
        assertEquals(3, outgoing.packets());
        outgoing.speak(List.of(words(160)));
        assertTrue(outgoing.next(remote));
        assertTrue(header().marker(), "sound after silence is marked");
    }

    @Test
    void whoTakesUlawGetsUlawByTheNumberHeGaveIt() {
        var remote = remote("96", "a=rtpmap:96 PCMU/8000\r\n");
        outgoing.next(remote);

        assertEquals(96, header().payloadType());
        assertEquals(G711.ulawOfAlaw(G711.ALAW_SILENCE), packet.readByte());
    }
}

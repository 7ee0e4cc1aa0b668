package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

final class TelephoneEventsTest {
    private final TelephoneEvents events = new TelephoneEvents();
    private final StringBuilder heard = new StringBuilder();

    private int sequence = 65530;

    private void packet(long timestamp, boolean marker, int event, boolean end, int duration) {
        packet(sequence++, timestamp, marker, block(event, end, duration));
    }

    private void packet(int number, long timestamp, boolean marker, ByteBuf payload) {
        var header = new RtpHeader(101, marker, number & 0xFFFF, timestamp, 99);
        events.read(header, payload, key -> heard.append((char) key));
    }

    private static ByteBuf block(int event, boolean end, int duration) {
        return Unpooled.buffer().writeByte(event).writeByte(end ? 0x8A : 0x0A).writeShort(duration);
    }

    /** A press as the book has it: the same timestamp, a growing duration, the end three times. */
    private void press(long timestamp, int event) {
        packet(timestamp, true, event, false, 160);
        packet(timestamp, false, event, false, 320);
        packet(timestamp, false, event, true, 480);
        packet(timestamp, false, event, true, 480);
        packet(timestamp, false, event, true, 480);
    }

    @Test
    void hearsOneKeyPerPress() {
        press(1000, 1);
        press(9000, 1);
        press(17000, 10);
        press(25000, 11);

        assertEquals("11*#", heard.toString());
    }

    @Test
    void hearsAKeyWhoseFirstPacketsAreLost() {
        packet(1000, false, 5, false, 640);
        packet(1000, false, 5, true, 800);

        assertEquals("5", heard.toString());
    }

    @Test
    void hearsTheNextKeyWhenTheEndOfTheLastIsLost() {
        packet(1000, true, 5, false, 160);
        packet(1000, false, 5, false, 320);
        packet(9000, true, 5, false, 160);
        packet(17000, false, 6, false, 160);

        assertEquals("556", heard.toString());
    }

    @Test
    void tellsPressesApartWhenTheTimestampNeverChanges() {
        press(0, 4);
        press(0, 4);
        press(0, 2);

        assertEquals("442", heard.toString());
    }

    @Test
    void hearsOneKeyWhenTheTimestampChangesWithEveryPacket() {
        packet(1000, true, 3, false, 160);
        packet(1160, false, 3, false, 320);
        packet(1320, false, 3, false, 480);
        packet(1480, false, 3, true, 640);
        packet(9000, true, 3, false, 160);

        assertEquals("33", heard.toString());
    }

    @Test
    void hearsOneKeyThatIsHeldForTenSeconds() {
        packet(1000, true, 7, false, 160);
        packet(1000, false, 7, false, 65535);
        packet(66535, false, 7, false, 160);
        packet(66535, false, 7, true, 8000);

        assertEquals("7", heard.toString());
    }

    @Test
    void ignoresFlashAndShortPackets() {
        packet(1000, true, 16, false, 160);
        packet(sequence, 2000, true, Unpooled.buffer().writeByte(1));

        assertEquals("", heard.toString());
    }

    @Test
    void hearsOneKeyWhenPacketsComeInAnotherOrderOrTwice() {
        int[] came = {1, 3, 2, 4, 4, 7, 5, 6, 1};
        for (int number : came) {
            packet(number, 1000, number == 1, block(5, number >= 5, 160 * Math.min(number, 5)));
        }

        assertEquals("5", heard.toString());
    }

    @Test
    void hearsOneKeyWhenTheRepeatsOfTheEndHaveNewTimestamps() {
        packet(1000, true, 5, false, 160);
        packet(1000, false, 5, false, 320);
        packet(1000, false, 5, false, 480);
        packet(1160, false, 5, true, 640);
        packet(1320, false, 5, true, 640);
        packet(1480, false, 5, true, 640);
        press(9000, 5);

        assertEquals("55", heard.toString());
    }

    @Test
    void hearsOneKeyWhoseDurationStartsAgain() {
        packet(1000, true, 7, false, 160);
        packet(1000, false, 7, false, 65440);
        packet(1000, false, 7, false, 64);
        packet(1000, false, 7, true, 224);

        assertEquals("7", heard.toString());
    }

    @Test
    void hearsEveryEventOfAPacketOnce() {
        for (int repeat = 0; repeat < 3; repeat++) {
            packet(sequence++, 1000, repeat == 0, Unpooled.wrappedBuffer(block(1, true, 800), block(2, true, 800)));
        }
        packet(9000, true, 1, false, 160);

        assertEquals("121", heard.toString());
    }

    @Test
    void takesFillingForNoEvent() {
        packet(
                sequence++,
                1000,
                true,
                Unpooled.wrappedBuffer(block(1, true, 800), Unpooled.buffer().writeZero(32)));

        assertEquals("1", heard.toString());
    }

    @Test
    void hearsASenderWhoStartsAnew() {
        sequence = 30000;
        press(1000, 3);
        sequence = 10;
        press(500, 3);

        assertEquals("33", heard.toString());
    }
}

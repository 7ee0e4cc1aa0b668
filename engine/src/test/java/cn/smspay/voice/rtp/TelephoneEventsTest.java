package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

final class TelephoneEventsTest {
    private final TelephoneEvents events = new TelephoneEvents();
    private final StringBuilder heard = new StringBuilder();

    private void packet(long timestamp, boolean marker, int event, boolean end, int duration) {
        var payload = Unpooled.buffer();
        payload.writeByte(event).writeByte(end ? 0x8A : 0x0A).writeShort(duration);
        events.read(timestamp, marker, payload).ifPresent(key -> heard.append((char) key));
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
        events.read(2000, true, Unpooled.buffer().writeByte(1));

        assertEquals("", heard.toString());
    }
}

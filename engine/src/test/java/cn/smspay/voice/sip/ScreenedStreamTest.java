package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@link ScreenedStream} cuts a connection into messages, whatever pieces it comes in. */
final class ScreenedStreamTest {
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
    private final List<Integer> timeouts = new ArrayList<>();

    /** A connection that is not there: only its times are set and its peer is asked. */
    private final Socket socket = new Socket() {
        @Override
        public InetAddress getInetAddress() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public int getPort() {
            return 5070;
        }

        @Override
        public void setSoTimeout(int millis) {
            timeouts.add(millis);
        }
    };

    private static String options(String version, String length, String body) {
        return "OPTIONS sip:12588@127.0.0.1 SIP/" + version + "\r\nVia: SIP/2.0/TCP 127.0.0.1;branch=z9hG4bKx\r\n"
                + "From: <sip:a@b.example>;tag=f\r\nTo: <sip:b@c.example>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n"
                + "Max-Forwards: 70\r\n" + (length.isEmpty() ? "" : "Content-Length: " + length + "\r\n") + "\r\n"
                + body;
    }

    private String read(int piece, String said) throws IOException {
        var octets = said.getBytes(StandardCharsets.UTF_8);
        var pieces = new ArrayList<InputStream>();
        for (int at = 0; at < octets.length; at += piece) {
            pieces.add(new ByteArrayInputStream(octets, at, Math.min(piece, octets.length - at)));
        }
        var in = new SequenceInputStream(Collections.enumeration(pieces));
        var stream = new ScreenedStream(in, answered, socket, "TCP", MonotonicClock.system());
        var passed = new ByteArrayOutputStream();
        for (int c = stream.read(); c >= 0; c = stream.read()) {
            passed.write(c);
        }
        return passed.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100, 100_000})
    void messagesPassWholeInWhateverPieces(int piece) throws IOException {
        var first = options("2.0", "5", "支\r\n");
        var second = options("2.0", "0", "");

        assertEquals(first + second, read(piece, first + second));
        assertEquals("", answered.toString(StandardCharsets.UTF_8));
        assertTrue(timeouts.get(timeouts.size() - 1) == 0, "who has spoken has time: " + timeouts);
    }

    @Test
    void whatTheScreenAnswersDoesNotPassAndTheNextDoes() throws IOException {
        var good = options("2.0", "0", "");

        assertEquals(good, read(50, options("7.0", "0", "") + good));
        assertTrue(
                answered.toString(StandardCharsets.UTF_8).startsWith("SIP/2.0 505 "),
                answered.toString(StandardCharsets.UTF_8));
    }

    /** RFC 5626 4.4.1: two line breaks ask, one is the answer to our own question. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "2, 1", "3, 1", "4, 2"})
    void aPingIsAnsweredAlsoBeforeTheFirstMessage(int breaks, int pongs) throws IOException {
        for (int piece : new int[] {1, 2, 1000}) {
            answered.reset();
            var good = options("2.0", "0", "");
            assertEquals(good, read(piece, "\r\n".repeat(breaks) + good));
            assertEquals("\r\n".repeat(pongs), answered.toString(StandardCharsets.UTF_8));
        }
    }

    @Test
    void aSingleBreakBetweenMessagesIsNoHalfPing() throws IOException {
        var good = options("2.0", "0", "");
        assertEquals(good + good + good, read(9, good + "\r\n" + good + "\r\n" + good));
        assertEquals("", answered.toString(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"many, 400", "-1, 400", "123456789, 400", "16384, 513"})
    void whoseNextMessageCannotBeFoundIsAnsweredAndHungUpOn(String length, int status) {
        assertThrows(IOException.class, () -> read(1000, options("2.0", length, "x")));
        assertTrue(
                answered.toString(StandardCharsets.UTF_8).startsWith("SIP/2.0 " + status + " "),
                answered.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aHeadWithoutAnEndIsCutOff() throws IOException {
        var head = options("2.0", "", "").stripTrailing() + "\r\nX: ";
        assertEquals("", read(1000, head), "not whole, and the peer is gone");
        assertThrows(IOException.class, () -> read(1000, head + "x".repeat(SipScreen.LENGTH_MAX)));
    }

    @Test
    void whatEndsInTheMiddleIsNoMessage() throws IOException {
        var good = options("2.0", "0", "");
        assertEquals(good, read(1000, good + options("2.0", "9", "half")));
    }
}

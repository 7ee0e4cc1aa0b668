package cn.smspay.ops.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LineChannelTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int MOST = 5_000;

    private SocketChannel peer;
    private LineChannel lines;

    @BeforeEach
    void connect() throws IOException {
        try (var listening = ServerSocketChannel.open()) {
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            peer = SocketChannel.open(listening.getLocalAddress());
            lines = new LineChannel(listening.accept(), MOST);
        }
    }

    @AfterEach
    void close() throws IOException {
        lines.close();
        peer.close();
    }

    private void says(String text) throws IOException {
        var octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (octets.hasRemaining()) {
            peer.write(octets);
        }
    }

    @Test
    void linesComeOneByOneHoweverTheyWereSent() throws IOException {
        says("one\n\ntwo 钱\nth");

        assertEquals(Optional.of("one"), lines.read(LONG));
        assertEquals(Optional.of(""), lines.read(LONG));
        assertEquals(Optional.of("two 钱"), lines.read(LONG));
        says("ree\n");
        assertEquals(Optional.of("three"), lines.read(LONG));
        peer.close();
        assertEquals(Optional.empty(), lines.read(LONG));
    }

    @Test
    void aLineThatEndsInTheMiddleIsNone() throws IOException {
        says("half");
        peer.close();

        assertThrows(EOFException.class, () -> lines.read(LONG));
    }

    @Test
    void aLineHasItsLength() throws IOException {
        says("x".repeat(MOST) + "\n");
        assertEquals(MOST, lines.read(LONG).orElseThrow().length());

        says("x".repeat(2 * MOST));

        assertEquals(
                "a line is longer than 5000 octets",
                assertThrows(LineChannel.TooLong.class, () -> lines.read(LONG)).getMessage());
    }

    @Test
    void whoSaysNothingOrReadsNothingIsTooSlow() {
        assertThrows(SocketTimeoutException.class, () -> lines.read(Duration.ofMillis(20)));
        assertThrows(SocketTimeoutException.class, () -> lines.write("x".repeat(50_000_000), Duration.ofMillis(20)));
    }

    @Test
    void aLongLineIsWrittenWhole() throws Exception {
        var text = "y".repeat(1_000_000);
        var reader = new Thread(() -> {
            var room = ByteBuffer.allocate(1_000_001);
            try {
                while (room.hasRemaining()) {
                    peer.read(room);
                }
                peer.write(ByteBuffer.wrap(
                        (room.get(1_000_000) == '\n' ? "all\n" : "other\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        reader.start();

        lines.write(text, LONG);

        assertEquals(Optional.of("all"), lines.read(LONG));
        reader.join();
    }
}

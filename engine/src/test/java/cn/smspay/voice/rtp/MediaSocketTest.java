package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much a {@link MediaSocket} reads at one look, and what ends that. */
@Timeout(60)
final class MediaSocketTest {
    private final MediaLoops loops = new MediaLoops(1);
    private final MediaLoops.Slot slot = loops.place();
    private final List<Integer> heard = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private long nanos;
    private int odd = -1;
    private DatagramChannel channel;
    private DatagramSocket phone;
    private Selector selector;
    private SelectionKey key;
    private MediaSocket socket;

    private final class Figures implements MediaFigures {
        @Override
        public void fault() {
            told.add("fault");
        }

        @Override
        public void gap(long nanos) {
            told.add("gap");
        }

        @Override
        public void strangePacket() {
            told.add("strange");
        }

        @Override
        public void key(DtmfKind kind) {
            told.add("key");
        }
    }

    @BeforeEach
    void open() throws Exception {
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        phone = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
        socket = new MediaSocket(channel, slot, new Figures(), () -> nanos, (from, content) -> {
            int number = content.readUnsignedByte();
            heard.add(number);
            if (number == odd) {
                throw new IllegalStateException("odd");
            }
            if (number == 100) {
                socket.close();
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        selector.close();
        channel.close();
        phone.close();
        loops.close();
    }

    private void send(int... numbers) throws Exception {
        for (int number : numbers) {
            phone.send(new DatagramPacket(new byte[] {(byte) number}, 1, channel.getLocalAddress()));
        }
    }

    private void send(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            send(new int[] {i});
        }
    }

    /** A look on this thread, as the loop has them. */
    private void look(long after) throws Exception {
        nanos += after;
        var done = new CompletableFuture<Void>();
        slot.loop().execute(() -> {
            socket.handle(channel, key);
            done.complete(null);
        });
        done.get(20, TimeUnit.SECONDS);
    }

    /** One packet is due every 20 ms; only who is late looks for more. */
    @ParameterizedTest
    @CsvSource({"0, 1", "20000000, 1", "25000000, 1", "25000001, 16", "1000000000, 16"})
    void aLookInTimeReadsOnePacketAndALateOneSixteen(long after, int read) throws Exception {
        send(20);
        look(after);

        assertEquals(read, heard.size());
    }

    @Test
    void lateIsWhoHasNotLookedSinceTheLastLook() throws Exception {
        send(20);
        look(26_000_000);
        look(20_000_000);

        assertEquals(17, heard.size());
        look(26_000_000);
        assertEquals(20, heard.size(), "and there are no more");
    }

    @Test
    void whoHangsUpMeanwhileHearsNoMore() throws Exception {
        send(new int[] {1, 100, 2});
        look(1_000_000_000);

        assertEquals(List.of(1, 100), heard);
    }

    @Test
    void aPacketThatCannotBeReadIsAFaultAndTheNextIsHeard() throws Exception {
        odd = 2;
        send(new int[] {1, 2, 3});
        look(1_000_000_000);
        assertEquals(List.of("fault"), List.copyOf(told));
        assertEquals(List.of(1, 2), heard);

        look(1);
        assertEquals(List.of(1, 2, 3), heard);
    }

    @Test
    void aSocketThatIsGoneIsNoFaultOfOurs() throws Exception {
        channel.close();
        look(1);

        assertEquals(List.of(), List.copyOf(told));
        assertEquals(List.of(), heard);
    }

    /** The loop itself looks, from the registration to the close. */
    @Test
    void whatListensHearsUntilItIsClosed() throws Exception {
        selector.close();
        var ear = new LinkedBlockingQueue<Integer>();
        var other = new MediaSocket(
                channel, slot, new Figures(), () -> nanos, (from, content) -> ear.add((int) content.readByte()));
        other.listen();
        send(new int[] {7});
        assertEquals(7, ear.poll(20, TimeUnit.SECONDS));

        var closed = new CompletableFuture<Void>();
        slot.loop().execute(() -> {
            other.close();
            closed.complete(null);
        });
        closed.get(20, TimeUnit.SECONDS);
        send(new int[] {8});
        var later = new CompletableFuture<Void>();
        slot.loop().schedule(() -> later.complete(null), 60, TimeUnit.MILLISECONDS);
        later.get(20, TimeUnit.SECONDS);

        assertTrue(ear.isEmpty());
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.SipException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for whom in {@link Outgoing}, and what becomes of requests to a peer that is not there. */
@Timeout(60)
final class OutgoingTest {
    private final Outgoing outgoing = new Outgoing(MonotonicClock.system());
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        outgoing.close();
    }

    private String next() throws InterruptedException {
        var next = done.poll(20, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing more was done");
        return next;
    }

    private void send(String peer, String what) {
        outgoing.send(peer, () -> done.add(what), () -> done.add(what + " failed"));
    }

    @Test
    void whatGoesToOnePeerGoesInItsOrder() throws Exception {
        for (int i = 0; i < 100; i++) {
            send("a", "a" + i);
        }
        for (int i = 0; i < 100; i++) {
            assertEquals("a" + i, next());
        }
    }

    @Test
    void onePeerThatHangsKeepsNoOtherWaiting() throws Exception {
        var gate = new CountDownLatch(1);
        outgoing.send(
                "slow",
                () -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                () -> done.add("slow failed"));
        send("slow", "behind");
        send("other", "other");
        assertEquals("other", next());
        gate.countDown();
        assertEquals("behind", next());
    }

    /** It is not tried again for a while: those behind the first are told at once, those of other peers are sent. */
    @Test
    void aPeerThatCannotBeReachedRests() throws Exception {
        outgoing.send(
                "gone",
                () -> {
                    throw new SipException("nobody there");
                },
                () -> done.add("first failed"));
        send("gone", "second");
        assertEquals(List.of("first failed", "second failed"), List.of(next(), next()));
        send("gone", "third");
        assertEquals("third failed", next());
        send("there", "fourth");
        assertEquals("fourth", next());
    }

    @Test
    void aFaultOfOursIsAFailureOfThatRequestAlone() throws Exception {
        outgoing.send(
                "a",
                () -> {
                    throw new IllegalStateException("ours");
                },
                () -> done.add("failed"));
        assertEquals("failed", next());
    }

    @Test
    void whatIsQueuedGoesFirstAndWhatComesAfterTheEndFails() throws Exception {
        send("a", "last words");
        outgoing.drain(Duration.ofSeconds(20));
        assertEquals("last words", next());
        send("a", "too late");
        assertEquals("too late failed", next());
    }

    @Test
    void onlyItsThreadsMayConnect() throws Exception {
        outgoing.send("a", () -> done.add(Thread.currentThread().getClass().getSimpleName()), () -> done.add("failed"));
        assertEquals(Outgoing.ConnectThread.class.getSimpleName(), next());
    }
}

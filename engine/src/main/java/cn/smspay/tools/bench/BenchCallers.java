package cn.smspay.tools.bench;

import cn.smspay.base.Latencies;
import cn.smspay.voice.rtp.G711;
import cn.smspay.voice.rtp.Pacing;
import cn.smspay.voice.rtp.RtpHeader;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Many callers of few words for {@link CallBench}: one socket for their SIP, two for their sound, a thread for each. A
 * packet's caller is known by the port it comes from.
 */
final class BenchCallers implements AutoCloseable {
    static final String THREAD = "bench-";
    private static final int SOUND_SOCKETS = 2;
    /**
     * How often a socket is looked at. A thread that slept in it would be woken for every packet, which costs our side
     * more than sending it.
     */
    private static final long LOOK_NANOS = 300_000;

    private static final int BUFFER = 8 * 1024 * 1024;
    private static final Pattern CALL_ID = Pattern.compile("(?im)^Call-ID: *bench-([0-9]+)");
    private static final Pattern AUDIO = Pattern.compile("m=audio ([0-9]+)");
    private static final Pattern TAG = Pattern.compile("(?im)^To:.*tag=([^;\\s]+)");
    private static final Duration DIAL_PATIENCE = Duration.ofSeconds(20);

    private final InetSocketAddress server;
    /** Keeps these calls apart from those of an earlier run, which a server remembers for half a minute. */
    private final String run = Long.toString(System.nanoTime(), 36);

    private final CallBench.Phones phones;
    private final DatagramChannel sip;
    private final List<DatagramChannel> sound = new ArrayList<>();
    private final Caller[] callers;
    private final @Nullable Caller[] byServerPort = new Caller[65536];
    private final CountDownLatch allAnswered;
    private final Pacing gaps = new Pacing();
    private final AtomicLong keysPressed = new AtomicLong();
    /** Of all talk so far: the clock of the sound that callers send. */
    private long turns;

    /** One of them. Its fields are written by one thread each. */
    private static final class Caller {
        final int number;
        volatile long dialledNanos;
        volatile long answeredNanos;
        volatile String tag = "";
        volatile int serverPort;
        long heardNanos;
        int sequence;

        Caller(int number) {
            this.number = number;
        }
    }

    BenchCallers(int serverPort, int calls, CallBench.Phones phones) throws IOException {
        this.server = new InetSocketAddress("127.0.0.1", serverPort);
        this.phones = phones;
        this.callers = new Caller[calls];
        Arrays.setAll(callers, Caller::new);
        this.allAnswered = new CountDownLatch(calls);
        this.sip = open();
        run("sip", this::listenToSip);
        for (int i = 0; i < SOUND_SOCKETS; i++) {
            var socket = open();
            socket.configureBlocking(false);
            sound.add(socket);
            run("sound" + i, () -> listenToSound(socket));
        }
    }

    private static DatagramChannel open() throws IOException {
        var channel = DatagramChannel.open();
        channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, BUFFER);
        return channel.bind(new InetSocketAddress("127.0.0.1", 0));
    }

    /** Work that ends when its socket is closed. */
    private interface Listening {
        void listen() throws IOException;
    }

    private void run(String name, Listening work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.listen();
                    } catch (ClosedChannelException e) {
                        // The bench is over.
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                THREAD + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static int port(DatagramChannel channel) {
        try {
            return ((InetSocketAddress) channel.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void listenToSip() throws IOException {
        var buffer = ByteBuffer.allocate(65536);
        while (true) {
            sip.receive(buffer.clear());
            var text = StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString();
            var id = CALL_ID.matcher(text);
            if (id.find() && text.startsWith("SIP/2.0 200") && text.contains("INVITE")) {
                answered(callers[Integer.parseInt(id.group(1))], text);
            } else if (text.startsWith("BYE")) {
                sip.send(ascii("SIP/2.0 200 OK\r\n" + text.substring(text.indexOf("\r\n") + 2)), server);
            }
        }
    }

    private void answered(Caller caller, String text) throws IOException {
        var tag = TAG.matcher(text);
        var audio = AUDIO.matcher(text);
        if (caller.answeredNanos == 0 && tag.find() && audio.find()) {
            caller.answeredNanos = System.nanoTime();
            caller.tag = tag.group(1);
            caller.serverPort = Integer.parseInt(audio.group(1));
            byServerPort[caller.serverPort] = caller;
            allAnswered.countDown();
        }
        send(caller, "ACK", 1, "");
    }

    private void listenToSound(DatagramChannel socket) throws IOException {
        var buffer = ByteBuffer.allocateDirect(2048);
        while (true) {
            var from = (InetSocketAddress) socket.receive(buffer.clear());
            if (from == null) {
                LockSupport.parkNanos(LOOK_NANOS);
                continue;
            }
            var caller = byServerPort[from.getPort()];
            if (caller == null) {
                continue;
            }
            long now = System.nanoTime();
            if (caller.heardNanos != 0) {
                gaps.gap(now - caller.heardNanos);
            }
            caller.heardNanos = now;
        }
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void send(Caller caller, String method, int number, String body) throws IOException {
        var tag = caller.tag.isEmpty() ? "" : ";tag=" + caller.tag;
        var text = method + " sip:12588@127.0.0.1:" + server.getPort() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + port(sip) + ";branch=z9hG4bK" + method + caller.number + run + "\r\n"
                + "From: <sip:b@127.0.0.1>;tag=b" + caller.number + "\r\nTo: <sip:12588@127.0.0.1>" + tag + "\r\n"
                + "Call-ID: bench-" + caller.number + "-" + run + "\r\nCSeq: " + number + " " + method + "\r\n"
                + "Contact: <sip:b@127.0.0.1:" + port(sip) + ">\r\nMax-Forwards: 70\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n") + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
        sip.send(ascii(text), server);
    }

    /** Dials them all at this pace and waits until they are answered, or not. */
    void dial(int perSecond) throws InterruptedException {
        long start = System.nanoTime();
        for (var caller : callers) {
            long due = start + caller.number * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            caller.dialledNanos = System.nanoTime();
            unchecked(() -> send(caller, "INVITE", 1, offer(caller)));
        }
        allAnswered.await(DIAL_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String offer(Caller caller) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
                + port(sound.get(caller.number % SOUND_SOCKETS))
                + " RTP/AVP 8 101" + (phones.comfortNoise() ? " 13" : "")
                + "\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:" + phones.packetMillis() + "\r\n";
    }

    private static void unchecked(Listening work) {
        try {
            work.listen();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** For so long, every caller presses a key now and then, and perhaps speaks all the time. */
    void talk(Duration length) {
        long start = System.nanoTime();
        long end = start + length.toNanos();
        // Every 5 ms a quarter of the callers has its turn.
        for (long due = start; due < end; due += 5_000_000) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            for (int i = (int) (turns % 4); i < callers.length; i += 4) {
                turn(callers[i], turns);
            }
            turns++;
        }
    }

    private void turn(Caller caller, long turn) {
        if (caller.serverPort == 0) {
            return;
        }
        // A key every four seconds, each caller at another moment.
        if ((turn / 4 + caller.number) % 200 == 0) {
            keysPressed.incrementAndGet();
            press(caller, turn);
        } else if (phones.upstream()) {
            var payload = new byte[160];
            Arrays.fill(payload, G711.ALAW_SILENCE);
            say(caller, 8, turn, payload);
        }
    }

    private void press(Caller caller, long turn) {
        for (int i = 1; i <= 6; i++) {
            say(caller, 101, turn, new byte[] {1, (byte) (i >= 4 ? 0x8A : 0x0A), 0, (byte) (40 * Math.min(i, 4))});
        }
    }

    private void say(Caller caller, int type, long turn, byte[] payload) {
        var packet = Unpooled.buffer(RtpHeader.BYTES + payload.length);
        new RtpHeader(type, false, caller.sequence++ & 0xFFFF, turn * 40, caller.number).write(packet);
        packet.writeBytes(payload);
        unchecked(() -> sound.get(caller.number % SOUND_SOCKETS)
                .send(packet.nioBuffer(), new InetSocketAddress(server.getAddress(), caller.serverPort)));
    }

    void hangUp() {
        for (var caller : callers) {
            if (caller.answeredNanos != 0) {
                unchecked(() -> send(caller, "BYE", 2, ""));
            }
        }
    }

    void forgetGaps() {
        gaps.deviations().clear();
    }

    Latencies gaps() {
        return gaps.deviations();
    }

    long keysPressed() {
        return keysPressed.get();
    }

    long answered() {
        return callers.length - allAnswered.getCount();
    }

    CallBench.Spread setUp() {
        var millis = Arrays.stream(callers)
                .filter(caller -> caller.answeredNanos != 0)
                .mapToDouble(caller -> (caller.answeredNanos - caller.dialledNanos) / 1e6)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            return new CallBench.Spread(0, 0, 0);
        }
        return new CallBench.Spread(
                millis[millis.length / 2], millis[millis.length * 99 / 100], millis[millis.length - 1]);
    }

    @Override
    public void close() throws IOException {
        sip.close();
        for (var socket : sound) {
            socket.close();
        }
    }
}

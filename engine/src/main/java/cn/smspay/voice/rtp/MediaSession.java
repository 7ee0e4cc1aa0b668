package cn.smspay.voice.rtp;

import cn.smspay.base.Threads;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of one call: sends a packet every 20 ms (or 10, 40, 60 where the other
 * side wants it so), words or silence, and hears keys. Everything happens on the loop of
 * its slot; all methods are to be called there, except the constructor.
 */
public final class MediaSession implements MediaLoops.Ticking {
    private static final Logger LOG = LoggerFactory.getLogger(MediaSession.class);
    private static final int SAMPLES_PER_MILLI = 8;
    private static final int TICK_MILLIS = 20;
    private static final int REPORT_TICKS = 250;
    /** A phone that sends nothing in silence may listen to two whole menus with their patience: 3 times 30 s. */
    private static final int PAUSES_FACTOR = 3;
    /** How loud our silence is, in decibels below the loudest (RFC 3389 3.1): a quiet room, so that the line does not seem dead. */
    private static final int NOISE_LEVEL = 65;
    /** A lost packet of noise is mended after so long, and ways through NAT stay open. */
    private static final int NOISE_EVERY_MILLIS = 400;

    /** 200 ms before the first word. */
    private static final byte[] LEAD_IN = new byte[200 * SAMPLES_PER_MILLI];

    static {
        Arrays.fill(LEAD_IN, G711.ALAW_SILENCE);
    }

    /** What the sound tells the call. */
    public interface Listener {
        void key(char key, DtmfKind kind);

        /** The last packet of the words was sent and its 20 ms have passed. */
        void spoken();

        /** There was sound from the caller, and there has been none for too long. */
        void mediaLost();

        /** No more sound can be sent. */
        void broken(RuntimeException cause);

        /** The first packet from the caller: his side has taken our answer. */
        void heard();
    }

    /** What a session needs from outside, the same for all calls. */
    public record Surroundings(
            MediaFigures figures, Clock clock, RandomGenerator random, Duration inactivity, Inband inband) {}

    private final RtpPorts.Pair ports;
    private final MediaLoops.Slot slot;
    private final Surroundings around;
    private final RtpPeer peer;
    private final Listener listener;
    private final NioDatagramChannel rtp;
    private final NioDatagramChannel rtcp;
    /** The slot's scratch buffer. */
    private final ByteBuf frameBytes;

    private final TelephoneEvents events = new TelephoneEvents();
    private final InbandKeys tones = new InbandKeys();
    private final RtpReception reception = new RtpReception();
    private final Deque<byte[]> words = new ArrayDeque<>();

    private final long source;
    private final long inactivityTicks;
    private int sequence;
    private long timestamp;
    private long packets;
    private Sdp remote;
    private int wordsAt;
    private boolean lastFrameOut;
    /** For how long nothing is said and only noise is described, in milliseconds. */
    private int quietMillis;

    private boolean begun;
    private boolean closed;
    private long ticks;
    private long heardAtTick;
    private long sentNanos;
    private boolean heard;
    private Optional<RtcpReport> theirs = Optional.empty();
    private final KeyEchoes echoes = new KeyEchoes();
    private long bytesSent;

    public MediaSession(
            RtpPorts.Pair ports,
            MediaLoops.Slot slot,
            Sdp remote,
            InetAddress signalling,
            Surroundings around,
            Listener listener) {
        this.ports = ports;
        this.slot = slot;
        this.remote = remote;
        this.around = around;
        this.listener = listener;
        this.peer = new RtpPeer(signalling, remote.rtp());
        this.frameBytes = slot.scratch();
        this.inactivityTicks = around.inactivity.toNanos() / MediaLoops.FRAME_NANOS;
        this.source = around.random.nextInt() & 0xFFFFFFFFL;
        this.sequence = around.random.nextInt(0x8000);
        this.timestamp = around.random.nextInt() & 0xFFFFFFFFL;
        this.rtp = receiving(ports.rtp(), this::hear);
        this.rtcp = receiving(ports.rtcp(), this::hearReport);
    }

    private NioDatagramChannel receiving(DatagramChannel socket, java.util.function.Consumer<DatagramPacket> ear) {
        var channel = new NioDatagramChannel(socket);
        channel.pipeline().addLast(new SimpleChannelInboundHandler<DatagramPacket>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                if (!closed) {
                    ear.accept(packet);
                }
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                Threads.check(cause);
                around.figures.fault();
                LOG.warn("a packet of sound could not be read", cause);
            }
        });
        return channel;
    }

    /** Begins to hear. */
    public void listen() {
        slot.loop().register(rtp);
        slot.loop().register(rtcp);
    }

    /** Begins to send. */
    public void start() {
        slot.join(this);
    }

    /** Speaks after what is being spoken. */
    public void speak(List<byte[]> alaw) {
        if (!begun) {
            // Many phones and gateways lose the first moments of a call.
            begun = true;
            words.add(LEAD_IN);
        }
        alaw.stream().filter(sentence -> sentence.length > 0).forEach(words::add);
        lastFrameOut = words.isEmpty();
    }

    /** Stops speaking with this packet; silence goes on. */
    public void hush() {
        words.clear();
        wordsAt = 0;
        lastFrameOut = false;
    }

    /** The other side has described its sound anew. */
    public void renegotiated(Sdp description) {
        remote = description;
        heardAtTick = ticks;
        peer.moved(description.rtp());
        echoes.forget();
    }

    @Override
    public void tick() {
        if (closed) {
            return;
        }
        ticks++;
        int every = Math.max(1, remote.packetMillis() / TICK_MILLIS);
        if (ticks % every == 0) {
            frameDue();
        }
        if (ticks % REPORT_TICKS == 0) {
            sendReport(false);
        }
        long patience = remote.pauses() ? PAUSES_FACTOR * inactivityTicks : inactivityTicks;
        if (heard && !closed && !remote.holds() && ticks - heardAtTick > patience) {
            heardAtTick = Long.MAX_VALUE / 2;
            listener.mediaLost();
        }
    }

    private void frameDue() {
        if (lastFrameOut) {
            lastFrameOut = false;
            listener.spoken();
        }
        if (!closed && !remote.holds()) {
            sendFrame();
            if (remote.packetMillis() < TICK_MILLIS) {
                slot.loop().schedule(this::sendSecondHalf, remote.packetMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private void sendSecondHalf() {
        if (!closed && !remote.holds()) {
            sendFrame();
        }
    }

    @Override
    public void broken(RuntimeException cause) {
        listener.broken(cause);
    }

    private void sendFrame() {
        int samples = remote.packetMillis() * SAMPLES_PER_MILLI;
        if (remote.comfortNoise() && words.isEmpty()) {
            noise(samples);
            return;
        }
        frameBytes.clear();
        // The first packet after silence is marked (RFC 3551 4.1).
        boolean first = packets == 0 || quietMillis > 0;
        quietMillis = 0;
        new RtpHeader(remote.payloadType(), first, sequence, timestamp, source).write(frameBytes);
        int filled = fillWithWords(samples);
        for (int i = filled; i < samples; i++) {
            frameBytes.writeByte(remote.codec().encode(G711.ALAW_SILENCE));
        }
        sendSound(samples);
        timestamp = (timestamp + samples) & 0xFFFFFFFFL;
        measure();
    }

    private void sendSound(int bytes) {
        sequence = (sequence + 1) & 0xFFFF;
        packets++;
        bytesSent += bytes;
        send(ports.rtp(), peer.target());
    }

    /** Nothing is to be said for the length of a packet: now and then the other side is told what to let its owner hear. */
    private void noise(int samples) {
        if (quietMillis % NOISE_EVERY_MILLIS < remote.packetMillis()) {
            frameBytes.clear();
            new RtpHeader(Sdp.COMFORT_NOISE, false, sequence, timestamp, source).write(frameBytes);
            frameBytes.writeByte(NOISE_LEVEL);
            sendSound(1);
        }
        quietMillis += remote.packetMillis();
        timestamp = (timestamp + samples) & 0xFFFFFFFFL;
        measure();
    }

    private int fillWithWords(int samples) {
        int filled = 0;
        while (filled < samples && !words.isEmpty()) {
            var sentence = words.getFirst();
            int part = Math.min(samples - filled, sentence.length - wordsAt);
            write(sentence, part);
            filled += part;
            wordsAt += part;
            if (wordsAt == sentence.length) {
                words.removeFirst();
                wordsAt = 0;
                lastFrameOut = words.isEmpty();
            }
        }
        return filled;
    }

    private void write(byte[] sentence, int count) {
        switch (remote.codec()) {
            case PCMA -> frameBytes.writeBytes(sentence, wordsAt, count);
            case PCMU -> {
                for (int i = wordsAt; i < wordsAt + count; i++) {
                    frameBytes.writeByte(G711.ulawOfAlaw(sentence[i]));
                }
            }
        }
    }

    private void measure() {
        long nanos = System.nanoTime();
        if (sentNanos != 0 && remote.packetMillis() == TICK_MILLIS) {
            around.figures.gap(nanos - sentNanos);
        }
        sentNanos = nanos;
    }

    /** A packet that the system will not take now is lost, as on any network: the next one is due in 20 ms. */
    private void send(DatagramChannel socket, InetSocketAddress to) {
        try {
            socket.send(slot.scratchWritten(), to);
        } catch (IOException e) {
            LOG.debug("a packet was not sent to {}", to, e);
        }
    }

    private void sendReport(boolean goodbye) {
        frameBytes.clear();
        var report = reception.started() ? Optional.of(reception.report()) : Optional.<RtcpReport>empty();
        var sent = new Rtcp.Sent(source, timestamp, packets, bytesSent);
        Rtcp.write(frameBytes, sent, report, around.clock.millis(), goodbye);
        send(ports.rtcp(), remote.rtcp());
    }

    private void hear(DatagramPacket packet) {
        if (!peer.accepts(packet.sender(), ticks)) {
            around.figures.strangePacket();
            return;
        }
        var header = RtpHeader.read(packet.content());
        if (header.isEmpty()) {
            return;
        }
        heardAtTick = ticks;
        if (!heard) {
            heard = true;
            listener.heard();
        }
        reception.packet(header.get(), around.clock.millis());
        keys(header.get(), packet.content());
    }

    private void keys(RtpHeader header, ByteBuf payload) {
        if (remote.areEvents(header.payloadType())) {
            events.read(header, payload, key -> deliver(OptionalInt.of(key), DtmfKind.EVENT));
        } else if (ourSound(header.payloadType()) && around.inband.listens(remote)) {
            while (payload.isReadable()) {
                deliver(tones.hear(remote.codec().linear(payload.readByte())), DtmfKind.INBAND);
            }
        }
    }

    /** By the number of the description, or by the fixed one, which our own offer has. */
    private boolean ourSound(int payloadType) {
        return payloadType == remote.payloadType()
                || payloadType == remote.codec().payloadType();
    }

    /** A key from any source; what another source has brought already is its echo. */
    public void deliver(OptionalInt key, DtmfKind kind) {
        if (key.isPresent() && echoes.isNew((char) key.getAsInt(), kind, ticks)) {
            around.figures.key(kind);
            listener.key((char) key.getAsInt(), kind);
        }
    }

    private void hearReport(DatagramPacket packet) {
        if (packet.sender().getAddress().equals(peer.target().getAddress())) {
            // Who listens in silence sends reports only.
            if (RtcpReport.isRtcp(packet.content())) {
                heardAtTick = Math.max(heardAtTick, ticks);
            }
            RtcpReport.about(source, packet.content()).ifPresent(report -> theirs = Optional.of(report));
        } else {
            around.figures.strangePacket();
        }
    }

    /**
     * What the call record says about the sound.
     *
     * @param report the other side's last one
     */
    public record Summary(Codec codec, DtmfKind keys, long packets, long received, Optional<RtcpReport> report) {}

    public Summary summary() {
        return new Summary(remote.codec(), echoes.kind(), packets, reception.received(), theirs);
    }

    /** Says goodbye in RTCP and gives the ports back. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        slot.leave(this);
        if (packets > 0) {
            sendReport(true);
        }
        rtp.close();
        rtcp.close();
        ports.close();
    }
}

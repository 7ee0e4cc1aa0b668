package cn.smspay.voice.rtp;

import cn.smspay.base.MonotonicClock;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
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
    private static final int TICK_MILLIS = 20;
    private static final int REPORT_TICKS = 250;
    /** A phone that sends nothing in silence may listen to two whole menus with their patience: 3 times 30 s. */
    private static final int PAUSES_FACTOR = 3;
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
    public record MediaSurroundings(
            MediaFigures figures,
            Clock clock,
            MonotonicClock nanos,
            RandomGenerator random,
            Duration inactivity,
            Inband inband) {}

    private final RtpPorts.Pair ports;
    private final MediaLoops.Slot slot;
    private final MediaSurroundings around;
    private final RtpPeer peer;
    private final Listener listener;
    private final MediaSocket rtp;
    private final MediaSocket rtcp;
    private final OutgoingSound outgoing;
    private final TelephoneEvents events = new TelephoneEvents();
    private final InbandKeys tones = new InbandKeys();
    private final RtpReception reception = new RtpReception();
    private final KeyEchoes echoes = new KeyEchoes();
    private final long inactivityTicks;

    private Sdp remote;
    /** Of the other side's description: every so many ticks a packet, after so many without one the call is lost. */
    private int packetTicks;

    private long patienceTicks;
    private boolean closed;
    private long ticks;
    private long heardAtTick;
    private long sentNanos;
    private boolean heard;
    private Optional<RtcpReport> theirs = Optional.empty();

    public MediaSession(
            RtpPorts.Pair ports,
            MediaLoops.Slot slot,
            Sdp remote,
            InetAddress signalling,
            MediaSurroundings around,
            Listener listener) {
        this.ports = ports;
        this.slot = slot;
        this.remote = remote;
        this.around = around;
        this.listener = listener;
        this.peer = new RtpPeer(signalling, remote.rtp());
        this.inactivityTicks = around.inactivity.toNanos() / MediaLoops.FRAME_NANOS;
        this.outgoing = new OutgoingSound(slot.scratch(), around.random);
        this.rtp = new MediaSocket(ports.rtp(), slot, around.figures, around.nanos, this::hear);
        this.rtcp = new MediaSocket(ports.rtcp(), slot, around.figures, around.nanos, this::hearReport);
        rhythm();
    }

    private void rhythm() {
        packetTicks = Math.max(1, remote.packetMillis() / TICK_MILLIS);
        patienceTicks = remote.pauses() ? PAUSES_FACTOR * inactivityTicks : inactivityTicks;
    }

    /** Begins to hear. */
    public void listen() {
        rtp.listen();
        rtcp.listen();
    }

    /** Begins to send. */
    public void start() {
        slot.join(this);
    }

    /** Speaks after what is being spoken. */
    public void speak(List<byte[]> alaw) {
        outgoing.speak(alaw);
    }

    /** Stops speaking with this packet; silence goes on. */
    public void hush() {
        outgoing.hush();
    }

    /** The other side has described its sound anew. */
    public void renegotiated(Sdp description) {
        remote = description;
        rhythm();
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
        if (packetTicks == 1 || ticks % packetTicks == 0) {
            frameDue();
        }
        if (ticks % REPORT_TICKS == 0) {
            sendReport(false);
        }
        if (heard && ticks - heardAtTick > patienceTicks && !closed && !remote.holds()) {
            heardAtTick = Long.MAX_VALUE / 2;
            listener.mediaLost();
        }
    }

    private void frameDue() {
        if (outgoing.spoken()) {
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
        if (outgoing.next(remote)) {
            send(ports.rtp(), peer.target());
        }
        measure();
    }

    private void measure() {
        long nanos = around.nanos.nanos();
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
        slot.scratch().clear();
        var report = reception.started() ? Optional.of(reception.report()) : Optional.<RtcpReport>empty();
        Rtcp.write(slot.scratch(), outgoing.sent(), report, around.clock.millis(), goodbye);
        send(ports.rtcp(), remote.rtcp());
    }

    private void hear(InetSocketAddress from, ByteBuf packet) {
        if (!peer.accepts(from, ticks)) {
            around.figures.strangePacket();
            return;
        }
        var header = RtpHeader.read(packet);
        if (header.isEmpty()) {
            return;
        }
        heardAtTick = ticks;
        if (!heard) {
            heard = true;
            listener.heard();
        }
        reception.packet(header.get(), around.clock.millis());
        keys(header.get(), packet);
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

    private void hearReport(InetSocketAddress from, ByteBuf packet) {
        if (from.getAddress().equals(peer.target().getAddress())) {
            // Who listens in silence sends reports only.
            if (RtcpReport.isRtcp(packet)) {
                heardAtTick = Math.max(heardAtTick, ticks);
            }
            RtcpReport.about(outgoing.source(), packet).ifPresent(report -> theirs = Optional.of(report));
        } else {
            around.figures.strangePacket();
        }
    }

    /**
     * What the call record says about the sound.
     *
     * @param report the other side's last one
     */
    public record MediaSummary(Codec codec, DtmfKind keys, long packets, long received, Optional<RtcpReport> report) {}

    public MediaSummary summary() {
        return new MediaSummary(remote.codec(), echoes.kind(), outgoing.packets(), reception.received(), theirs);
    }

    /** Says goodbye in RTCP and gives the ports back. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        slot.leave(this);
        if (outgoing.packets() > 0) {
            sendReport(true);
        }
        rtp.close();
        rtcp.close();
        ports.close();
    }
}

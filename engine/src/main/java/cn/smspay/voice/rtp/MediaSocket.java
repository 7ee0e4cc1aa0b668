package cn.smspay.voice.rtp;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Threads;
import io.netty.buffer.ByteBuf;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoOps;
import io.netty.channel.nio.NioSelectableChannelIoHandle;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket of a call, read on the loop of its slot. A packet costs one system call and no memory: it is read into the
 * slot's buffer, and whether another one waits is the selector's to say, which is asked anyway. Only a loop that comes late
 * looks for more itself.
 */
final class MediaSocket extends NioSelectableChannelIoHandle<DatagramChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(MediaSocket.class);

    /** Packets come every 20 ms: a socket that was not read for longer may hold several. */
    private static final long LATE_NANOS = 25_000_000;
    /** Then it is read empty, but not while all others wait. */
    private static final int READS_MAX = 16;

    /** Hears packets; the content is the reader's only during the call. */
    interface Ear {
        void packet(InetSocketAddress from, ByteBuf content);
    }

    private final MediaLoops.Slot slot;
    private final MediaFigures figures;
    private final MonotonicClock clock;
    private final Ear ear;
    private @Nullable IoRegistration registration;
    private boolean closed;
    private long readAt;

    MediaSocket(DatagramChannel socket, MediaLoops.Slot slot, MediaFigures figures, MonotonicClock clock, Ear ear) {
        super(socket);
        this.slot = slot;
        this.figures = figures;
        this.clock = clock;
        this.ear = ear;
    }

    /** Begins to hear. */
    void listen() {
        slot.loop().register(this).addListener((Future<IoRegistration> registered) -> {
            if (closed) {
                return;
            }
            registration = registered.get();
            registration.submit(NioIoOps.READ);
        });
    }

    @Override
    protected void handle(DatagramChannel socket, SelectionKey key) {
        long now = clock.nanos();
        int most = now - readAt > LATE_NANOS ? READS_MAX : 1;
        readAt = now;
        try {
            int left = most;
            while (left > 0 && !closed && read(socket)) {
                left--;
            }
        } catch (IOException e) {
            LOG.debug("a packet of sound was not received", e);
        } catch (RuntimeException e) {
            figures.fault();
            LOG.warn("a packet of sound could not be read", e);
        } catch (Error e) {
            Threads.died(e);
        }
    }

    /** Whether there was a packet. */
    private boolean read(DatagramChannel socket) throws IOException {
        var from = (InetSocketAddress) socket.receive(slot.receiving());
        if (from == null) {
            return false;
        }
        ear.packet(from, slot.received());
        return true;
    }

    /** Hears nothing more; the socket itself belongs to whoever opened it. */
    @Override
    public void close() {
        closed = true;
        if (registration != null) {
            registration.cancel();
        }
    }
}

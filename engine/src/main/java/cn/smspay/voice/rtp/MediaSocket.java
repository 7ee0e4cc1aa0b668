package cn.smspay.voice.rtp;

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
 * slot's buffer, and whether another one waits is the selector's to say, which is asked anyway.
 */
final class MediaSocket extends NioSelectableChannelIoHandle<DatagramChannel> {
    private static final Logger LOG = LoggerFactory.getLogger(MediaSocket.class);

    /** Hears packets; the content is the reader's only during the call. */
    interface Ear {
        void packet(InetSocketAddress from, ByteBuf content);
    }

    private final MediaLoops.Slot slot;
    private final MediaFigures figures;
    private final Ear ear;
    private @Nullable IoRegistration registration;
    private boolean closed;

    MediaSocket(DatagramChannel socket, MediaLoops.Slot slot, MediaFigures figures, Ear ear) {
        super(socket);
        this.slot = slot;
        this.figures = figures;
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
        try {
            if (closed) {
                return;
            }
            var from = (InetSocketAddress) socket.receive(slot.receiving());
            if (from != null) {
                ear.packet(from, slot.received());
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

    /** Hears nothing more; the socket itself belongs to whoever opened it. */
    void stop() {
        closed = true;
        if (registration != null) {
            registration.cancel();
        }
    }
}

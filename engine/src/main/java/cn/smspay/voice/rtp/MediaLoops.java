package cn.smspay.voice.rtp;

import cn.smspay.base.Threads;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The clockwork of all sound. Every 20 ms each call sends a packet; so that they do not all send at once, each of a few
 * event loops has four slots, 5 ms apart, and a call joins the emptiest one. Slots tick by their own deadlines: a late
 * tick does not move the next one. Thread-safe.
 */
public final class MediaLoops implements AutoCloseable {
    static final long FRAME_NANOS = 20_000_000;
    private static final int SLOTS_PER_LOOP = 4;
    /** More than any packet of ours: 12 + 480 bytes of sound (60 ms), fewer of a report. */
    private static final int SCRATCH_BYTES = 512;
    /** More than a network carries in one piece; of what is longer the rest is lost. */
    private static final int RECEIVE_BYTES = 2048;

    private final IoEventLoopGroup group;
    private volatile boolean closing;
    private final List<Slot> slots = new ArrayList<>();

    public MediaLoops(int loops) {
        group = new MultiThreadIoEventLoopGroup(
                loops,
                Threads.unending(new DefaultThreadFactory("media", true), () -> closing),
                NioIoHandler.newFactory());
        for (int i = 0; i < loops; i++) {
            var loop = group.next();
            for (int j = 0; j < SLOTS_PER_LOOP; j++) {
                slots.add(new Slot(loop, j * FRAME_NANOS / SLOTS_PER_LOOP));
            }
        }
    }

    /** Something that does its part every 20 ms. */
    interface Ticking {
        void tick();

        /** Its tick has thrown, and there will be no other. */
        void broken(RuntimeException cause);
    }

    /** Calls that send at the same moments. Its members change on its loop only. */
    public static final class Slot {
        private final IoEventLoop loop;
        private final List<Ticking> members = new ArrayList<>();
        private final AtomicInteger size = new AtomicInteger();
        private final ByteBuffer scratchMemory = ByteBuffer.allocateDirect(SCRATCH_BYTES);
        private final ByteBuf scratch = Unpooled.wrappedBuffer(scratchMemory);
        private final ByteBuffer receiveMemory = ByteBuffer.allocateDirect(RECEIVE_BYTES);
        private final ByteBuf receive = Unpooled.wrappedBuffer(receiveMemory);

        private Slot(IoEventLoop loop, long offsetNanos) {
            this.loop = loop;
            loop.scheduleAtFixedRate(
                    Threads.lasting("sending sound", this::tick), offsetNanos, FRAME_NANOS, TimeUnit.NANOSECONDS);
        }

        public IoEventLoop loop() {
            return loop;
        }

        /** Where one packet at a time is put together, on the loop. */
        ByteBuf scratch() {
            return scratch;
        }

        /** What lies in {@link #scratch()}, as the system takes it. */
        ByteBuffer scratchWritten() {
            return scratchMemory.clear().limit(scratch.writerIndex());
        }

        /** Where the system puts one packet at a time, on the loop. */
        ByteBuffer receiving() {
            return receiveMemory.clear();
        }

        /** What lies in {@link #receiving()}. */
        ByteBuf received() {
            return receive.setIndex(0, receiveMemory.position());
        }

        /** Gives a place back that nobody ticks on. */
        public void abandon() {
            size.decrementAndGet();
        }

        void join(Ticking member) {
            loop.execute(() -> members.add(member));
        }

        void leave(Ticking member) {
            size.decrementAndGet();
            loop.execute(() -> members.remove(member));
        }

        private void tick() {
            // Backwards, because a member may take itself out.
            for (int i = members.size() - 1; i >= 0; i--) {
                try {
                    members.get(i).tick();
                } catch (RuntimeException e) {
                    // The others must go on: a periodic task that throws never runs again.
                    members.remove(i).broken(e);
                }
            }
        }
    }

    /** Reserves a place in the emptiest slot; {@link Slot#leave} gives it back. */
    public Slot place() {
        var emptiest = slots.get(0);
        for (var slot : slots) {
            emptiest = slot.size.get() < emptiest.size.get() ? slot : emptiest;
        }
        emptiest.size.incrementAndGet();
        return emptiest;
    }

    @Override
    public void close() {
        closing = true;
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}

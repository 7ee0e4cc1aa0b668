package cn.smspay.voice.agi;

import cn.smspay.base.AddressBlock;
import cn.smspay.base.Threads;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallLimits;
import cn.smspay.voice.call.CallRecords;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.call.Waiting;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves calls that an Asterisk hands over: one connection is one call. Thread-safe.
 *
 * <p>The prompts are exported once under Asterisk's sounds ({@link cn.smspay.voice.speech.PromptMaker#export}), and its
 * dialplan says
 *
 * <pre>{@code
 * exten => 12588,1,AGI(agi://127.0.0.1:4573/12588)
 *  same => n,Hangup()
 * }</pre>
 *
 * with a context for each agent of {@link AgiSettings}, which comes back with a caller whom nobody answered:
 *
 * <pre>{@code
 * [agents]
 * exten => 10086,1,Dial(PJSIP/10086,30)
 *  same => n,GotoIf($["${DIALSTATUS}" = "ANSWER"]?end)
 *  same => n,AGI(agi://127.0.0.1:4573/12588,handover-failed)
 *  same => n(end),Hangup()
 * }</pre>
 *
 * <p>Only calls of a trunk whose caller numbers can be trusted may
 * get there.
 */
public final class AgiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgiServer.class);
    /** Longer lines are no AGI. */
    private static final int LINE_BYTES_MAX = 4096;

    private static final int LOOPS = 2;
    private static final int CLOSE_MILLIS = 2000;
    /** For the file or the question under way, and the goodbye after it. */
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(15);

    /** What every call needs. */
    record Parts(
            AgiSettings settings,
            VoiceDesk desk,
            SpokenVoice voice,
            Clock clock,
            CarriedCall.CallBooks books,
            CallLimits limits) {}

    private final Parts parts;
    private final List<AddressBlock> peers;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS, Threads.unending(new DefaultThreadFactory("agi", true), this::isClosing), NioIoHandler.newFactory());
    private volatile boolean closing;
    private final ChannelGroup calls = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicLong count = new AtomicLong();
    private final long startedAt;
    private final Channel listener;

    /**
     * Listens at once; an address that cannot be had is an {@link IllegalStateException}.
     *
     * @param desk what a call is about
     * @param voice which recordings a sentence is
     * @param records where ended calls go
     * @param figures where calls are counted
     */
    public AgiServer(
            AgiSettings settings,
            VoiceDesk desk,
            SpokenVoice voice,
            Clock clock,
            CallRecords records,
            CallFigures figures) {
        var books = new CarriedCall.CallBooks(desk, records, figures, clock);
        this.parts = new Parts(settings, desk, voice, clock, books, new CallLimits(settings.limits()));
        this.peers = settings.peers().stream().map(AddressBlock::of).toList();
        this.startedAt = clock.millis();
        var bind = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Door())
                .bind(settings.host(), settings.port())
                .awaitUninterruptibly();
        if (!bind.isSuccess()) {
            closing = true;
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IllegalStateException(
                    "cannot listen for Asterisk on " + settings.host() + ':' + settings.port(), bind.cause());
        }
        this.listener = bind.channel();
    }

    /** Where it listens. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Calls under way. */
    public int calls() {
        return calls.size();
    }

    /**
     * Takes no more calls and waits for those that are there; those that are left then hear a goodbye when their turn is
     * over, and what is left after that is cut off.
     */
    public void stop(Duration patience) {
        parts.limits().stop();
        Waiting.until(calls::isEmpty, patience, loops.next());
        each(AgiCall::sayGoodbye);
        Waiting.until(calls::isEmpty, GOODBYE_WITHIN, loops.next());
        close();
    }

    private void each(BiConsumer<AgiCall, ChannelHandlerContext> what) {
        calls.forEach(call -> {
            var context = call.pipeline().context(AgiCall.class);
            if (context != null) {
                what.accept((AgiCall) context.handler(), context);
            }
        });
    }

    /** Takes no more calls, and hangs up those under way. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        each(AgiCall::cutOff);
        calls.newCloseFuture().awaitUninterruptibly(CLOSE_MILLIS);
        closing = true;
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private boolean isClosing() {
        return closing;
    }

    /** Lets known peers in while there is room. */
    private final class Door extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            var peer = channel.remoteAddress().getAddress();
            if (peers.stream().noneMatch(network -> network.contains(peer))) {
                LOG.warn("refused {}: not an Asterisk of ours", peer);
                parts.books().figures().strangers.increment();
                channel.close();
            } else if (calls.size() >= parts.settings().limits().calls()) {
                LOG.warn("refused a call from {}: there are {} already", peer, calls.size());
                parts.books().figures().refused(CallRefusal.FULL);
                channel.close();
            } else {
                calls.add(channel);
                channel.pipeline()
                        .addLast(new LineBasedFrameDecoder(LINE_BYTES_MAX, true, true))
                        .addLast(new StringDecoder(StandardCharsets.UTF_8))
                        .addLast(new StringEncoder(StandardCharsets.UTF_8))
                        .addLast(new AgiCall("agi-" + startedAt + '-' + count.incrementAndGet(), parts));
            }
        }
    }
}

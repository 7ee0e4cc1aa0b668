package cn.smspay.voice.vxml;

import cn.smspay.base.Threads;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecords;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.Network;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.call.Waiting;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a carrier's voice platform with VoiceXML 2.1: {@code GET /vxml} or {@code GET /vxml/start} begins a call,
 * {@code POST /vxml/next} takes what the caller did. Thread-safe.
 */
public final class VoiceXmlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceXmlServer.class);
    /** The largest request is a few form fields. */
    private static final int BODY_BYTES_MAX = 16 * 1024;
    /** Connections of a platform that stay open between two pages. */
    private static final int CONNECTIONS_MAX = 2000;

    private static final int IDLE_SECONDS = 120;
    private static final int LOOPS = 2;
    /** A caller has answered by then, or kept silent. */
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(15);

    private static final Duration FETCHING = Duration.ofSeconds(2);

    private final List<Network> peers;
    private final CallFigures figures;
    private final VoiceXmlCalls calls;
    private final VoiceXmlSettings settings;
    private final Sounds sounds;
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            LOOPS,
            Threads.unending(new DefaultThreadFactory("vxml", true), this::isClosing),
            NioIoHandler.newFactory());
    private volatile boolean closing;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    /**
     * Listens at once; an address that cannot be had is an {@link IllegalStateException}.
     *
     * @param desk what a call is about
     * @param voice which recordings a sentence is
     * @param records where ended calls go
     * @param figures where calls are counted
     * @param random names the calls; whoever guesses a name can speak for the caller, so let it be a secure one
     */
    public VoiceXmlServer(
            VoiceXmlSettings settings,
            VoiceDesk desk,
            SpokenVoice voice,
            Clock clock,
            CallRecords records,
            CallFigures figures,
            RandomGenerator random) {
        this.peers = settings.peers().stream().map(Network::of).toList();
        this.settings = settings;
        this.sounds = new Sounds(voice, clock);
        this.figures = figures;
        this.calls = new VoiceXmlCalls(settings, voice, new CarriedCall.Books(desk, records, figures, clock), random);
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
                    "cannot listen for a voice platform on " + settings.host() + ':' + settings.port(), bind.cause());
        }
        this.listener = bind.channel();
        loops.scheduleWithFixedDelay(
                Threads.lasting("looking after calls of the voice platform", calls::expire), 1, 1, TimeUnit.SECONDS);
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
     * Takes no more calls and waits for those that are there; those that are left then get a goodbye as their next page, and
     * what is left after that is ended.
     */
    public void stop(Duration patience) {
        calls.stop();
        var loop = loops.next();
        Waiting.until(calls::quiet, patience, loop);
        if (!calls.quiet()) {
            calls.sayGoodbye();
            Waiting.until(calls::quiet, GOODBYE_WITHIN, loop);
            // The platform has still to fetch the last page and its recordings, and does not say when it has.
            Waiting.until(() -> false, FETCHING, loop);
        }
        close();
    }

    /** Takes no more requests, and ends the calls under way. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.close().awaitUninterruptibly();
        calls.close();
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
                LOG.warn("refused {}: not a voice platform of ours", peer);
                figures.strangers.increment();
                channel.close();
                return;
            }
            if (connections.size() >= CONNECTIONS_MAX) {
                LOG.warn("refused {}: there are {} connections already", peer, connections.size());
                channel.close();
                return;
            }
            connections.add(channel);
            channel.pipeline()
                    .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                    .addLast(new HttpServerCodec())
                    .addLast(new HttpObjectAggregator(BODY_BYTES_MAX))
                    .addLast(new VoiceXmlHandler(settings, calls, sounds, peer.getHostAddress()));
        }
    }
}

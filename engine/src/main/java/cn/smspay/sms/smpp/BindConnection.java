package cn.smspay.sms.smpp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one connection of a bind up: connects, and connects again after a pause whenever it is lost. */
final class BindConnection implements SessionHandler.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(BindConnection.class);
    /** A bind that is lost sooner than this counts as one more failure, or a peer that drops us at once is hammered. */
    private static final long STABLE_MILLIS = 10_000;

    private final SmppBindSettings settings;
    private final LinkParts parts;
    private final BindFigures figures;
    private final Supplier<String> names;
    private final Runnable onRoom;
    private final EventLoop loop;
    private final Backoff backoff;
    private final @Nullable ClientTls tls;
    private final CompletableFuture<Void> firstBound = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private volatile @Nullable SessionHandler bound;
    private volatile BindStatus.State state = BindStatus.State.DOWN;
    private volatile Instant since;
    private volatile boolean stopping;
    private volatile boolean refusing;
    /** The channel from the attempt to connect until the bind has succeeded or failed. */
    private @Nullable Channel connecting;

    BindConnection(
            SmppBindSettings settings,
            LinkParts parts,
            BindFigures figures,
            Supplier<String> names,
            Runnable onRoom,
            EventLoop loop) {
        this.settings = settings;
        this.parts = parts;
        this.figures = figures;
        this.names = names;
        this.onRoom = onRoom;
        this.loop = loop;
        this.backoff = new Backoff(settings.timing(), parts.randomness());
        var wanted = settings.peer().tls();
        this.tls = wanted == null ? null : ClientTls.of(settings.peer(), wanted);
        this.since = parts.clock().instant();
    }

    SmppBindSettings settings() {
        return settings;
    }

    CompletableFuture<Void> firstBound() {
        return firstBound;
    }

    /** The session that is bound, if one is. */
    @Nullable
    SessionHandler bound() {
        return bound;
    }

    BindStatus status() {
        var session = bound;
        return new BindStatus(
                settings.name(),
                settings.login().mode(),
                state,
                since,
                session == null ? null : session.connection(),
                session == null ? 0 : session.gate().inside(),
                settings.pace().window());
    }

    void start() {
        loop.execute(this::connect);
    }

    void refuseNew() {
        refusing = true;
        var session = bound;
        if (session != null) {
            session.refuseNew();
        }
    }

    /** Ends the session in order and does not come back. */
    CompletableFuture<Void> stop(long atMostMillis) {
        stopping = true;
        loop.execute(() -> {
            var session = bound;
            if (session != null) {
                session.drain(atMostMillis);
            } else if (connecting != null) {
                connecting.close();
            } else {
                stopped.complete(null);
            }
        });
        return stopped;
    }

    private void connect() {
        if (stopping) {
            stopped.complete(null);
            return;
        }
        become(BindStatus.State.CONNECTING);
        // Looking up a name can take seconds, during which the thread would answer nobody.
        CompletableFuture.supplyAsync(() -> new InetSocketAddress(
                        settings.peer().host(), settings.peer().port()))
                .thenAcceptAsync(this::connectTo, loop);
    }

    private void connectTo(InetSocketAddress address) {
        if (stopping) {
            stopped.complete(null);
            return;
        }
        var session = new SessionHandler(settings, names.get(), parts, figures, this);
        if (address.isUnresolved()) {
            connectAgain(session, "unknown host");
            return;
        }
        var connected = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.timing().responseTimeoutSeconds() * 1_000)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast("tls", tls.handler(channel));
                        }
                        SmppPipeline.install(channel, session);
                    }
                })
                .connect(address);
        connecting = connected.channel();
        connected.addListener(done -> {
            if (!done.isSuccess()) {
                connectAgain(session, done.cause().getMessage());
            }
        });
    }

    @Override
    public void bound(SessionHandler session) {
        LOG.info("{}: bound as {}", session.connection(), settings.login().mode());
        figures.connects.increment();
        if (refusing) {
            session.refuseNew();
        }
        bound = session;
        connecting = null;
        become(BindStatus.State.BOUND);
        firstBound.complete(null);
    }

    @Override
    public void ended(SessionHandler session, boolean wasBound, String reason) {
        if (wasBound) {
            figures.losses.increment();
            if (parts.clock().millis() - since.toEpochMilli() >= STABLE_MILLIS) {
                backoff.succeeded();
            }
        }
        bound = null;
        connectAgain(session, reason);
    }

    private void connectAgain(SessionHandler session, @Nullable String reason) {
        become(BindStatus.State.DOWN);
        connecting = null;
        if (stopping) {
            LOG.info("{}: ended: {}", session.connection(), reason);
            stopped.complete(null);
            return;
        }
        long pause = backoff.nextMillis();
        LOG.warn("{}: down: {}; connecting again in {} ms", session.connection(), reason, pause);
        loop.schedule(this::connect, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    public void roomMayHaveGrown() {
        onRoom.run();
    }

    private void become(BindStatus.State next) {
        state = next;
        since = parts.clock().instant();
    }
}

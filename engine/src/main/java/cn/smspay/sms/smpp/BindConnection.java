package cn.smspay.sms.smpp;

import cn.smspay.base.RepeatedTrouble;
import cn.smspay.base.Threads;
import cn.smspay.sms.peer.Host;
import cn.smspay.sms.peer.HostChoice;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps one connection of a bind up: connects, to a standby if need be, and connects again after a pause whenever it is
 * lost. Confined to its loop's thread but for what says otherwise.
 */
final class BindConnection implements SessionHandler.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(BindConnection.class);
    /** A bind that is lost sooner than this counts as one more failure, or a peer that drops us at once is hammered. */
    private static final long STABLE_MILLIS = 10_000;

    /** How long a connection waits for another to find out whether the login is good. */
    private static final long TURN_MILLIS = 50;

    private static final long MINUTE_MILLIS = 60_000;

    private static final long HOUR_MILLIS = 3_600_000;

    private final SmppBindSettings settings;
    private final LinkParts parts;
    private final BindShared shared;
    private final Supplier<String> names;
    private final Runnable onRoom;
    private final EventLoop loop;
    private final Backoff backoff;
    private final HostChoice hosts;
    private final CompletableFuture<Void> firstBound = new CompletableFuture<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    private volatile @Nullable SessionHandler bound;
    private long downs;
    private long toldAt;
    private volatile View view;
    private volatile boolean stopping;
    private volatile String stopReason = "";
    private volatile boolean refusing;
    /** The channel from the attempt to connect until the bind has succeeded or failed. */
    private @Nullable Channel connecting;

    private long boundAt;
    /** Whether this connection has the turn to try the login. */
    private boolean trying;
    /** Whether the SMSC has refused the login on this try. */
    private boolean refused;
    /** Whether this connection is given up for a better host. */
    private boolean returning;

    /** What others may see, at once. */
    private record View(BindStatus.State state, Instant since, String host, String why, boolean alarm) {}

    BindConnection(
            SmppBindSettings settings,
            LinkParts parts,
            BindShared shared,
            Supplier<String> names,
            Runnable onRoom,
            EventLoop loop) {
        this.settings = settings;
        this.parts = parts;
        this.shared = shared;
        this.names = names;
        this.onRoom = onRoom;
        this.loop = loop;
        this.backoff = new Backoff(settings.timing(), parts.randomness());
        this.hosts = new HostChoice(settings.peer().hosts());
        check(settings);
        this.view = new View(
                BindStatus.State.DOWN, parts.clock().instant(), hosts.current().toString(), "not started", false);
    }

    /** Faulty stores are told before the first try. */
    static void check(SmppBindSettings settings) {
        settings.peer().hosts().forEach(host -> tls(settings, host));
    }

    DeliverReader reader() {
        return new DeliverReader(settings);
    }

    /** Any thread. */
    SmppBindSettings settings() {
        return settings;
    }

    /** Any thread. */
    CompletableFuture<Void> firstBound() {
        return firstBound;
    }

    /** The session that is bound, if one is. Any thread. */
    @Nullable
    SessionHandler bound() {
        return bound;
    }

    /** Any thread. */
    BindStatus status() {
        var session = bound;
        var seen = view;
        return new BindStatus(
                settings.name(),
                settings.login().mode(),
                seen.state(),
                seen.since(),
                session == null ? null : session.connection(),
                seen.host(),
                seen.why(),
                seen.alarm(),
                session == null ? 0 : session.gate().inside(),
                settings.pace().window());
    }

    /** The loop keeps to itself what a task throws; nobody can go on after an error. */
    private Runnable lasting(Runnable work) {
        return Threads.lasting("bind " + settings.name() + ": connecting", work);
    }

    /** Any thread. */
    void start() {
        loop.execute(lasting(this::connect));
    }

    /** Any thread. */
    void refuseNew() {
        refusing = true;
        var session = bound;
        if (session != null) {
            session.refuseNew();
        }
    }

    /** Ends the session in order and does not come back. Any thread. */
    CompletableFuture<Void> stop(long atMostMillis, String why) {
        stopReason = why;
        stopping = true;
        loop.execute(lasting(() -> {
            var session = bound;
            if (session != null) {
                session.drain(atMostMillis);
            } else if (connecting != null) {
                connecting.close();
            } else {
                rest();
            }
        }));
        return stopped;
    }

    private void rest() {
        view = new View(BindStatus.State.DOWN, parts.clock().instant(), view.host(), stopReason, false);
        stopped.complete(null);
    }

    private void connect() {
        if (stopping) {
            rest();
            return;
        }
        long wait = shared.login().left(now());
        if (wait > 0) {
            // Another connection of this bind has been refused meanwhile.
            view = new View(BindStatus.State.DOWN, view.since(), view.host(), "the login was refused", true);
            loop.schedule(lasting(this::connect), wait, TimeUnit.MILLISECONDS);
            return;
        }
        if (!shared.login().mayTry()) {
            loop.schedule(lasting(this::connect), TURN_MILLIS, TimeUnit.MILLISECONDS);
            return;
        }
        trying = true;
        var host = hosts.current();
        view = new View(BindStatus.State.CONNECTING, view.since(), host.toString(), view.why(), view.alarm());
        lookUp(host, address -> connectTo(host, address));
    }

    /** Looking up a name can take seconds, during which the thread would answer nobody. */
    private void lookUp(Host host, Consumer<SocketAddress> then) {
        CompletableFuture.supplyAsync(
                        () -> parts.wire().address().apply(host), parts.wire().lookup())
                .thenAcceptAsync(address -> lasting(() -> then.accept(address)).run(), loop)
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        Threads.check(fault);
                        LOG.error("bind {}: {} could not be looked up", settings.name(), host.name(), fault);
                    }
                });
    }

    private void connectTo(Host host, SocketAddress address) {
        if (stopping) {
            shared.login().notTried();
            rest();
            return;
        }
        refused = false;
        var tls = tls(settings, host);
        var session = new SessionHandler(settings, names.get(), parts, shared, tls, this);
        if (isUnknown(address)) {
            connectAgain(session, "unknown host " + host.name());
            return;
        }
        var connected = bootstrap(new ChannelInitializer<Channel>() {
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
                lasting(() -> connectAgain(session, String.valueOf(done.cause().getMessage())))
                        .run();
            }
        });
    }

    private static boolean isUnknown(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.isUnresolved();
    }

    private static @Nullable ClientTls tls(SmppBindSettings settings, Host host) {
        var wanted = settings.peer().tls();
        return wanted == null ? null : ClientTls.of(host, wanted);
    }

    private Bootstrap bootstrap(ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(parts.wire().channel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, settings.timing().responseTimeoutSeconds() * 1_000)
                .handler(handler);
    }

    @Override
    public void bound(SessionHandler session) {
        LOG.info("{}: bound as {} to {}", session.connection(), settings.login().mode(), view.host());
        shared.figures().connects.increment();
        shared.login().accepted();
        trying = false;
        if (refusing) {
            session.refuseNew();
        }
        bound = session;
        boundAt = now();
        connecting = null;
        downs = 0;
        view = new View(BindStatus.State.BOUND, parts.clock().instant(), view.host(), "", false);
        firstBound.complete(null);
        lookForBetter();
    }

    @Override
    public void loginRefused(SessionHandler session) {
        refused = true;
        trying = false;
        shared.figures().loginsRefused.increment();
        shared.login().refused(now());
    }

    @Override
    public void ended(SessionHandler session, boolean wasBound, String reason) {
        if (wasBound) {
            shared.figures().losses.increment();
            if (now() - boundAt >= STABLE_MILLIS) {
                backoff.succeeded();
                hosts.fromTheFirst();
                connectSoon(session, reason);
                return;
            }
        }
        connectAgain(session, reason);
    }

    /** A host could not be bound to: its standby is tried at once, and after the last one there is a pause. */
    private void connectAgain(SessionHandler session, String reason) {
        if (refused) {
            connectMuchLater(session, reason);
        } else if (returning) {
            connectSoon(session, reason);
        } else if (hosts.failed()) {
            down(session, reason, 0, false);
        } else {
            connectSoon(session, reason);
        }
    }

    private void connectSoon(SessionHandler session, String reason) {
        long pause = returning ? 0 : backoff.nextMillis();
        returning = false;
        down(session, reason, pause, false);
    }

    private void connectMuchLater(SessionHandler session, String reason) {
        long pause = shared.login().left(now());
        hosts.fromTheFirst();
        LOG.error(
                "alarm: bind {}: {}; see to its system_id and password: accounts that go on trying get locked",
                settings.name(),
                reason);
        down(session, reason, pause, true);
    }

    private void down(SessionHandler session, String reason, long pause, boolean alarm) {
        if (trying) {
            trying = false;
            shared.login().notTried();
        }
        bound = null;
        connecting = null;
        var since = view.state() == BindStatus.State.BOUND || view.why().isEmpty()
                ? parts.clock().instant()
                : view.since();
        view = new View(BindStatus.State.DOWN, since, view.host(), reason, alarm);
        if (stopping) {
            LOG.info("{}: ended: {}", session.connection(), reason);
            rest();
            return;
        }
        tell(session, reason, pause);
        loop.schedule(lasting(this::connect), pause, TimeUnit.MILLISECONDS);
    }

    /** A bind that stays down is a line at the 1st, 10th, 100th try, and every hour: it must not fill the log. */
    private void tell(SessionHandler session, String reason, long pause) {
        downs++;
        boolean loud = RepeatedTrouble.isTold(downs) || now() - toldAt >= HOUR_MILLIS;
        if (loud) {
            toldAt = now();
        }
        LOG.atLevel(loud ? Level.WARN : Level.DEBUG)
                .addKeyValue("bind", settings.name())
                .log(
                        "{}: down{}: {}: {}; trying {} in {}",
                        session.connection(),
                        downs == 1 ? "" : " for the " + downs + "th time",
                        view.host(),
                        reason,
                        hosts.current(),
                        spoken(pause));
    }

    private static String spoken(long millis) {
        return millis < MINUTE_MILLIS ? millis + " ms" : millis / MINUTE_MILLIS + " min";
    }

    /** Now and then a connection to a standby looks whether a better host is there again. */
    private void lookForBetter() {
        int after = settings.timing().returnSeconds();
        if (after > 0 && !hosts.better().isEmpty()) {
            var mine = bound;
            loop.schedule(lasting(() -> lookForBetter(mine, List.copyOf(hosts.better()))), after, TimeUnit.SECONDS);
        }
    }

    private void lookForBetter(@Nullable SessionHandler mine, List<Host> better) {
        if (bound != mine || stopping) {
            return;
        }
        if (better.isEmpty()) {
            lookForBetter();
            return;
        }
        var rest = better.subList(1, better.size());
        lookUp(better.get(0), address -> {
            if (isUnknown(address)) {
                lookForBetter(mine, rest);
            } else {
                var probe = bootstrap(new ChannelInboundHandlerAdapter()).connect(address);
                probe.addListener(
                        done -> lasting(() -> probed(mine, probe, rest)).run());
            }
        });
    }

    private void probed(@Nullable SessionHandler mine, ChannelFuture probe, List<Host> rest) {
        if (!probe.isSuccess()) {
            lookForBetter(mine, rest);
            return;
        }
        probe.channel().close();
        if (mine != null && bound == mine && !stopping) {
            LOG.info("{}: a better host answers again; leaving {}", mine.connection(), view.host());
            returning = true;
            hosts.fromTheFirst();
            mine.drain(settings.timing().responseTimeoutSeconds() * 1_000L);
        }
    }

    @Override
    public void roomMayHaveGrown() {
        onRoom.run();
    }

    private long now() {
        return parts.ticker().millis();
    }
}

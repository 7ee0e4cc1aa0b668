package cn.smspay.sms.smpp;

import cn.smspay.base.Threads;
import cn.smspay.sms.Carrier;
import cn.smspay.sms.Intake;
import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Our side of all binds to all SMSCs. Thread-safe; no call but {@link #close} blocks.
 *
 * <p>A PDU's way in: {@link PduDecoder}, {@link SessionHandler}, {@link Session}, {@link DeliverReader}, {@code Intake}. A
 * segment's way out: {@link #submit}, {@link SubmitGate}, {@link Session}, {@link SubmitWriter}, {@link PduEncoder}.
 */
public final class SmppLink implements Carrier, AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);

    private final Clock clock;
    private final MultiThreadIoEventLoopGroup loops;
    private volatile boolean closing;
    private final List<BindConnection> connections = new ArrayList<>();
    private final Map<String, BindFigures> figures = new LinkedHashMap<>();
    private final List<Runnable> roomListeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger connectionCount = new AtomicInteger();

    /**
     * @param intake where messages and receipts go
     * @param lateAnswer told of answers to segments that had been reported as unknown
     * @param clock for timers and times of receipt
     * @param randomness for the jitter of reconnects
     * @throws IllegalArgumentException if a trust store cannot be read or a name occurs twice
     */
    public SmppLink(
            List<SmppBindSettings> binds,
            Intake intake,
            LateAnswer lateAnswer,
            Clock clock,
            RandomGenerator randomness) {
        this.clock = clock;
        int total = binds.stream().mapToInt(bind -> bind.peer().connections()).sum();
        int threads = Math.max(1, Math.min(total, Runtime.getRuntime().availableProcessors()));
        this.loops = new MultiThreadIoEventLoopGroup(
                threads, Threads.unending(Threads.named("smpp"), () -> closing), NioIoHandler.newFactory());
        var parts = new LinkParts(intake, lateAnswer, clock, randomness);
        for (var bind : binds) {
            add(bind, parts);
        }
    }

    private void add(SmppBindSettings bind, LinkParts parts) {
        var counted = new BindFigures();
        if (figures.put(bind.name(), counted) != null) {
            throw new IllegalArgumentException("two binds are called " + bind.name());
        }
        // With the start time in it, the names of another run never come again in the same database.
        var prefix = bind.name() + "-" + clock.millis() + "-";
        for (int i = 0; i < bind.peer().connections(); i++) {
            connections.add(new BindConnection(
                    bind,
                    parts,
                    counted,
                    () -> prefix + connectionCount.incrementAndGet(),
                    this::roomMayHaveGrown,
                    loops.next()));
        }
    }

    /** Starts connecting, and keeps every bind up until {@link #close}. */
    public void start() {
        connections.forEach(BindConnection::start);
    }

    /** Ends when every connection has been bound once. */
    public CompletableFuture<Void> allBound() {
        return CompletableFuture.allOf(
                connections.stream().map(BindConnection::firstBound).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Segment segment) {
        long now = clock.millis();
        return by(segment.preferredBind(), segment, now)
                .or(() -> by(null, segment, now))
                .orElseGet(() -> CompletableFuture.completedFuture(new SubmitOutcome.TryLater("no bind has room")));
    }

    /** Sends by the emptiest connection of the named bind, or of all. */
    private Optional<CompletionStage<SubmitOutcome>> by(@Nullable String bind, Segment segment, long now) {
        if (segment.part().total() > 1) {
            return byOne(bind, segment, now);
        }
        SessionHandler roomiest = null;
        int most = 0;
        for (var connection : connections) {
            var session = connection.bound();
            if (session != null
                    && (bind == null || bind.equals(connection.settings().name()))) {
                int room = session.gate().room(now);
                if (room > most) {
                    most = room;
                    roomiest = session;
                }
            }
        }
        if (roomiest == null || !roomiest.gate().enter(now)) {
            return Optional.empty();
        }
        var submission = new Submission(segment, roomiest.gate());
        roomiest.submit(submission);
        return Optional.of(submission.outcome);
    }

    /** All parts of one answer go over one connection, or the handset may get them in another order. */
    private Optional<CompletionStage<SubmitOutcome>> byOne(@Nullable String bind, Segment segment, long now) {
        var bound = connections.stream()
                .filter(each -> bind == null || bind.equals(each.settings().name()))
                .filter(each -> each.settings().login().mode().submits())
                .map(BindConnection::bound)
                .filter(java.util.Objects::nonNull)
                .toList();
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        var session = bound.get((int) Math.floorMod(segment.downlink().value(), (long) bound.size()));
        if (!session.gate().enter(now)) {
            return Optional.of(
                    CompletableFuture.completedFuture(new SubmitOutcome.TryLater("its connection has no room")));
        }
        var submission = new Submission(segment, session.gate());
        session.submit(submission);
        return Optional.of(submission.outcome);
    }

    @Override
    public int room() {
        long now = clock.millis();
        long room = 0;
        for (var connection : connections) {
            var session = connection.bound();
            if (session != null) {
                room += session.gate().room(now);
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, room);
    }

    @Override
    public void onRoom(Runnable listener) {
        roomListeners.add(listener);
    }

    private void roomMayHaveGrown() {
        roomListeners.forEach(Runnable::run);
    }

    /** One entry for each connection, in the order of the configuration. */
    public List<BindStatus> status() {
        return connections.stream().map(BindConnection::status).toList();
    }

    /** One entry for each bind. */
    public List<BindTraffic> traffic() {
        return figures.entrySet().stream()
                .map(entry -> BindTraffic.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** From now on answers every new message busy; enquire_link, answers and submissions go on. */
    public void pauseIntake() {
        connections.forEach(BindConnection::refuseNew);
    }

    /** Finishes what is under way, unbinds and disconnects, without coming back. */
    public CompletableFuture<Void> drain(Duration atMost) {
        return CompletableFuture.allOf(connections.stream()
                .map(connection -> connection.stop(atMost.toMillis()))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Drains, and ends the threads. */
    @Override
    public void close() {
        drain(CLOSE_WITHIN.dividedBy(3))
                .completeOnTimeout(null, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        closing = true;
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.base.OutboxId;
import cn.smspay.base.Ticker;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.Carrier;
import cn.smspay.sms.Intake;
import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.PduDecoder;
import cn.smspay.sms.pdu.PduEncoder;
import cn.smspay.sms.pdu.PduNote;
import cn.smspay.sms.peer.Wire;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Our side of all binds to all SMSCs. Thread-safe; no call but {@link #close} blocks.
 *
 * <p>A PDU's way in: {@link PduDecoder}, {@link SessionHandler}, {@link SmppSession}, {@link DeliverReader}, {@code Intake}. A
 * segment's way out: {@link #submit}, {@link SubmitGate}, {@link SmppSession}, {@link SubmitWriter}, {@link PduEncoder}.
 */
public final class SmppLink implements Carrier, AutoCloseable {
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);
    private static final String HELD = "stopped by an operator";
    private static final String STOPS = "the engine stops";

    private final LinkParts parts;
    private final List<BindConnection> connections = new CopyOnWriteArrayList<>();
    /** By bind, also of those that have been removed: what they have done stays done. */
    private final Map<String, BindShared> shared = new ConcurrentHashMap<>();

    private final Routes routes = new Routes();
    private final List<Runnable> roomListeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger connectionCount = new AtomicInteger();
    /** Binds that an operator has stopped. */
    private final Set<String> held = ConcurrentHashMap.newKeySet();

    private boolean started;
    private boolean ending;
    private volatile boolean refusing;

    /**
     * @param intake where messages and receipts go
     * @param lateAnswer told of answers to segments that had been reported as unknown
     * @param clock for the times of receipt and those that people read
     * @param ticker milliseconds that never go back, for everything that waits
     * @param randomness for the jitter of reconnects
     * @throws IllegalArgumentException if a trust store cannot be read or a name occurs twice
     */
    public SmppLink(
            List<SmppBindSettings> binds,
            Intake intake,
            LateAnswer lateAnswer,
            Wire wire,
            Clock clock,
            Ticker ticker,
            RandomGenerator randomness) {
        this.parts = new LinkParts(intake, lateAnswer, wire, clock, ticker, randomness);
        binds.forEach(this::take);
    }

    /**
     * Takes up one more bind, and connects it if the link is started.
     *
     * @return ends when every connection of it has been bound once
     * @throws IllegalArgumentException if a trust store cannot be read or there is a bind of this name
     */
    public synchronized CompletableFuture<Void> add(SmppBindSettings bind) {
        var added = take(bind);
        if (ending) {
            return ended(added, Duration.ZERO, STOPS);
        }
        if (held.contains(bind.name())) {
            return ended(added, Duration.ZERO, HELD);
        }
        if (started) {
            added.forEach(BindConnection::start);
        }
        return allBound(added);
    }

    /** Finishes what is under way on this bind, unbinds it and forgets it. */
    public synchronized CompletableFuture<Void> remove(String bind, Duration atMost) {
        held.remove(bind);
        return gone(bind, atMost);
    }

    private CompletableFuture<Void> gone(String bind, Duration atMost) {
        var leaving = of(bind);
        return ended(leaving, atMost, "removed from the settings").thenRun(() -> connections.removeAll(leaving));
    }

    /**
     * Finishes what is under way on this bind, unbinds it and keeps it so until {@link #resume}, whatever changes meanwhile.
     *
     * @throws IllegalArgumentException if there is no such bind
     */
    public synchronized CompletableFuture<Void> hold(String bind, Duration atMost) {
        var holding = known(bind);
        held.add(bind);
        return ended(holding, atMost, HELD);
    }

    /**
     * Connects a bind again that was held; one that was not is bound anew, and reads its certificates again.
     *
     * @return ends when every connection of it has been bound once
     * @throws IllegalArgumentException if there is no such bind, or a trust store cannot be read
     */
    public synchronized CompletableFuture<Void> resume(String bind, Duration atMost) {
        var settings = known(bind).get(0).settings();
        BindConnection.check(settings);
        held.remove(bind);
        return change(settings, atMost);
    }

    private List<BindConnection> known(String bind) {
        var its = of(bind);
        if (its.isEmpty()) {
            throw new IllegalArgumentException("there is no bind " + bind);
        }
        return its;
    }

    /**
     * Unbinds the bind of this name in order and binds it anew as {@code bind} says; the others go on meanwhile.
     *
     * @throws IllegalArgumentException if a trust store cannot be read; then nothing is changed
     */
    public CompletableFuture<Void> change(SmppBindSettings bind, Duration atMost) {
        BindConnection.check(bind);
        return gone(bind.name(), atMost).thenCompose(done -> add(bind));
    }

    /**
     * Looks whether these could be bound; changes nothing.
     *
     * @throws IllegalArgumentException if a trust store cannot be read or a name occurs twice
     */
    public static void check(List<SmppBindSettings> binds) {
        var names = new HashSet<String>();
        for (var bind : binds) {
            BindConnection.check(bind);
            if (!names.add(bind.name())) {
                throw new IllegalArgumentException("two binds are called " + bind.name());
            }
        }
    }

    private List<BindConnection> take(SmppBindSettings bind) {
        if (!of(bind.name()).isEmpty()) {
            throw new IllegalArgumentException("two binds are called " + bind.name());
        }
        var before = shared.get(bind.name());
        var own = new BindShared(bind.timing(), before == null ? new BindFigures() : before.figures());
        shared.put(bind.name(), own);
        own.traceUntil(now() + bind.timing().traceSeconds() * 1_000L);
        // With the start time in it, the names of another run never come again in the same database.
        var prefix = bind.name() + "-" + parts.clock().millis() + "-";
        var added = new ArrayList<BindConnection>();
        for (int i = 0; i < bind.peer().connections(); i++) {
            added.add(new BindConnection(
                    bind,
                    parts,
                    own,
                    () -> prefix + connectionCount.incrementAndGet(),
                    this::roomMayHaveGrown,
                    parts.wire().loops().next()));
        }
        if (refusing) {
            added.forEach(BindConnection::refuseNew);
        }
        connections.addAll(added);
        return added;
    }

    private List<BindConnection> of(String bind) {
        return connections.stream()
                .filter(each -> each.settings().name().equals(bind))
                .toList();
    }

    /** Starts connecting, and keeps every bind up until {@link #close}. */
    public synchronized void start() {
        started = true;
        connections.forEach(BindConnection::start);
    }

    /** Ends when every connection has been bound once. */
    public CompletableFuture<Void> allBound() {
        return allBound(connections);
    }

    private static CompletableFuture<Void> allBound(List<BindConnection> some) {
        return CompletableFuture.allOf(
                some.stream().map(BindConnection::firstBound).toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public CompletionStage<SubmitOutcome> submit(Segment segment) {
        long now = now();
        var session = session(segment, now);
        if (session == null || !session.gate().enter(now)) {
            return CompletableFuture.completedFuture(new SubmitOutcome.TryLater("no bind has room"));
        }
        routes.went(segment, session);
        var submission = new Submission(segment, session.gate());
        session.submit(submission);
        return submission.outcome;
    }

    /** All parts of one answer go over one connection, or the handset may get them in another order. */
    private @Nullable SessionHandler session(Segment segment, long now) {
        var before = routes.before(segment).map(this::boundAs);
        if (before.isPresent()) {
            return before.get();
        }
        var preferred = segment.preferredBind();
        var session = preferred == null ? null : roomiest(preferred, now);
        return session == null ? roomiest(null, now) : session;
    }

    private @Nullable SessionHandler boundAs(String name) {
        for (var connection : connections) {
            var session = connection.bound();
            if (session != null && session.connection().equals(name)) {
                return session;
            }
        }
        return null;
    }

    /** The emptiest connection of the named bind, or of all. */
    private @Nullable SessionHandler roomiest(@Nullable String bind, long now) {
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
        return roomiest;
    }

    @Override
    public int room() {
        long now = now();
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

    /** One entry for each bind that there is or was, by name. */
    public List<BindTraffic> traffic() {
        return shared.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> BindTraffic.of(entry.getKey(), entry.getValue().figures()))
                .toList();
    }

    /**
     * Logs the PDUs of this bind, without texts and passwords, for so long; zero ends it.
     *
     * @throws IllegalArgumentException if there is no such bind, or it would be longer than an hour
     */
    public void trace(String bind, Duration length) {
        var own = shared.get(bind);
        if (own == null) {
            throw new IllegalArgumentException("there is no bind " + bind);
        }
        if (length.toSeconds() > SmppBindSettings.TRACE_SECONDS_MAX) {
            throw new IllegalArgumentException("a trace takes at most an hour, not " + length.toMinutes() + " min");
        }
        own.traceUntil(now() + length.toMillis());
    }

    /**
     * Takes a PDU that was put aside as if it came now over this bind; nobody is answered but its sender.
     *
     * @return empty if it still is no message that can be read, or there is no such bind
     */
    public Optional<CompletionStage<Acknowledgement>> again(String bind, byte[] pdu) {
        var connection = of(bind).stream().findFirst();
        var name = bind + "-again-" + parts.clock().millis() + "-" + connectionCount.incrementAndGet();
        return connection.flatMap(known -> known.reader()
                .whole(pdu, name, parts.clock().instant())
                .map(message -> parts.intake()
                        .take(message)
                        .whenComplete((taken, fault) -> parts.intake().closed(name))));
    }

    /** The last PDUs of each connection of this bind that is bound, a line each, the oldest first, masked. */
    public List<String> lastPdus(String bind) {
        return of(bind).stream()
                .map(BindConnection::bound)
                .filter(Objects::nonNull)
                .flatMap(session -> session.lastPdus().stream())
                .map(PduNote::toString)
                .toList();
    }

    /** From now on answers every new message busy; enquire_link, answers and submissions go on. */
    public void pauseIntake() {
        refusing = true;
        connections.forEach(BindConnection::refuseNew);
    }

    /** Finishes what is under way, unbinds and disconnects, without coming back. */
    public synchronized CompletableFuture<Void> drain(Duration atMost) {
        ending = true;
        return ended(connections, atMost, STOPS);
    }

    private static CompletableFuture<Void> ended(List<BindConnection> some, Duration atMost, String why) {
        return CompletableFuture.allOf(some.stream()
                .map(connection -> connection.stop(atMost.toMillis(), why))
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Drains. */
    @Override
    public void close() {
        drain(CLOSE_WITHIN.dividedBy(3))
                .completeOnTimeout(null, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private long now() {
        return parts.ticker().millis();
    }

    /** The name of the connection that the first part of an answer went over. */
    private static final class Routes {
        /** Parts follow each other within moments: one so far back has gone, or has lost its connection. */
        private static final int REMEMBERED = 10_000;

        private final Map<OutboxId, String> connections = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<OutboxId, String> eldest) {
                return size() > REMEMBERED;
            }
        };

        synchronized Optional<String> before(Segment segment) {
            return segment.part().total() > 1
                    ? Optional.ofNullable(connections.get(segment.downlink()))
                    : Optional.empty();
        }

        synchronized void went(Segment segment, SessionHandler session) {
            if (segment.part().total() > 1) {
                connections.put(segment.downlink(), session.connection());
            }
        }
    }
}

package cn.smspay.outside.simulator;

import cn.smspay.base.Msisdn;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.smpp.SmppPipeline;
import com.cloudhopper.smpp.pdu.BaseBind;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A carrier's short message centre with its handsets, on 127.0.0.1. Thread-safe. */
public final class SmscSimulator implements AutoCloseable {
    private final SmscSettings settings;
    private final Clock clock;
    private final MultiThreadIoEventLoopGroup loops;
    private final Channel listening;
    private final SmscFaults faults = new SmscFaults();
    private final SmscCounts counts = new SmscCounts();
    private final Map<String, Handset> handsets = new ConcurrentHashMap<>();
    private final List<Consumer<ReceivedSubmit>> downlinkListeners = new CopyOnWriteArrayList<>();
    private final Set<SmscSession> sessions = ConcurrentHashMap.newKeySet();
    /** Who may be sent messages. Guarded by {@link #waiting} for changes, so that none is given to a session that has ended. */
    private final List<SmscSession> receivers = new CopyOnWriteArrayList<>();

    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicInteger references = new AtomicInteger();
    private final AtomicLong messageIds = new AtomicLong(1_000_000);
    /** Ids that begin anew with every start would repeat those of the last one. */
    private final String firstId;

    private final AtomicLong uplinkIds = new AtomicLong();
    private final AtomicLong submitted = new AtomicLong();
    private volatile @Nullable Uplink last;

    private SmscSimulator(SmscSettings settings, Clock clock, @Nullable SslContext tls) {
        this.settings = settings;
        this.clock = clock;
        this.firstId = Long.toString(clock.millis(), Character.MAX_RADIX) + '-';
        this.loops = new MultiThreadIoEventLoopGroup(2, SmscSimulator::thread, NioIoHandler.newFactory());
        this.listening = listen(tls);
    }

    /** Listens from now on; ESMEs may bind. */
    public static SmscSimulator start(SmscSettings settings, Clock clock) {
        return new SmscSimulator(settings, clock, null);
    }

    /** The same behind TLS. */
    public static SmscSimulator start(SmscSettings settings, Clock clock, SslContext tls) {
        return new SmscSimulator(settings, clock, tls);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "smsc");
        thread.setDaemon(true);
        return thread;
    }

    private Channel listen(@Nullable SslContext tls) {
        return new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast("tls", tls.newHandler(channel.alloc()));
                        }
                        var session = new SmscSession(SmscSimulator.this, settings.window());
                        SmppPipeline.install(channel, session);
                        sessions.add(session);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()))
                .syncUninterruptibly()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    public SmscFaults faults() {
        return faults;
    }

    public SmscCounts counts() {
        return counts;
    }

    /** Connections that are bound and take messages. */
    public int receivers() {
        return receivers.size();
    }

    /** Submissions taken since the start. */
    public long submitted() {
        return submitted.get();
    }

    /** The phone with this number; texts sent to it before the first call are not kept. */
    public Handset handset(String number) {
        return handsets.computeIfAbsent(number, unused -> new Handset(this, number));
    }

    /** Calls {@code listener} on a network thread for every submission that is taken from now on. */
    public void onDownlink(Consumer<ReceivedSubmit> listener) {
        downlinkListeners.add(listener);
    }

    /**
     * Sends a text to the engine, in parts with a user data header if it is long.
     *
     * @return the command_status of the last part's answer, once all are answered
     */
    public CompletableFuture<Integer> deliver(String from, String to, String text) {
        return deliver(from, to, text, Splitting.HEADER_8_BIT);
    }

    public CompletableFuture<Integer> deliver(String from, String to, String text, Splitting splitting) {
        var answers = UplinkText.write(from, to, text, splitting, references.incrementAndGet() & 0xFF).stream()
                .map(this::deliver)
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenCompose(unused -> answers.get(answers.size() - 1));
    }

    /** @return the command_status of the answer, after a redelivery if there was one */
    public CompletableFuture<Integer> deliver(Uplink uplink) {
        var numbered = settings.numbers() && uplink.smscMessageId() == null
                ? uplink.withSmscMessageId(firstId + uplinkIds.incrementAndGet())
                : uplink;
        last = numbered;
        return dispatch(new Delivery(DeliverWriter.write(numbered), false));
    }

    /** Delivers the last message again, whatever became of it, as an SMSC does that lost the answer. */
    public CompletableFuture<Integer> redeliverLast() {
        var uplink = last;
        if (uplink == null) {
            throw new IllegalStateException("nothing was delivered yet");
        }
        var again = new Delivery(DeliverWriter.write(uplink), false);
        again.attempt(0);
        return dispatch(again);
    }

    /** Writes octets as they are to every connection. */
    public void writeRaw(byte[] octets) {
        sessions.forEach(session -> session.writeRaw(octets));
    }

    /** Closes every connection without a word. */
    public void disconnectAll() {
        sessions.forEach(SmscSession::disconnect);
    }

    /** Asks every ESME to leave, as before maintenance. */
    public void unbindAll() {
        sessions.forEach(SmscSession::unbind);
    }

    /** Sends the answers to submissions that were kept back; see {@link SmscFaults#holdAnswers}. */
    public void releaseAnswers() {
        sessions.forEach(SmscSession::releaseAnswers);
    }

    /** Reads no more from any connection, or reads again. */
    public void stopReading(boolean stop) {
        sessions.forEach(session -> session.stopReading(stop));
    }

    @Override
    public void close() {
        listening.close().syncUninterruptibly();
        disconnectAll();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private CompletableFuture<Integer> dispatch(Delivery delivery) {
        synchronized (waiting) {
            if (receivers.isEmpty()) {
                waiting.addLast(delivery);
            } else {
                nextReceiver().enqueue(delivery);
            }
        }
        return delivery.status;
    }

    private SmscSession nextReceiver() {
        return receivers.get(Math.floorMod(turn.getAndIncrement(), receivers.size()));
    }

    // From sessions.

    int judge(BaseBind<?> bind) {
        if (faults.bindStatus() != CommandStatus.OK) {
            return faults.bindStatus();
        }
        if (!settings.systemId().equals(bind.getSystemId())) {
            return CommandStatus.INVALID_SYSTEM_ID;
        }
        boolean known = settings.password().reveal().equals(bind.getPassword());
        return known ? CommandStatus.OK : CommandStatus.INVALID_PASSWORD;
    }

    void bound(SmscSession session, boolean receives) {
        if (!receives) {
            return;
        }
        synchronized (waiting) {
            receivers.add(session);
            waiting.forEach(session::enqueue);
            waiting.clear();
        }
    }

    void ended(SmscSession session, Collection<Delivery> unanswered, Collection<Delivery> unsent) {
        sessions.remove(session);
        synchronized (waiting) {
            receivers.remove(session);
            if (settings.redeliver()) {
                unanswered.forEach(this::dispatch);
            }
            unsent.forEach(this::dispatch);
            session.unsent().forEach(this::dispatch);
        }
    }

    void delivering(Delivery delivery) {
        if (!delivery.isReceipt()) {
            counts.delivered(delivery);
        }
    }

    void answered(Delivery delivery, int status) {
        if (!delivery.isReceipt()) {
            counts.answered(delivery, status);
        }
        delivery.status.complete(status);
    }

    long nextMessageId() {
        return messageIds.incrementAndGet();
    }

    /** @return what sends the receipt, if one is wanted */
    Runnable take(ReceivedSubmit downlink, long id) {
        submitted.incrementAndGet();
        downlinkListeners.forEach(listener -> listener.accept(downlink));
        var number = Msisdn.read(downlink.to()).map(Msisdn::digits).orElse(downlink.to());
        var handset = handsets.get(number);
        if (handset != null) {
            handset.receive(downlink);
        }
        if (!downlink.receiptWanted()) {
            return () -> {};
        }
        var receipt = DeliverWriter.receipt(downlink, Long.toString(id), faults.receiptState(), clock.instant());
        return () -> dispatch(new Delivery(receipt, true));
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.base.Threads;
import cn.smspay.base.UplinkId;
import cn.smspay.sms.Acknowledgement;
import cn.smspay.sms.Intake;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.BrokenStream;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.PduDecoder;
import cn.smspay.sms.pdu.PduNote;
import cn.smspay.sms.pdu.UnreadablePdu;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.pdu.Pdu;
import com.cloudhopper.smpp.pdu.PduResponse;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ties a {@link SmppSession} to a Netty channel. Everything of the session happens on the channel's thread; what other threads
 * want, they queue, and one wake-up serves all that has queued.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements SmppSession.SessionEffects {
    /** What the handler tells its owner, on the channel's thread. */
    interface Owner {
        void bound(SessionHandler session);

        void loginRefused(SessionHandler session);

        /** @param wasBound whether the bind had succeeded */
        void ended(SessionHandler session, boolean wasBound, String reason);

        void roomMayHaveGrown();
    }

    private static final long TICK_MILLIS = 100;
    /** How long the last octets may take before the connection is closed over them. */
    private static final long FAREWELL_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);
    private static final Acknowledgement FAULT = new Acknowledgement(Acknowledgement.Status.FAULT, null);
    private static final Acknowledgement NOTED = new Acknowledgement(Acknowledgement.Status.ACCEPTED, null);

    private final SmppBindSettings settings;
    private final String connection;
    private final LinkParts parts;
    private final BindFigures figures;
    private final BindShared shared;
    private final PduNote.Last lastPdus = new PduNote.Last();
    private final @Nullable ClientTls tls;
    private final Owner owner;
    private final SubmitGate gate;
    private final SmppSession session;
    private final DeliverReader reader;
    private final SubmitWriter writer;

    private final Errands errands = new Errands(() -> working = true, this::settleDown);
    private volatile @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> ticking;
    private String endReason = "closed by the peer";
    private boolean bound;
    private boolean closing;
    /** Whether its end is in order, so that nobody has to look what led to it. */
    private boolean leaving;

    /** A peer that sends nothing but rubbish must not fill the log as well. */
    private boolean warned;

    private boolean roomGrew;
    /** Whether the thread is at work for this session and will call {@link #settleDown}. */
    private boolean working;

    /** @param tls how the peer proves itself, none for plain TCP */
    SessionHandler(
            SmppBindSettings settings,
            String connection,
            LinkParts parts,
            BindShared shared,
            @Nullable ClientTls tls,
            Owner owner) {
        this.settings = settings;
        this.connection = connection;
        this.parts = parts;
        this.figures = shared.figures();
        this.shared = shared;
        this.tls = tls;
        this.owner = owner;
        this.gate = new SubmitGate(settings.pace());
        this.session = new SmppSession(settings, gate, figures, this);
        this.reader = new DeliverReader(settings);
        this.writer = new SubmitWriter(settings);
    }

    String connection() {
        return connection;
    }

    SubmitGate gate() {
        return gate;
    }

    /** Takes what has entered the gate. Any thread. */
    void submit(Submission submission) {
        errands.add(() -> session.submit(submission, now()), context());
    }

    /** At once, from any thread. */
    void refuseNew() {
        session.refuseNew();
    }

    void drain(long atMostMillis) {
        errands.add(
                () -> {
                    leaving = true;
                    session.drain(now() + atMostMillis);
                },
                context());
    }

    /** The last PDUs of this connection, masked. Any thread. */
    List<PduNote> lastPdus() {
        return lastPdus.all();
    }

    // From Netty.

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (tls == null) {
            start(active);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext active, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            var refusal = refusal(handshake);
            if (refusal.isEmpty()) {
                start(active);
            } else {
                close("TLS handshake failed: " + refusal.get());
            }
        }
        active.fireUserEventTriggered(event);
    }

    private Optional<String> refusal(SslHandshakeCompletionEvent handshake) {
        return handshake.isSuccess()
                ? tls == null ? Optional.empty() : tls.refusal()
                : Optional.of(String.valueOf(handshake.cause().getMessage()));
    }

    private void start(ChannelHandlerContext active) {
        if (!PlaintextGuard.permits(settings.peer(), active.channel().remoteAddress())) {
            close("refusing to send a password in plain text to a public address");
            return;
        }
        session.connected(now());
        active.flush();
        ticking = active.executor()
                .scheduleAtFixedRate(
                        Threads.lasting(connection + ": the look at what waits", this::tick),
                        TICK_MILLIS,
                        TICK_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void tick() {
        working = true;
        session.tick(now());
        settleDown();
    }

    @Override
    public void channelRead(ChannelHandlerContext active, Object message) {
        working = true;
        if (message instanceof Pdu pdu) {
            note(PduNote.of(pdu, false, now()));
            session.received(pdu, now());
        } else if (message instanceof UnreadablePdu pdu) {
            note(PduNote.of(pdu, now()));
            quarantine(pdu.octets(), pdu.reason());
            session.received(pdu, now());
        } else if (message instanceof PduDecoder.Leftover) {
            figures.leftovers.count(settings.name());
        } else if (message instanceof BrokenStream stream) {
            figures.unreadable.increment();
            session.received(stream);
        }
    }

    private void note(PduNote note) {
        lastPdus.add(note);
        if (shared.traces(note.at())) {
            LOG.info("{}: {}", connection, note);
        }
    }

    private void quarantine(byte[] octets, String reason) {
        figures.unreadable.increment();
        if (!warned) {
            warned = true;
            LOG.warn(
                    "{}: cannot read a PDU: {}; further ones are only counted; the last were: {}",
                    connection,
                    reason,
                    lastPdus.line(now()));
        }
        try {
            parts.intake().quarantine(settings.name(), octets, reason);
        } catch (RuntimeException e) {
            LOG.error("{}: quarantine failed", connection, e);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext active) {
        settleDown();
    }

    /** Once for all that one read, tick or wake-up brought. */
    private void settleDown() {
        working = false;
        var active = context;
        if (active != null) {
            active.flush();
        }
        if (roomGrew) {
            roomGrew = false;
            owner.roomMayHaveGrown();
        }
    }

    /** A peer that does not read is not read from and not written to, so that neither side's backlog grows here. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext active) {
        boolean writable = active.channel().isWritable();
        active.channel().config().setAutoRead(writable);
        gate.writable(writable);
        if (writable) {
            owner.roomMayHaveGrown();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext active, Throwable cause) {
        Threads.check(cause);
        if (cause instanceof RuntimeException && !(cause instanceof CodecException)) {
            LOG.error("{}: our own fault", connection, cause);
        }
        close(cause.getClass().getSimpleName() + ": " + cause.getMessage());
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        if (ticking != null) {
            ticking.cancel(false);
        }
        session.lost();
        errands.run(inactive);
        if (bound && !leaving) {
            LOG.warn("{}: {}; the last PDUs were: {}", connection, endReason, lastPdus.line(now()));
        }
        owner.ended(this, bound, endReason);
        if (bound) {
            parts.intake().closed(connection);
        }
    }

    // From the session.

    @Override
    public void send(Pdu pdu) {
        var active = context();
        note(PduNote.of(pdu, true, now()));
        active.write(pdu, active.voidPromise());
    }

    @Override
    public void send(Submission submission) {
        var active = context();
        var pdu = writer.write(submission.segment);
        pdu.setSequenceNumber(submission.sequence);
        note(PduNote.of(pdu, true, now()));
        active.write(pdu).addListener(written -> submission.written = written.isSuccess());
    }

    /** Lets what is written go out first, unless the peer does not read. */
    @Override
    public void close(String reason) {
        if (closing) {
            return;
        }
        closing = true;
        endReason = reason;
        gate.bound(false);
        var active = context();
        if (active.channel().isWritable()) {
            active.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            active.executor().schedule(() -> active.close(), FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            active.close();
        }
    }

    @Override
    public void bound() {
        bound = true;
        owner.bound(this);
        roomGrew = true;
    }

    @Override
    public boolean mayBindAnew() {
        return shared.mayBindAnew(now());
    }

    @Override
    public void loginRefused() {
        owner.loginRefused(this);
    }

    @Override
    public void deliver(BaseSm<?> pdu, PduResponse response) {
        CompletionStage<Acknowledgement> answer;
        try {
            answer = handIn(pdu);
        } catch (RuntimeException e) {
            LOG.error("{}: intake failed", connection, e);
            session.answer(response, FAULT, now());
            return;
        }
        answer.whenComplete(
                (acknowledgement, failure) -> answerLater(response, failure == null ? acknowledgement : FAULT));
    }

    private CompletionStage<Acknowledgement> handIn(BaseSm<?> pdu) {
        var receivedAt = parts.clock().instant();
        Intake intake = parts.intake();
        if (EsmClass.isReceipt(pdu.getEsmClass())) {
            var receipt = reader.receipt(pdu, receivedAt);
            if (receipt.isPresent()) {
                return intake.take(receipt.get());
            }
            // Asking for it again would not make it readable.
            figures.unreadableReceipts.count(settings.name());
            quarantine(DeliverReader.octets(pdu), "receipt without id or state");
            return CompletableFuture.completedFuture(NOTED);
        }
        if (EsmClass.isAbort(pdu.getEsmClass())) {
            figures.aborted.count(settings.name());
            return CompletableFuture.completedFuture(NOTED);
        }
        var uplink = reader.uplink(pdu, connection, receivedAt);
        return reader.receiptInForm(pdu, receivedAt)
                .map(receipt -> intake.take(uplink, receipt))
                .orElseGet(() -> intake.take(uplink));
    }

    private void answerLater(PduResponse response, Acknowledgement acknowledgement) {
        if (context().executor().inEventLoop()) {
            session.answer(response, acknowledgement, now());
            if (!working) {
                errands.wake(context());
            }
        } else {
            errands.add(() -> session.answer(response, acknowledgement, now()), context());
        }
    }

    @Override
    public void proven(UplinkId upTo) {
        parts.intake().proven(connection, upTo);
    }

    @Override
    public void late(Submission submission, SubmitOutcome outcome) {
        parts.lateAnswer().late(submission.segment, outcome);
    }

    @Override
    public void roomMayHaveGrown() {
        roomGrew = true;
    }

    private ChannelHandlerContext context() {
        var known = context;
        if (known == null) {
            throw new IllegalStateException("used before it was added to a channel");
        }
        return known;
    }

    private long now() {
        return parts.ticker().millis();
    }
}

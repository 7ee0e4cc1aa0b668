package cn.smspay.sms;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Ticker;
import cn.smspay.base.UplinkId;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Route;
import cn.smspay.store.Store;
import cn.smspay.store.StoreFault;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what carriers deliver. Sorts out what is not an uplink to this service, queues the rest on the lane and answers
 * when it is durable (R 3.0.2). Thread-safe.
 */
public final class SmsIntake implements Intake {
    private static final Logger LOG = LoggerFactory.getLogger(SmsIntake.class);
    private static final Acknowledgement NOTHING_KEPT = new Acknowledgement(Acknowledgement.Status.ACCEPTED, null);
    private static final Acknowledgement TRY_LATER = new Acknowledgement(Acknowledgement.Status.TRY_LATER, null);
    private static final Acknowledgement FAULT = new Acknowledgement(Acknowledgement.Status.FAULT, null);

    private static final long QUARANTINE_MILLIS = 60_000;
    private static final int QUARANTINE_MAX = 100;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private long quarantineSince;
    private int quarantined;
    private final Lane lane;
    private final SmsSettings settings;
    private final UplinkHandler handler;
    private final Receipts receipts;
    private final SmsFigures figures;
    private final Clock clock;
    private final Ticker ticker;
    private final MonotonicClock nanos;
    private final OwnEvents events;

    /** @param ticker for what is limited in time */
    public SmsIntake(
            Lane lane,
            SmsSettings settings,
            UplinkHandler handler,
            Receipts receipts,
            SmsFigures figures,
            Clock clock,
            Ticker ticker,
            MonotonicClock nanos) {
        this.lane = lane;
        this.settings = settings;
        this.handler = handler;
        this.receipts = receipts;
        this.figures = figures;
        this.clock = clock;
        this.ticker = ticker;
        this.nanos = nanos;
        this.events = new OwnEvents(lane);
        this.quarantineSince = ticker.millis() - QUARANTINE_MILLIS;
    }

    /** Takes up what the last run left. Call before the first uplink. */
    public void recover(Store store) {
        handler.duplicates().recover(store, clock.instant());
    }

    /** Answers that the SMSC is not proven to have read; while there are some, the same text again is a redelivery. */
    public int unproven() {
        return handler.duplicates().unproven();
    }

    @Override
    public CompletionStage<Acknowledgement> take(DeliveredPdu pdu) {
        figures.received.increment();
        var service = settings.service(pdu.destination());
        if (service.isEmpty()) {
            // The fee belongs to the service that owns the number (edge 24).
            figures.wrongDestination.count(pdu.bind());
            return CompletableFuture.completedFuture(NOTHING_KEPT);
        }
        var source = Msisdn.read(pdu.source())
                .map(Msisdn::digits)
                .orElse(pdu.source().strip());
        var uplink = handler.read(pdu.between(source, service.get().digits()));
        long begun = nanos.nanos();
        var queued = lane.offer(handler.job(uplink));
        if (queued.isEmpty()) {
            figures.refused.increment();
            return CompletableFuture.completedFuture(TRY_LATER);
        }
        return queued.get()
                .handle((accepted, failure) -> failure == null
                        ? CompletableFuture.completedFuture(acknowledge(accepted, begun))
                        : afterFailure(uplink, failure))
                .thenCompose(Function.identity());
    }

    @Override
    public CompletionStage<Acknowledgement> take(DeliveredPdu pdu, Receipt asReceipt) {
        var sender = Msisdn.read(pdu.source());
        if (sender.isEmpty()) {
            return take(pdu);
        }
        var job = Job.of(Route.subscriber(sender.get()), tx -> {
            var now = clock.instant();
            boolean taken = receipts.takeWithoutBit(
                    tx, asReceipt, sender.get(), now.minus(settings.redelivery().horizon()));
            if (taken) {
                handler.counted(tx, sender.get());
            }
            return taken;
        });
        var queued = lane.offer(job);
        if (queued.isEmpty()) {
            figures.received.increment();
            figures.refused.increment();
            return CompletableFuture.completedFuture(TRY_LATER);
        }
        return queued.get()
                .<CompletionStage<Acknowledgement>>handle((taken, failure) -> {
                    if (failure != null) {
                        figures.received.increment();
                        figures.faults.increment();
                        return CompletableFuture.completedFuture(FAULT);
                    }
                    return taken ? CompletableFuture.completedFuture(NOTHING_KEPT) : take(pdu);
                })
                .thenCompose(Function.identity());
    }

    private Acknowledgement acknowledge(UplinkId accepted, long begun) {
        long took = nanos.nanos() - begun;
        figures.acknowledging.add(took);
        LOG.atDebug()
                .addKeyValue("uplink", accepted)
                .addKeyValue("ms", took / NANOS_PER_MILLI)
                .log("an uplink is stored and answered");
        return acknowledge(accepted);
    }

    private Acknowledgement acknowledge(UplinkId accepted) {
        return new Acknowledgement(Acknowledgement.Status.ACCEPTED, accepted);
    }

    /** A fault of the store is tried again by the SMSC; a fault of ours is charged, apologised for and kept for us to read. */
    private CompletableFuture<Acknowledgement> afterFailure(UplinkHandler.ArrivedUplink uplink, Throwable failure) {
        var cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        figures.faults.increment();
        if (cause instanceof StoreFault fault) {
            LOG.error("an uplink was not stored: {}", fault.getMessage());
            return CompletableFuture.completedFuture(FAULT);
        }
        LOG.error("an uplink of {} could not be handled", uplink.pdu().bind(), cause);
        return lane.offer(
                        handler.apology(uplink, String.valueOf(cause.getClass().getName())))
                .map(done -> done.handle((accepted, again) -> again == null ? acknowledge(accepted) : FAULT))
                .orElseGet(() -> CompletableFuture.completedFuture(TRY_LATER));
    }

    @Override
    public CompletionStage<Acknowledgement> take(Receipt receipt) {
        figures.receipts.increment();
        return receipts.take(receipt);
    }

    @Override
    public void proven(String connection, UplinkId upTo) {
        events.note(connection, tx -> handler.duplicates().proven(tx, connection, upTo, clock.instant()));
    }

    @Override
    public void closed(String connection) {
        events.note(connection, tx -> handler.duplicates().closed(tx, connection, clock.instant()));
    }

    @Override
    public void quarantine(String bind, byte[] pdu, String reason) {
        figures.quarantined.increment();
        if (!mayQuarantine(ticker.millis())) {
            return;
        }
        events.note(bind, tx -> handler.quarantine(tx, bind, HexFormat.of().formatHex(pdu), reason, clock.instant()));
    }

    /** A broken peer must not fill the disk: beyond so many a minute they are only counted. */
    private synchronized boolean mayQuarantine(long now) {
        if (now - quarantineSince >= QUARANTINE_MILLIS) {
            quarantineSince = now;
            quarantined = 0;
        }
        return ++quarantined <= QUARANTINE_MAX;
    }

    /** Drops conversations, guards, parts, fingerprints and awaited receipts that have run out. Call now and then. */
    public void forget() {
        events.note("forget", tx -> handler.forget(tx, clock.instant()));
        receipts.forget(clock.instant());
    }

    /** Tries again to note what the store could not take. Call a few times a second. */
    public void tick() {
        events.again();
    }

    /** How long a guard can matter at most. */
    static final Duration GUARDS_FOR = Duration.ofDays(1);
}

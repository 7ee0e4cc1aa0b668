package cn.smspay.engine;

import cn.smspay.accounts.life.Guesses;
import cn.smspay.base.Threads;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.config.Config;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.web.monitor.MonitorServer;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What an engine does for its own upkeep, on a thread of its own: it drops old rows, and looks at what may fail before it does. */
final class Upkeep implements AutoCloseable {
    private static final long PAGE_BYTES = 4_096;
    private static final long PERCENT = 100;

    private final Store store;
    private final Config config;
    private final BillingClerk clerk;
    private final Watch watch;
    private final Purge purge;
    private final Optional<CallFigures> calls;
    private final Map<String, BooleanSupplier> trunks;
    private final CertificateExpiry certificates;
    private final ScheduledExecutorService thread;

    /** @param thread its own, which it ends */
    Upkeep(
            Config config,
            Store store,
            Lane lane,
            Outbox outbox,
            Forgetting forgetting,
            BillingClerk clerk,
            Optional<CallFigures> calls,
            Guesses guesses,
            Clock clock,
            ScheduledExecutorService thread) {
        this.thread = thread;
        this.store = store;
        this.config = config;
        this.clerk = clerk;
        this.watch = new Watch(clock);
        this.purge = new Purge(store, lane, outbox, config.keep(), clock);
        purge.forgets(forgetting);
        watch.add("disk", this::disk);
        watch.add("log", this::log);
        watch.add("guessing", () -> guesses.trouble(clock.instant()));
        this.certificates = new CertificateExpiry(watch, clock);
        config.voice()
                .sip()
                .flatMap(sip -> sip.tls())
                .ifPresent(tls -> certificates.read("sip", tls.keystore(), tls.password()));
        this.calls = calls;
        this.trunks = calls.map(CallFigures::trunks).orElse(Map.of());
        trunks.forEach((name, registered) -> watch.add("trunk " + name, () -> trunk(registered)));
        watch.addAll(new GiveUps(store, clock)::trouble);
        watch.add("billing files", clerk::trouble);
        watch.add("billing files, sending on", clerk::sendingTrouble);
    }

    void start() {
        thread.scheduleWithFixedDelay(
                Threads.lasting("a look at disk and files", watch::look), 10, 10, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(Threads.lasting("dropping old rows", purge::begin), 1, 60, TimeUnit.SECONDS);
        thread.scheduleWithFixedDelay(
                Threads.lasting("dropping old rows", purge::step), 1_100, 200, TimeUnit.MILLISECONDS);
    }

    /** What is not in order, a line each; and of the trunks that are asked whether they are there, what they say. */
    List<String> lines() {
        watch.look();
        var lines = new ArrayList<>(watch.lines());
        calls.ifPresent(figures -> figures.answering()
                .keySet()
                .forEach(trunk -> lines.add("trunk " + trunk + ": " + pings(figures.pings(trunk)))));
        return lines;
    }

    /** What is wrong now, as it was noticed. */
    List<Watch.Alarm> alarms() {
        watch.look();
        return watch.alarms();
    }

    /** Of the disk under the data folder, 0 to 100; -1 if it cannot be read. */
    long diskFreePercent() {
        long total = bytes(FileStore::getTotalSpace);
        return total <= 0 ? -1 : bytes(FileStore::getUsableSpace) * PERCENT / total;
    }

    static String pings(Map<String, CallFigures.Pinged> hosts) {
        return hosts.entrySet().stream()
                .map(host -> host.getKey()
                        + (host.getValue().there() ? " answers pings" : " does not answer pings") + " since "
                        + Watch.written(host.getValue().since()))
                .collect(Collectors.joining("; "));
    }

    /** Drops old rows now rather than in time, as far as it has begun; for a clock that was turned. */
    Purge purge() {
        return purge;
    }

    private Optional<String> disk() {
        long total = bytes(FileStore::getTotalSpace);
        long free = bytes(FileStore::getUsableSpace);
        long percent = total <= 0 ? 0 : free * PERCENT / total;
        if (total > 0 && percent >= config.keep().diskFreePercent()) {
            return Optional.empty();
        }
        return Optional.of(
                total <= 0
                        ? "its free space cannot be read"
                        : megabytes(free) + " MB of " + megabytes(total) + " MB free (" + percent + " %) under "
                                + config.data() + ", less than " + config.keep().diskFreePercent() + " %");
    }

    private static long megabytes(long bytes) {
        return bytes / 1_000_000;
    }

    private interface Space {
        long of(FileStore store) throws IOException;
    }

    /** -1 if it cannot be read. */
    private long bytes(Space which) {
        try {
            return which.of(Files.getFileStore(config.data()));
        } catch (IOException e) {
            return -1;
        }
    }

    private Optional<String> log() {
        return store.checkpointer().flatMap(copying -> {
            var size = megabytes(copying.pages() * PAGE_BYTES) + " MB in the log, last copied into the database "
                    + copying.sinceLastCopy().toSeconds() + " s ago";
            if (copying.isFailing()) {
                return Optional.of("it cannot be copied, " + copying.failures() + " tries have failed: " + size);
            }
            return copying.isLong() ? Optional.of("it grows: " + size) : Optional.empty();
        });
    }

    private static Optional<String> trunk(BooleanSupplier registered) {
        return registered.getAsBoolean() ? Optional.empty() : Optional.of("we are not registered there");
    }

    CertificateExpiry certificates() {
        return certificates;
    }

    /** The same as figures. */
    void show(MonitorServer door) {
        door.gauge(
                "smspay.disk.free.bytes",
                "free space under the data folder",
                () -> bytes(FileStore::getUsableSpace),
                Map.of());
        door.gauge(
                "smspay.disk.total.bytes",
                "size of the disk under the data folder",
                () -> bytes(FileStore::getTotalSpace),
                Map.of());
        showLog(door);
        door.gauge("smspay.store.syncs", "waits for the disk since the start", store::syncs, Map.of());
        door.family("smspay_certificate_days_left", "days until a certificate ends", false, certificates::daysLeft);
        trunks.forEach((name, registered) -> door.gauge(
                "smspay.trunk.registered",
                "1 while we are registered at a trunk",
                () -> registered.getAsBoolean() ? 1 : 0,
                Map.of("trunk", name)));
        showBilling(door);
    }

    private void showLog(MonitorServer door) {
        store.checkpointer().ifPresent(copying -> {
            door.gauge("smspay.log.bytes", "size of the database's log", () -> copying.pages() * PAGE_BYTES, Map.of());
            door.gauge(
                    "smspay.log.copied.seconds",
                    "time since the log was last copied into the database",
                    () -> copying.sinceLastCopy().toSeconds(),
                    Map.of());
            door.counter("smspay.log.copy.failures", "failed copies of the log", copying::failures, Map.of());
        });
    }

    private void showBilling(MonitorServer door) {
        if (config.sftp().isPresent()) {
            door.gauge(
                    "smspay.billing.sent.seconds",
                    "time of the last billing file that was sent on, in seconds of the epoch, 0 before the first",
                    clerk::lastSent,
                    Map.of());
            door.gauge(
                    "smspay.billing.sending.fails",
                    "1 while billing files cannot be sent on",
                    () -> clerk.sendingTrouble().isPresent() ? 1 : 0,
                    Map.of());
        }
        door.gauge(
                "smspay.billing.writing.fails",
                "1 while billing files cannot be written",
                () -> clerk.trouble().isPresent() ? 1 : 0,
                Map.of());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}

package cn.smspay.engine;

import cn.smspay.base.RepeatedTrouble;
import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.books.ledger.DayClose;
import cn.smspay.books.outbox.AnswerIndex;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.ClockReadings;
import cn.smspay.files.billing.DayTotals;
import cn.smspay.files.billing.ExportProgress;
import cn.smspay.files.billing.FolderCheck;
import cn.smspay.files.billing.IntakeHours;
import cn.smspay.files.billing.Reconciliation;
import cn.smspay.files.billing.Retention;
import cn.smspay.files.billing.Seal;
import cn.smspay.files.billing.SenderIndex;
import cn.smspay.files.billing.SftpPush;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.files.format.CloseReason;
import cn.smspay.sms.SmsFigures;
import cn.smspay.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What a running engine does about billing files: closes and delivers what is due, sends it on, and once a day checks that
 * files, records and inbox agree. A failure is logged and tried again the next time; nothing is lost by it.
 */
final class BillingClerk {
    private static final Logger LOG = LoggerFactory.getLogger(BillingClerk.class);
    /** At once: the first round after an upgrade does not keep the billing files waiting for the answers of a year. */
    private static final int ANSWER_FILES = 20;

    private final Store store;
    private volatile List<Tariff> tariffs;
    private final Path folder;
    private final SmsFigures figures;
    private final ClockGuard guard;
    /** What is believed of the time: a clock that is wrong closes no file and purges nothing. */
    private final Clock clock;

    private final BillingFiles files;
    private final Retention retention;
    private final SenderIndex index;
    private final DayTotals totals;
    private final AnswerIndex answers;
    private final Optional<Seal> seal;
    private final Optional<SftpPush> push;
    /** In a row, by what could not be done. */
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    private @Nullable LocalDate checked;
    private IntakeHours.Counts kept = new IntakeHours.Counts(0, 0, 0);
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<String> sendingTrouble = Optional.empty();
    private volatile @Nullable Instant lastSent;

    /** @param folder where files are delivered; must exist */
    BillingClerk(
            Store store,
            BillingSettings settings,
            List<Tariff> tariffs,
            Optional<SftpTarget> target,
            Path folder,
            SmsFigures figures,
            ClockGuard guard) {
        this.figures = figures;
        this.tariffs = tariffs;
        this.store = store;
        this.folder = folder;
        this.guard = guard;
        this.clock = guard.clock();
        this.files = new BillingFiles(store, settings, folder);
        this.seal = settings.seal();
        this.index = new SenderIndex(store, folder.resolveSibling(SenderIndex.FOLDER));
        this.totals = new DayTotals(store, folder.resolveSibling(DayTotals.FOLDER));
        this.answers = new AnswerIndex(store, folder.resolveSibling(AnswerIndex.FOLDER));
        this.retention = new Retention(store, settings);
        this.push = target.map(to -> new SftpPush(store, settings, folder, to));
    }

    /** Keeps what short messages have come to since the last time; before the first file, so that a day is whole. */
    private void keepCounts() {
        var now = new IntakeHours.Counts(figures.accepted.sum(), figures.absorbed.sum(), figures.refused.sum());
        var more = new IntakeHours.Counts(
                now.accepted() - kept.accepted(), now.absorbed() - kept.absorbed(), now.refused() - kept.refused());
        trying("counts of the intake could not be kept", () -> {
            new IntakeHours(store).add(more, clock.instant());
            kept = now;
        });
    }

    /** Records may have these amounts from now on. Any thread. */
    void use(List<Tariff> others) {
        tariffs = others;
    }

    /** Call every minute or so. */
    void round() {
        keepCounts();
        trouble = trying(
                "billing files could not be written",
                () -> files.export(clock.instant(), ExportProgress.SILENT)
                        .forEach(file -> LOG.info(
                                "billing file {} closed with {} records",
                                file.key().sequence(),
                                file.records())));
        trying("the index of senders could not be written", index::extend);
        trying("the totals of days could not be written", totals::extend);
        trying("the index of answers could not be written", () -> answers.extend(ANSWER_FILES));
        push.ifPresent(this::send);
        var today = LocalDate.ofInstant(clock.instant(), ServiceDay.ZONE);
        if (!today.equals(checked)) {
            checked = today;
            trying("billing could not be checked", this::check);
        }
    }

    private void send(SftpPush sftp) {
        var refused = new AtomicReference<String>();
        var fault = trying("billing files could not be sent on", () -> {
            for (var receipt : sftp.push(clock.instant())) {
                if (receipt.delivered()) {
                    lastSent = receipt.triedAt();
                } else {
                    LOG.error("billing file {} was not delivered: {}", receipt.name(), receipt.remark());
                    refused.set(receipt.name() + " was not delivered: " + receipt.remark());
                }
            }
        });
        sendingTrouble = fault.or(() -> Optional.ofNullable(refused.get()))
                .map(what -> what + " (last success: " + (lastSent == null ? "none since the start" : lastSent) + ")");
    }

    /** Why the last round could not write billing files, if it could not. Any thread. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Why the last round could not send them on. Any thread. */
    Optional<String> sendingTrouble() {
        return sendingTrouble;
    }

    /** When a file was last sent on since the start, in seconds of the epoch; 0 before the first. Any thread. */
    long lastSent() {
        var at = lastSent;
        return at == null ? 0 : at.getEpochSecond();
    }

    /**
     * Refuses a database that is older than its billing files.
     *
     * @throws BillingStopped with the ways on
     */
    void requireOurs() {
        files.requireOurs();
    }

    private void check() {
        var findings = FolderCheck.of(folder, seal);
        findings.forEach(finding -> LOG.error("billing check: {}", finding));
        var differences = new Reconciliation(store, tariffs).of(Optional.empty());
        differences.forEach(difference -> LOG.error("billing check: {}", difference));
        var now = clock.instant();
        if (new Charges(store).head().day().compareTo(ServiceDay.of(now)) > 0) {
            LOG.error(
                    "alarm: the clock says {}, and charge records count on {} already: it is behind now, or it was ahead when"
                            + " they were written; until that day every record is marked late",
                    ServiceDay.of(now),
                    new Charges(store).head().day());
        }
        if (!guard.isDoubted()) {
            closeBook(now);
        }
        long purged = guard.isDoubted() ? 0 : retention.purgeByProvenClock(now);
        LOG.info(
                "billing check: {} findings, {} differences; {} old records purged",
                findings.size(),
                differences.size(),
                purged);
    }

    /** Closes the days of the book that are over, unless the clock may be wrong: a day that is closed stays so. */
    private void closeBook(Instant now) {
        var days = new DayClose(store);
        days.finish();
        var yesterday = LocalDate.ofInstant(now, ServiceDay.ZONE).minusDays(1);
        boolean closed = days.list().stream().anyMatch(day -> !day.date().isBefore(yesterday));
        if (!closed && new ClockReadings(store).isProven(now)) {
            var day = days.close(yesterday, now);
            LOG.info("the book is closed up to {} at transfer {}", day.date(), day.lastTransfer());
        }
    }

    /** Closes the file that is open, because the engine stops. */
    void close() {
        keepCounts();
        trying(
                "the open billing file could not be closed; the next start does it",
                () -> files.close(clock.instant(), CloseReason.SHUTDOWN, ExportProgress.SILENT));
    }

    /** Returns what went wrong, if anything did. */
    private Optional<String> trying(String complaint, Runnable work) {
        try {
            work.run();
            failures.remove(complaint);
            return Optional.empty();
        } catch (RuntimeException e) {
            int times = failures.merge(complaint, 1, Integer::sum);
            LOG.atLevel(RepeatedTrouble.isTold(times) ? Level.ERROR : Level.DEBUG)
                    .addKeyValue("times", times)
                    .log("{}: {}", complaint, e.getMessage());
            return Optional.of(complaint + ": " + e.getMessage());
        }
    }
}

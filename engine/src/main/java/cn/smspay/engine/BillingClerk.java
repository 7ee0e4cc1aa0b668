package cn.smspay.engine;

import cn.smspay.books.charge.Tariff;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.FolderCheck;
import cn.smspay.files.billing.Progress;
import cn.smspay.files.billing.Reconciliation;
import cn.smspay.files.billing.Retention;
import cn.smspay.files.billing.SftpPush;
import cn.smspay.files.billing.SftpTarget;
import cn.smspay.files.format.CloseReason;
import cn.smspay.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running engine does about billing files: closes and delivers what is due, sends it on, and once a day checks that
 * files, records and inbox agree. A failure is logged and tried again the next time; nothing is lost by it.
 */
final class BillingClerk {
    private static final Logger LOG = LoggerFactory.getLogger(BillingClerk.class);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Store store;
    private final List<Tariff> tariffs;
    private final Path folder;
    private final Clock clock;
    private final BillingFiles files;
    private final Retention retention;
    private final Optional<SftpPush> push;
    private @Nullable LocalDate checked;

    /** @param folder where files are delivered; must exist */
    BillingClerk(
            Store store,
            BillingSettings settings,
            List<Tariff> tariffs,
            Optional<SftpTarget> target,
            Path folder,
            Clock clock) {
        this.tariffs = tariffs;
        this.store = store;
        this.folder = folder;
        this.clock = clock;
        this.files = new BillingFiles(store, settings, folder);
        this.retention = new Retention(store, settings);
        this.push = target.map(to -> new SftpPush(store, settings, folder, to));
    }

    /** Call every minute or so. */
    void round() {
        trying(
                "billing files could not be written",
                () -> files.export(clock.instant(), Progress.SILENT)
                        .forEach(file -> LOG.info(
                                "billing file {} closed with {} records",
                                file.key().sequence(),
                                file.records())));
        push.ifPresent(sftp -> trying(
                "billing files could not be sent on",
                () -> sftp.push(clock.instant()).stream()
                        .filter(receipt -> !receipt.delivered())
                        .forEach(receipt ->
                                LOG.error("billing file {} was not delivered: {}", receipt.name(), receipt.remark()))));
        var today = LocalDate.ofInstant(clock.instant(), SHANGHAI);
        if (!today.equals(checked)) {
            checked = today;
            trying("billing could not be checked", this::check);
        }
    }

    private void check() {
        var findings = FolderCheck.of(folder);
        findings.forEach(finding -> LOG.error("billing check: {}", finding));
        var differences = new Reconciliation(store, tariffs).of(Optional.empty());
        differences.forEach(difference -> LOG.error("billing check: {}", difference));
        long purged = retention.purge(clock.instant());
        LOG.info(
                "billing check: {} findings, {} differences; {} old records purged",
                findings.size(),
                differences.size(),
                purged);
    }

    /** Closes the file that is open, because the engine stops. */
    void close() {
        trying(
                "the open billing file could not be closed; the next start does it",
                () -> files.close(clock.instant(), CloseReason.SHUTDOWN, Progress.SILENT));
    }

    private static void trying(String complaint, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("{}: {}", complaint, e.getMessage());
        }
    }
}

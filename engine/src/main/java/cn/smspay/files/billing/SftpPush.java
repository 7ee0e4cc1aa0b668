package cn.smspay.files.billing;

import cn.smspay.books.charge.CleanText;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends published files to the billing system: each under a temporary name, then renamed, its checksum file last. Every
 * try leaves a receipt in the database; a file without a good receipt is sent at the next run. A file may so arrive twice
 * with the same bytes, never in part and never not at all. One run at a time.
 */
public final class SftpPush {
    private static final String SERIES = "billing-delivery";

    private final Store store;
    private final FileRows rows;
    private final Path folder;
    private final SftpTarget target;

    /** @param folder where {@link BillingFiles} publishes */
    public SftpPush(Store store, BillingSettings settings, Path folder, SftpTarget target) {
        this.store = store;
        this.rows = new FileRows(store, settings);
        this.folder = folder;
        this.target = target;
    }

    /** One try to send one file; {@code remark} says why it failed. */
    public record PushReceipt(long id, String name, String target, Instant triedAt, boolean delivered, String remark) {
        static final Table<Long, PushReceipt> TABLE = Table.of("billing_delivery", long.class, PushReceipt.class);
    }

    /** Sends what has not arrived yet and returns this run's receipts. Stops at a file that cannot be sent. */
    public List<PushReceipt> push(Instant now) {
        var receipts = new ArrayList<PushReceipt>();
        for (var name : waiting()) {
            if (!send(name, now, receipts)) {
                break;
            }
        }
        return receipts;
    }

    /** Names of published files without a good receipt from this target, oldest first. */
    public List<String> waiting() {
        var files = rows.all().stream().collect(Collectors.toMap(f -> f.key().sequence(), f -> f));
        var delivered = delivered();
        return rows.copies().stream()
                .filter(copy -> copy.publishedAt() != null)
                .map(copy -> Objects.requireNonNull(files.get(copy.key().sequence()))
                        .name(copy.key().format()))
                .filter(name -> !delivered.contains(name))
                .toList();
    }

    private Set<String> delivered() {
        return store.read(sql -> sql.createQuery(
                        "select distinct name from billing_delivery where target = :target and delivered = 1")
                .bind("target", target.words())
                .mapTo(String.class)
                .set());
    }

    private boolean send(String name, Instant now, List<PushReceipt> receipts) {
        for (int attempt = 1; attempt <= target.tries(); attempt++) {
            var failure = attempt(name);
            receipts.add(write(name, failure.isEmpty(), failure, now));
            if (failure.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** What went wrong and at which step, or nothing. */
    private String attempt(String name) {
        try (var sftp = SftpSession.open(target)) {
            sftp.put(folder.resolve(name), name);
            if (Files.exists(folder.resolve(name + Seal.ENDING))) {
                sftp.put(folder.resolve(name + Seal.ENDING), name + Seal.ENDING);
            }
            sftp.put(folder.resolve(name + Publisher.CHECKSUM), name + Publisher.CHECKSUM);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private PushReceipt write(String name, boolean delivered, String remark, Instant now) {
        return store.write(tx -> {
            var receipt =
                    new PushReceipt(tx.next(SERIES), name, target.words(), now, delivered, CleanText.clean(remark));
            tx.add(PushReceipt.TABLE, receipt);
            return receipt;
        });
    }
}

package cn.smspay.files.billing;

import cn.smspay.books.charge.Billing;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Format;
import cn.smspay.files.format.Stream;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A database, a delivery folder and a clock for tests of files. */
public final class BillingWorld implements AutoCloseable {
    public final TestClock clock = new TestClock("2009-11-02T09:00:00");
    public final Billing billing = new Billing();
    final Path folder;
    public final Path out;
    public Store store;

    public BillingWorld(Path folder) throws IOException {
        this.folder = folder;
        this.out = Files.createDirectories(folder.resolve("out"));
        this.store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
    }

    /** As after a crash: what was not committed is gone. */
    void restart() {
        store.close();
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
    }

    static BillingSettings settings(Set<Format> formats, int recordsMax, long bytesMax, boolean emptyFiles) {
        return new BillingSettings(
                "n1",
                Stream.LIVE,
                "8610658888",
                "2.999.12588.1",
                formats,
                recordsMax,
                bytesMax,
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                emptyFiles,
                30,
                Optional.empty());
    }

    static BillingSettings settings() {
        return settings(Set.of(Format.values()), 1_000_000, 1_000_000_000, true);
    }

    public BillingFiles files() {
        return files(settings());
    }

    public BillingFiles files(BillingSettings settings) {
        return new BillingFiles(store, settings, out);
    }

    public void uplinks(int count) {
        Uplinks.record(store, billing, count, clock.instant());
    }

    @Override
    public void close() {
        store.close();
    }

    public List<BillingFile> closeByHand() {
        return files().close(clock.instant(), CloseReason.HAND, ExportProgress.SILENT);
    }

    List<BillingFile> export(BillingSettings settings) {
        return files(settings).export(clock.instant(), ExportProgress.SILENT);
    }

    Path csv(long sequence) {
        return out.resolve(files().list().get((int) sequence - 1).name(Format.CSV));
    }

    /** Everything that is delivered: names of files that a receiver may read. */
    List<String> names() throws IOException {
        try (var list = Files.list(out)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(n -> !n.equals(FolderLock.NAME))
                    .sorted()
                    .toList();
        }
    }

    /** The numbers of all records in all CSV files, in the order of the files. */
    List<Long> deliveredNumbers() throws IOException {
        var numbers = new ArrayList<Long>();
        for (var name : names()) {
            if (name.endsWith(".csv")) {
                Files.readAllLines(out.resolve(name)).stream()
                        .filter(line -> line.startsWith("D,"))
                        .map(line -> Long.parseLong(line.split(",")[1]))
                        .forEach(numbers::add);
            }
        }
        return numbers;
    }

    void sql(String... statements) {
        store.write(tx -> tx.query(sql -> {
            for (var statement : statements) {
                sql.execute(statement);
            }
            return null;
        }));
    }
}

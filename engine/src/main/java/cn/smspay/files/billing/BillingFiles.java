package cn.smspay.files.billing;

import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.files.format.BillingCopy;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Disk;
import cn.smspay.files.format.FileName;
import cn.smspay.files.format.Finding;
import cn.smspay.files.format.Format;
import cn.smspay.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes files of charge records and publishes them in one folder. A record is in exactly one file, files hold records in
 * order of their numbers, and no file holds records of two accounting days. Thread-safe; two exporters on one folder keep
 * each other out, also from two processes.
 */
public final class BillingFiles {
    private final Store store;
    private final BillingSettings settings;
    private final Path folder;
    private final PublishStep.Listener steps;
    private final Charges charges;
    private final FileRows rows;
    private final DueFiles due;
    private final ClockReadings clock;
    private final Disk disk;
    private final Publisher publisher;

    public BillingFiles(Store store, BillingSettings settings, Path folder) {
        this(store, settings, folder, Disk.REAL, PublishStep.Listener.NONE);
    }

    BillingFiles(Store store, BillingSettings settings, Path folder, Disk disk, PublishStep.Listener steps) {
        this.store = store;
        this.settings = settings;
        this.folder = folder;
        this.disk = disk;
        this.steps = steps;
        this.charges = new Charges(store);
        this.rows = new FileRows(store, settings);
        this.clock = new ClockReadings(store);
        this.due = new DueFiles(charges, rows, settings, clock);
        this.publisher = new Publisher(rows, disk, steps);
    }

    /**
     * Repairs what a crash left, then closes and publishes every file that is due.
     *
     * @return the files that were closed, oldest first
     * @throws BillingStopped if the folder or the disk does not let us
     * @throws DamagedBilling if stored records are not what was written
     */
    public List<BillingFile> export(Instant now, ExportProgress progress) {
        return run(now, null, progress);
    }

    /** Like {@link #export}, and closes also what is open although no limit is reached. */
    public List<BillingFile> close(Instant now, CloseReason reason, ExportProgress progress) {
        return run(now, reason, progress);
    }

    /** Finishes the publication of files that a crash interrupted, and removes temporary files. */
    public void repair(Instant now) {
        FolderLock.holding(folder, () -> {
            repairLocked(now);
            return folder;
        });
    }

    /**
     * Refuses a folder that holds files which this database does not know: an older database was put back, and would give
     * their numbers, and those of their records, to others.
     *
     * @throws BillingStopped with the files and the ways on
     */
    public void requireOurs() {
        long known = rows.last().map(file -> file.key().sequence()).orElse(0L);
        List<String> newer;
        try (var files = Files.list(folder)) {
            newer = files.map(path -> FileName.read(path.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .filter(name -> name.node().equals(settings.node())
                            && name.stream().equals(settings.stream().word())
                            && name.sequence() > known)
                    .map(FileName::text)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new BillingStopped("cannot look into " + folder + ": " + e.getMessage(), e);
        }
        if (!newer.isEmpty()) {
            throw new BillingStopped(
                    "the database is older than its billing files: " + newer.size() + " of them, "
                            + newer.get(0) + " to " + newer.get(newer.size() - 1)
                            + ", are not known to it, which knows " + known
                            + ". What was accepted since that copy was made is not in it. Put the newest database back; or, if there"
                            + " is none, move these files and their checksum files out of " + folder
                            + ", tell the billing system that they are void, since their numbers will be used again, and start again");
        }
    }

    /** All files of this node and stream, oldest first. */
    public List<BillingFile> list() {
        return rows.all();
    }

    /** The records that no file holds yet. */
    public Charges.Range open() {
        return due.open();
    }

    /**
     * Checks the folder (see {@link FolderCheck}), that it holds what the database says, and the chain of all stored
     * records.
     */
    public List<Finding> verify() {
        var check = FolderCheck.look(folder, settings.seal());
        var findings = new ArrayList<>(check.findings());
        findings.addAll(new BooksCheck(store, charges, rows).of(folder, check));
        return findings;
    }

    private List<BillingFile> run(Instant now, @Nullable CloseReason forced, ExportProgress progress) {
        return FolderLock.holding(folder, () -> {
            clock.note(now);
            repairLocked(now);
            addMissingFormats(now, progress);
            return closeDue(now, forced, progress);
        });
    }

    private List<BillingFile> closeDue(Instant now, @Nullable CloseReason forced, ExportProgress progress)
            throws IOException {
        var closed = new ArrayList<BillingFile>();
        // Done when these are in files: what comes in meanwhile is for the next time.
        long target = due.open().last();
        var wanted = forced;
        for (var plan = due.next(now, wanted); plan.isPresent(); plan = due.next(now, wanted)) {
            var file = closeOne(plan.get(), now, progress);
            closed.add(file);
            if (file.lastNumber() >= target) {
                wanted = null;
            }
        }
        return closed;
    }

    private BillingFile closeOne(BillingFile plan, Instant now, ExportProgress progress) throws IOException {
        refuseNamesInUse(plan);
        var written =
                writer().write(folder, plan, previousDigests(plan, settings.formats()), settings.bytesMax(), progress);
        steps.done(PublishStep.WRITTEN);
        try {
            store.write(tx -> {
                new Closing(tx, rows).close(written, due.openDay(now));
                return null;
            });
        } catch (RuntimeException e) {
            for (var copy : written.copies()) {
                Files.deleteIfExists(
                        FileWriter.temporary(folder, written.file(), copy.key().format()));
            }
            throw e;
        }
        steps.done(PublishStep.CLOSED);
        for (var copy : written.copies()) {
            publisher.publish(folder, written.file(), copy, now);
        }
        return written.file();
    }

    private FileWriter writer() {
        return new FileWriter(charges, disk, settings.seal());
    }

    /** A name that is taken means that this database is older than the folder: its numbers were used already. */
    private void refuseNamesInUse(BillingFile plan) {
        for (var format : settings.formats()) {
            var path = folder.resolve(plan.name(format));
            if (Files.exists(path)) {
                throw new BillingStopped(path + " exists, but the database does not know it: sequence number "
                        + plan.key().sequence() + " would be used twice. Was an old database put back?");
            }
        }
    }

    private Map<Format, String> previousDigests(BillingFile file, Set<Format> formats) {
        var previous = new EnumMap<Format, String>(Format.class);
        for (var format : formats) {
            previous.put(
                    format,
                    rows.copy(file.key().sequence() - 1, format)
                            .map(BillingCopy::sha256)
                            .orElse(""));
        }
        return previous;
    }

    private void addMissingFormats(Instant now, ExportProgress progress) throws IOException {
        var there = rows.copies().stream().map(BillingCopy::key).collect(Collectors.toSet());
        for (var file : rows.all()) {
            var missing = settings.formats().stream()
                    .filter(format -> !there.contains(BillingCopy.Key.of(file, format)))
                    .collect(Collectors.toSet());
            if (!missing.isEmpty() && stillStored(file)) {
                addFormats(file, missing, now, progress);
            }
        }
    }

    private void addFormats(BillingFile file, Set<Format> missing, Instant now, ExportProgress progress)
            throws IOException {
        var written = rewrite(file, previousDigests(file, missing), folder, progress);
        for (var copy : written.copies()) {
            store.write(tx -> {
                tx.add(BillingCopy.TABLE, copy);
                return null;
            });
            publisher.publish(folder, file, copy, now);
        }
    }

    private boolean stillStored(BillingFile file) {
        return file.records() == 0 || file.firstNumber() >= charges.all().first();
    }

    /** Writes a closed file once more; it must come to what the row says. */
    private FileWriter.WrittenFile rewrite(
            BillingFile file, Map<Format, String> previous, Path into, ExportProgress progress) throws IOException {
        var written = writer().write(into, file, previous, Long.MAX_VALUE, progress);
        if (written.file().records() != file.records()
                || written.file().sumLi() != file.sumLi()
                || !java.util.Arrays.equals(written.file().chainAfter(), file.chainAfter())) {
            throw new DamagedBilling(
                    "the records of file " + file.key().sequence() + " are not those that were closed");
        }
        return written;
    }

    private void repairLocked(Instant now) throws IOException {
        for (var copy : rows.unpublished()) {
            var file = known(copy.key().sequence());
            var format = copy.key().format();
            var path = folder.resolve(file.name(format));
            if (Files.exists(path)) {
                requireDigest(path, copy);
                Files.deleteIfExists(FileWriter.temporary(folder, file, format));
            } else if (!holds(FileWriter.temporary(folder, file, format), copy)) {
                regenerate(file, copy);
            }
            publisher.publish(folder, file, copy, now);
        }
        removeTemporaries();
    }

    private BillingFile known(long sequence) {
        return rows.find(sequence)
                .orElseThrow(() -> new BillingStopped(
                        "there is no billing file with sequence number " + sequence + " of node " + settings.node()
                                + ", stream " + settings.stream().word()));
    }

    static boolean holds(Path path, BillingCopy copy) throws IOException {
        return Files.exists(path) && FileDigest.of(path).sha256().equals(copy.sha256());
    }

    private static void requireDigest(Path path, BillingCopy copy) throws IOException {
        if (!holds(path, copy)) {
            throw new DamagedBilling(
                    path + " is not what was written (its SHA-256 differs from the database's): move it"
                            + " away, and the next export writes it again");
        }
    }

    private void regenerate(BillingFile file, BillingCopy copy) throws IOException {
        var previous = Map.of(copy.key().format(), copy.previousSha256());
        rewrite(file, previous, folder, ExportProgress.SILENT);
        requireDigest(FileWriter.temporary(folder, file, copy.key().format()), copy);
    }

    private void removeTemporaries() throws IOException {
        var prefix = "." + settings.node() + "-" + settings.stream().word() + "-*.part";
        try (var left = Files.newDirectoryStream(folder, prefix)) {
            for (var path : left) {
                Files.deleteIfExists(path);
            }
        }
    }

    /**
     * Writes a published file again, byte for byte, into {@code into}.
     *
     * @return the path of the copy; it is not overwritten if it is there already
     */
    public Path reexport(long sequence, Format format, Path into) {
        var file = known(sequence);
        var copy = Optional.of(format)
                .flatMap(f -> rows.copy(sequence, f))
                .orElseThrow(() -> new BillingStopped("file " + sequence + " was never written as " + format.ending()));
        if (!stillStored(file)) {
            throw new BillingStopped("the records of file " + sequence
                    + " were deleted when their retention had passed; only its digest is left: " + copy.sha256());
        }
        var path = into.resolve(file.name(format));
        if (Files.exists(path)) {
            throw new BillingStopped(path + " exists already and is not overwritten");
        }
        return FolderLock.holding(into, () -> {
            rewrite(file, Map.of(format, copy.previousSha256()), into, ExportProgress.SILENT);
            requireDigest(FileWriter.temporary(into, file, format), copy);
            Files.move(FileWriter.temporary(into, file, format), path);
            disk.syncFolder(into);
            return path;
        });
    }
}

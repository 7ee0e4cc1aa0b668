package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeRow;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.books.charge.StoredCharge;
import cn.smspay.files.format.BillingCopy;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.Finding;
import cn.smspay.files.format.Totals;
import cn.smspay.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks the database's own records, and that it and a folder agree in both directions: whatever one knows, the other has.
 * One use.
 */
final class BooksCheck {
    private static final String WRITE_AGAIN = "; move it away, and billing export writes it again";
    private static final String RESTORE = "; put back a backup and compare";

    /** What a correction says before the reason of its waiver. */
    private static final List<String> WAIVERS = List.of("WAIVED:", "RESTORED:");

    /** What corrections say of waivers that were released by somebody; those before had free words. */
    private static final Set<String> REASONS = WAIVERS.stream()
            .flatMap(word -> Arrays.stream(WaiverReason.values()).map(reason -> word + reason))
            .collect(Collectors.toSet());

    private final Store store;
    private final Charges charges;
    private final FileRows rows;
    private final List<Finding> findings = new ArrayList<>();

    BooksCheck(Store store, Charges charges, FileRows rows) {
        this.store = store;
        this.charges = charges;
        this.rows = rows;
    }

    List<Finding> of(Path folder, FolderCheck files) {
        var known = new HashMap<BillingFile.Key, BillingFile>();
        rows.everyFile().forEach(file -> known.put(file.key(), file));
        var names = new HashSet<String>();
        try {
            for (var copy : rows.everyCopy()) {
                checkCopy(folder, copy, known, files, names);
            }
        } catch (IOException e) {
            throw new BillingStopped("cannot read " + folder + ": " + e.getMessage(), e);
        }
        checkUnknown(files, known, names);
        checkFiles(known.values());
        checkRecords(known.values());
        checkCorrections();
        return findings;
    }

    private void checkCopy(
            Path folder,
            BillingCopy copy,
            Map<BillingFile.Key, BillingFile> known,
            FolderCheck files,
            Set<String> names)
            throws IOException {
        var key = copy.key();
        var file = known.get(new BillingFile.Key(key.node(), key.stream(), key.sequence()));
        if (file == null) {
            add(Finding.Kind.MISSING, "billing copy " + key, "the database has no row of its file" + RESTORE);
            return;
        }
        var name = file.name(key.format());
        names.add(name);
        var path = folder.resolve(name);
        if (!Files.exists(path)) {
            add(
                    Finding.Kind.MISSING,
                    name,
                    "the database knows it, and it is not in " + folder + "; billing reexport --sequence "
                            + key.sequence() + " writes it again");
            return;
        }
        var digest = FileDigest.of(path);
        if (!digest.sha256().equals(copy.sha256()) || digest.bytes() != copy.bytes()) {
            add(
                    Finding.Kind.CHECKSUM,
                    name,
                    "it is not what the database says was written: it was changed" + WRITE_AGAIN);
        }
        checkContents(name, copy, file, files);
        checkBeside(path, copy);
    }

    private void checkContents(String name, BillingCopy copy, BillingFile row, FolderCheck files) {
        var contents = files.contents().get(name);
        if (contents == null) {
            return;
        }
        contents.differsFrom(row)
                .ifPresent(what -> add(
                        Finding.Kind.TOTAL,
                        name,
                        "the database says something else of it: " + what + " differ" + RESTORE));
        var previous = contents.hasPrevious() ? contents.previousSha256() : "";
        if (!previous.equals(copy.previousSha256())) {
            add(
                    Finding.Kind.CHAIN,
                    name,
                    "the database says that it was written after another file than it says itself" + RESTORE);
        }
    }

    private void checkBeside(Path path, BillingCopy copy) throws IOException {
        var beside = path.resolveSibling(path.getFileName() + Seal.ENDING);
        boolean there = Files.exists(beside);
        var wanted = copy.sealedSha256();
        if (wanted == null && there) {
            add(
                    Finding.Kind.NAME,
                    beside.getFileName().toString(),
                    "the database knows of no keyed digest of this file");
        } else if (wanted != null
                && (!there
                        || !Files.readString(beside)
                                .equals(Publisher.line(
                                        wanted, path.getFileName().toString())))) {
            add(
                    Finding.Kind.CHECKSUM,
                    beside.getFileName().toString(),
                    "it is missing or not what the database says was written");
        }
    }

    /** Files that this database never wrote: forged, of another engine, or of the time after an old database was saved. */
    private void checkUnknown(FolderCheck files, Map<BillingFile.Key, BillingFile> known, Set<String> names) {
        var nodes = new HashSet<String>();
        var last = new HashMap<String, Long>();
        known.keySet().forEach(key -> {
            nodes.add(key.node() + "-" + key.stream().word());
            last.merge(key.node() + "-" + key.stream().word(), key.sequence(), Math::max);
        });
        files.contents().forEach((text, contents) -> {
            var name = contents.name();
            var series = name.node() + "-" + name.stream();
            if (names.contains(text)) {
                return;
            }
            String what;
            if (!nodes.contains(series)) {
                what = "this database never wrote a file of node " + name.node() + ", stream " + name.stream();
            } else if (name.sequence() > last.getOrDefault(series, 0L)) {
                what = "the database has come only to sequence number " + last.get(series)
                        + ": the file is forged, or an old database was put back; do not export before that is clear";
            } else {
                what = "the database does not know this file: it is forged, or its row was deleted";
            }
            add(Finding.Kind.NAME, text, what);
        });
    }

    /** Files of all nodes follow each other in one series of record numbers, each with at least one copy. */
    private void checkFiles(Iterable<BillingFile> files) {
        var copied = new HashSet<BillingFile.Key>();
        rows.everyCopy()
                .forEach(copy -> copied.add(new BillingFile.Key(
                        copy.key().node(), copy.key().stream(), copy.key().sequence())));
        var order = new ArrayList<BillingFile>();
        files.forEach(order::add);
        order.sort(Comparator.comparingLong(BillingFile::firstNumber)
                .thenComparingLong(BillingFile::records)
                .thenComparing(BillingFile::closedAt)
                .thenComparingLong(file -> file.key().sequence()));
        long next = 1;
        var chain = Chain.GENESIS;
        var sequences = new HashMap<String, Long>();
        for (var file : order) {
            var where = "file " + file.key().sequence() + " of " + file.key().node();
            if (file.firstNumber() != next || !Arrays.equals(file.chainBefore(), chain)) {
                add(
                        Finding.Kind.GAP,
                        where,
                        "its records do not begin where those of the file before it end, at " + next + RESTORE);
            }
            var series = file.key().node() + "-" + file.key().stream();
            long sequence = sequences.getOrDefault(series, 0L) + 1;
            if (file.key().sequence() != sequence) {
                add(Finding.Kind.GAP, where, "the database has no row of file " + sequence + RESTORE);
            }
            if (!copied.contains(file.key())) {
                add(Finding.Kind.MISSING, where, "the database has no row of any copy of it" + RESTORE);
            }
            sequences.put(series, file.key().sequence());
            next = file.lastNumber() + 1;
            chain = file.chainAfter();
        }
    }

    /**
     * Follows the chain over all records that are stored, from where the last purge left it, and adds up those of each file
     * on the way.
     */
    private void checkRecords(Iterable<BillingFile> files) {
        var byEnd = new HashMap<Long, BillingFile>();
        files.forEach(file -> {
            if (file.records() > 0) {
                byEnd.put(file.lastNumber(), file);
            }
        });
        var all = charges.all();
        checkStart(all, byEnd);
        var walk = new RecordPass(rows.chainBefore(all.first()), byEnd);
        try {
            charges.walkStored(all, true, walk::take);
            checkHead(all, walk.chain.head(), walk.broken);
        } catch (DamagedBilling e) {
            add(Finding.Kind.GAP, e.where(), e.what() + RESTORE);
        }
    }

    /** What is missing at the beginning has been purged, and that ended where a file ends. */
    private void checkStart(Charges.Range all, Map<Long, BillingFile> byEnd) {
        long purged = rows.purgedThrough();
        if (all.first() != purged + 1) {
            add(
                    Finding.Kind.GAP,
                    "charge records",
                    "the first one is " + all.first() + ", and only those up to " + purged + " have been purged"
                            + RESTORE);
        }
        var file = byEnd.get(purged);
        if (purged > 0 && (file == null || !Arrays.equals(file.chainAfter(), rows.chainBefore(purged + 1)))) {
            add(Finding.Kind.CHAIN, "charge purge", "it does not end where a closed file ends" + RESTORE);
        }
    }

    /** One pass over the records. */
    private final class RecordPass {
        private final Chain chain;
        private final Map<Long, BillingFile> byEnd;
        private Totals totals;
        private @Nullable ChargeRow before;
        private boolean broken;

        RecordPass(byte[] start, Map<Long, BillingFile> byEnd) {
            this.chain = new Chain(start);
            this.totals = new Totals(start);
            this.byEnd = byEnd;
        }

        boolean take(StoredCharge stored) {
            var record = stored.row();
            totals.add(stored);
            if (!Arrays.equals(chain.add(record.line(), 0, record.line().length), record.chain())) {
                add(
                        Finding.Kind.CHAIN,
                        "charge record " + record.number(),
                        "it is not what was written, or a record before it is missing" + RESTORE);
                broken = true;
                return false;
            }
            if (before != null && record.day().isBefore(before.day())) {
                add(
                        Finding.Kind.FORMAT,
                        "charge record " + record.number(),
                        "its day is before that of the one before");
            }
            before = record;
            var file = byEnd.get(record.number().value());
            if (file != null) {
                compare(file);
                totals = new Totals(chain.head());
            }
            return true;
        }

        private void compare(BillingFile file) {
            var made = file.holding(totals, file.reason());
            boolean same = made.records() == file.records()
                    && made.sumLi() == file.sumLi()
                    && Arrays.equals(made.chainAfter(), file.chainAfter())
                    && java.util.Objects.equals(made.firstAt(), file.firstAt())
                    && java.util.Objects.equals(made.lastAt(), file.lastAt())
                    && java.util.Objects.requireNonNull(before).day().equals(file.day());
            if (!same) {
                add(
                        Finding.Kind.TOTAL,
                        "file " + file.key().sequence() + " of " + file.key().node(),
                        "its row does not say what its records come to" + RESTORE);
            }
        }
    }

    private void checkHead(Charges.Range all, byte[] last, boolean broken) {
        var head = rows.head();
        if (!broken && (head.number() != all.last() || !Arrays.equals(head.chain(), last))) {
            add(
                    Finding.Kind.CHAIN,
                    "charge head",
                    "the chain was left at record " + head.number() + " and the records end at " + all.last()
                            + RESTORE);
        }
        var lastDay = charges.dayOf(all.last());
        if (head.day().isBefore(lastDay)) {
            add(Finding.Kind.FORMAT, "charge head", "its day is before that of record " + all.last() + RESTORE);
        }
        var closed =
                rows.lastOfAll().map(file -> ServiceDay.of(file.closedAt())).orElse(lastDay);
        if (lastDay.isBefore(head.day()) && closed.isBefore(head.day())) {
            add(
                    Finding.Kind.FORMAT,
                    "charge head",
                    "its day " + head.day()
                            + " is after the last record and the last file: records would count too late" + RESTORE);
        }
    }

    /** A correction has its mark, and every mark and waiver its correction. */
    private void checkCorrections() {
        store.read(sql -> sql.createQuery("""
                        select 'charge record ' || number as place, 'it corrects record ' || corrects
                               || ', and nothing says so' as what
                        from charge c where corrects is not null and not exists (
                            select 1 from charge_correction m where m.corrected = c.corrects and m.number = c.number)
                        union all
                        select 'charge correction of ' || corrected, 'its record ' || number || ' does not correct it'
                        from charge_correction m
                        where number > (select coalesce(max(through_number), 0) from charge_purge) and not exists (
                            select 1 from charge c where c.corrects = m.corrected and c.number = m.number)""")
                        .map((row, c) ->
                                new Finding(Finding.Kind.MISSING, row.getString("place"), row.getString("what")))
                        .list())
                .forEach(findings::add);
        try {
            checkWaivers();
        } catch (DamagedBilling e) {
            add(Finding.Kind.FORMAT, e.where(), e.what() + RESTORE);
        }
    }

    private void checkWaivers() {
        store.read(sql -> {
            var said = new TreeMap<Long, String>();
            Charges.eachCorrection(
                    sql,
                    new Charges.Range(0, Long.MAX_VALUE),
                    record -> said.put(record.number().value(), record.what().disposition()));
            var waived = new TreeMap<Long, String>();
            sql.createQuery("""
                            select number, reason from charge_waiver
                            where number > (select coalesce(max(through_number), 0) from charge_purge)""")
                    .map((row, c) -> Map.entry(row.getLong(1), row.getString(2)))
                    .forEach(row -> waived.put(row.getKey(), row.getValue()));
            waived.forEach((number, reason) -> {
                if (!WAIVERS.stream().anyMatch(word -> (word + reason).equals(said.get(number)))) {
                    add(
                            Finding.Kind.MISSING,
                            "charge waiver " + number,
                            "there is no correction of that number with its reason");
                }
            });
            said.forEach((number, disposition) -> {
                if (REASONS.contains(disposition) && !waived.containsKey(number)) {
                    add(Finding.Kind.MISSING, "charge record " + number, "nothing says who waived it");
                }
            });
            return null;
        });
    }

    private void add(Finding.Kind kind, String where, String what) {
        findings.add(new Finding(kind, where, what));
    }
}

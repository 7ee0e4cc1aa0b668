package cn.smspay.files.billing;

import cn.smspay.base.PairFile;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Charges.Range;
import cn.smspay.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the charge records of one number without reading them all: sorted (sender, number) pairs in files beside the
 * database, made when billing files are closed, for the records in them; only what came since is looked through. All of it
 * can be made again from the records, and what it says is compared with them, so that a folder that is lost, old or of
 * another database costs time and nothing else. Several processes may use and extend it.
 */
public final class SenderIndex {
    /** Beside the database. */
    public static final String FOLDER = "senders";

    /** Records in a file: it is sorted in memory, and a search opens each file once. */
    private static final int SEGMENT_MOST = 1_000_000;

    private static final Pattern NAME = Pattern.compile("([0-9]{15})-([0-9]{15})-([0-9A-F]{16})");
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,17}");

    private final Store store;
    private final Charges charges;
    private final Path folder;

    public SenderIndex(Store store, Path folder) {
        this.store = store;
        this.charges = new Charges(store);
        this.folder = folder;
    }

    /** A file that holds the pairs of a range of records. */
    private record IndexSegment(Path file, Range range) {}

    /**
     * Takes up the records of all closed billing files, and drops what is about purged ones.
     *
     * @throws BillingStopped if the folder does not let us
     */
    public void extend() {
        var all = charges.all();
        try {
            Files.createDirectories(folder);
            var segments = segments();
            for (var old : segments) {
                if (old.range().last() < all.first()) {
                    Files.deleteIfExists(old.file());
                }
            }
            long next = Math.max(all.first(), last(segments) + 1);
            for (var end = end(next, next); end.isPresent(); end = end(next, next)) {
                next = write(next, all) + 1;
            }
        } catch (IOException e) {
            throw new BillingStopped("cannot write the index of senders in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Where the last billing file ends that is not longer than a file here may be, or else the next one. */
    private Optional<Long> end(long first, long from) {
        return store.read(sql -> sql
                .createQuery("""
                        select coalesce(max(case when last <= :most then last end), min(last))
                        from (select first_number + records - 1 last from billing_file where records > 0) f
                        where last >= :from""")
                .bind("most", first + SEGMENT_MOST - 1)
                .bind("from", from)
                .map((row, c) -> row.getObject(1) == null ? null : row.getLong(1))
                .stream()
                .filter(Objects::nonNull)
                .findFirst());
    }

    /** The link of the chain at the end of a billing file: an index of other records has another one. */
    private String stamp(long last) {
        return store.read(sql -> sql.createQuery("""
                        select hex(substr(chain_after, 1, 8)) from billing_file
                        where records > 0 and first_number + records - 1 = :last""")
                .bind("last", last)
                .mapTo(String.class)
                .findFirst()
                .orElse(""));
    }

    private static long last(List<IndexSegment> segments) {
        return segments.isEmpty()
                ? 0
                : segments.get(segments.size() - 1).range().last();
    }

    /** Writes the next file, instead of the last one while that has room. */
    private long write(long from, Range all) throws IOException {
        var before = segments().stream()
                .filter(segment -> segment.range().last() == from - 1
                        && end(segment.range().first(), from).orElse(0L)
                                <= segment.range().first() + SEGMENT_MOST - 1)
                .findFirst();
        long first = before.map(segment -> segment.range().first()).orElse(from);
        long last = end(first, from).orElseThrow();
        var pairs = new ArrayList<long[]>();
        charges.forEach(new Range(Math.max(first, all.first()), last), record -> {
            if (DIGITS.matcher(record.who().sender()).matches()) {
                pairs.add(new long[] {
                    Long.parseLong(record.who().sender()), record.number().value()
                });
            }
        });
        PairFile.write(file(first, last, stamp(last)), pairs);
        if (before.isPresent()) {
            Files.deleteIfExists(before.get().file());
        }
        return last;
    }

    private Path file(long first, long last, String stamp) {
        return folder.resolve(String.format(Locale.ROOT, "%015d-%015d-%s", first, last, stamp));
    }

    /** The files in order, one after the other without gap or overlap; what does not fit is not used. */
    private List<IndexSegment> segments() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var found = new ArrayList<IndexSegment>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && name.group(3).equals(stamp(Long.parseLong(name.group(2))))) {
                    found.add(new IndexSegment(
                            file, new Range(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))));
                }
            });
        }
        // Of two that begin alike the longer one is the newer.
        found.sort(Comparator.<IndexSegment>comparingLong(
                        segment -> segment.range().first())
                .thenComparing(segment -> segment.range().last(), Comparator.reverseOrder()));
        var chained = new ArrayList<IndexSegment>();
        for (var segment : found) {
            if (chained.isEmpty() || segment.range().first() == last(chained) + 1) {
                chained.add(segment);
            }
        }
        return chained;
    }

    /** All stored records of this sender, oldest first. */
    public List<ChargeRecord> records(String sender) {
        var all = charges.all();
        var found = new ArrayList<ChargeRecord>();
        long upTo = 0;
        try {
            for (var segment : segments()) {
                if (segment.range().first() > Math.max(all.first(), upTo + 1)
                        || segment.range().last() > all.last()) {
                    break;
                }
                var here = lookUp(segment, sender);
                if (here.isEmpty()) {
                    break;
                }
                found.addAll(here.get());
                upTo = segment.range().last();
            }
        } catch (IOException e) {
            found.clear();
            upTo = 0;
        }
        found.addAll(charges.ofSender(sender, upTo));
        return found;
    }

    /** Empty if the file is not what the records say. */
    private Optional<List<ChargeRecord>> lookUp(IndexSegment segment, String sender) {
        if (!DIGITS.matcher(sender).matches()) {
            return Optional.empty();
        }
        var records = new ArrayList<ChargeRecord>();
        try {
            for (long number : PairFile.find(
                    segment.file(),
                    Long.parseLong(sender),
                    segment.range().first(),
                    segment.range().last())) {
                if (number >= charges.all().first()) {
                    var record = charges.find(new ChargeNumber(number));
                    if (record.isEmpty() || !record.get(0).who().sender().equals(sender)) {
                        return Optional.empty();
                    }
                    records.addAll(record);
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.of(records);
    }
}

package cn.smspay.books.outbox;

import static cn.smspay.books.outbox.Outbox.DOWNLINK;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.PairFile;
import cn.smspay.base.Sha256;
import cn.smspay.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answers to one number without reading them all, and without an index in the database, which would cost each message
 * a page of the log: sorted (recipient, id) pairs in files beside it, each of so many answers in a row. What is in no file is
 * looked through. What a file says is compared with the rows, and its name holds a digest of its last one, so that a folder that
 * is lost, old or of another database costs time and nothing else. Thread-safe.
 */
public final class AnswerIndex {
    /** Beside the database. */
    public static final String FOLDER = "recipients";

    /** Answers in a file: four megabytes, and a third of a second to look through while it is not made yet. */
    private static final int SPAN = 1 << 18;

    private static final Pattern NAME = Pattern.compile("([0-9]{15})-([0-9a-f]{16})");
    private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int FIRST_DIGITS = 15;
    private static final int STAMP_DIGITS = 16;

    private final Store store;
    private final Path folder;
    private final int span;

    public AnswerIndex(Store store, Path folder) {
        this(store, folder, SPAN);
    }

    /** @param span answers in a file */
    AnswerIndex(Store store, Path folder, int span) {
        this.store = store;
        this.folder = folder;
        this.span = span;
    }

    /** Ids from the first to the last, of those that are stored. */
    private record Range(long first, long last) {}

    private Range stored() {
        return store.readDurable(
                // One at a time each is at an end of the key; together SQLite reads the table for them.
                sql -> sql.createQuery("select coalesce((select min(id) from downlink), 1),"
                                + " coalesce((select max(id) from downlink), 0)")
                        .map((row, context) -> new Range(row.getLong(1), row.getLong(2)))
                        .one());
    }

    /**
     * Makes files that are missing, and drops those whose answers are gone.
     *
     * @param most files at once
     * @return how many were made
     * @throws UncheckedIOException if the folder does not let us
     */
    public int extend(int most) {
        var all = stored();
        int made = 0;
        try {
            Files.createDirectories(folder);
            var files = files();
            for (long first = begin(all.first()); first + span - 1 <= all.last() && made < most; first += span) {
                var stamp = stamp(first);
                if (stamp.isPresent() && !files.containsKey(first)) {
                    write(first, stamp.get());
                    made++;
                }
            }
            for (var file : named()) {
                if (first(file) + span <= all.first()) {
                    Files.deleteIfExists(file);
                }
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the index of answers in " + folder, e);
        }
    }

    /** Where the file begins that this answer belongs into. */
    private long begin(long id) {
        return (id - 1) / span * span + 1;
    }

    private void write(long first, String stamp) throws IOException {
        var pairs = new ArrayList<long[]>(span);
        store.read(sql -> {
            sql.createQuery("select recipient, id from downlink where id between :first and :last")
                    .bind("first", first)
                    .bind("last", first + span - 1)
                    .map((row, context) -> DIGITS.matcher(row.getString(1)).matches()
                            ? new long[] {Long.parseLong(row.getString(1)), row.getLong(2)}
                            : new long[0])
                    .forEach(pair -> {
                        if (pair.length > 0) {
                            pairs.add(pair);
                        }
                    });
            return pairs;
        });
        PairFile.write(folder.resolve(String.format(Locale.ROOT, "%015d-%s", first, stamp)), pairs);
    }

    /** Of the last answer of a file; empty once that is gone. */
    private Optional<String> stamp(long first) {
        return store.read(sql -> sql.createQuery(
                        "select id || '|' || recipient || '|' || decided_at from downlink where id = :id")
                .bind("id", first + span - 1)
                .mapTo(String.class)
                .findOne()
                .map(text -> Sha256.hex(text).substring(0, STAMP_DIGITS)));
    }

    private List<Path> named() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> NAME.matcher(file.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static long first(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, FIRST_DIGITS));
    }

    /** Files that are of this database, by where they begin. */
    private Map<Long, Path> files() throws IOException {
        var found = new HashMap<Long, Path>();
        for (var file : named()) {
            var stamp = file.getFileName().toString().substring(FIRST_DIGITS + 1);
            if (stamp(first(file)).filter(stamp::equals).isPresent()) {
                found.put(first(file), file);
            }
        }
        return found;
    }

    /** The last answers to a number, newest first. */
    public List<Downlink> lastTo(Msisdn number, int most) {
        return between(number, 1, Long.MAX_VALUE, most);
    }

    /**
     * The answers to a number with ids in a range, newest first.
     *
     * @param most at most so many
     */
    public List<Downlink> between(Msisdn number, long from, long to, int most) {
        var all = stored();
        var files = filesIfReadable();
        var found = new ArrayList<Downlink>();
        long last = Math.min(to, all.last());
        long least = Math.max(from, all.first());
        while (last >= least && found.size() < most) {
            long first = Math.max(begin(last), least);
            found.addAll(within(number, new Range(first, last), files.get(begin(last)), most - found.size()));
            last = first - 1;
        }
        return found;
    }

    private Map<Long, Path> filesIfReadable() {
        try {
            return files();
        } catch (IOException | UncheckedIOException e) {
            return Map.of();
        }
    }

    private List<Downlink> within(Msisdn number, Range range, @Nullable Path file, int most) {
        if (file != null) {
            var indexed = indexed(number, range, file, most);
            if (indexed.isPresent()) {
                return indexed.get();
            }
        }
        return store.read(sql -> sql.createQuery("select " + String.join(", ", DOWNLINK.columns())
                        + " from downlink where id between :first and :last and recipient = :number"
                        + " order by id desc limit :most")
                .bind("first", range.first())
                .bind("last", range.last())
                .bind("number", number.digits())
                .bind("most", most)
                .map((row, context) -> DOWNLINK.read(row))
                .list());
    }

    /** Empty if the file is not what the rows say. */
    private Optional<List<Downlink>> indexed(Msisdn number, Range range, Path file, int most) {
        try {
            var found = new ArrayList<Downlink>();
            var ids = PairFile.find(file, number.number(), first(file), first(file) + span - 1);
            Predicate<Long> wanted = id -> id >= range.first() && id <= range.last();
            for (int i = ids.size() - 1; i >= 0 && found.size() < most; i--) {
                var row = wanted.test(ids.get(i)) ? row(new OutboxId(ids.get(i))) : Optional.<Downlink>empty();
                if (row.isPresent() && !row.get().recipient().equals(number)) {
                    return Optional.empty();
                }
                row.ifPresent(found::add);
            }
            return Optional.of(found);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Downlink> row(OutboxId id) {
        return store.read(sql -> sql.createQuery(
                        "select " + String.join(", ", DOWNLINK.columns()) + " from downlink where id = :id")
                .bind("id", id.value())
                .map((row, context) -> DOWNLINK.read(row))
                .findOne());
    }
}

package cn.smspay.talk.desk;

import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was served since when, and by whom; the last entry holds. Thread-safe. */
public final class ReleaseLog {
    private static final Table<Long, Row> ROWS = Table.of("release_log", Long.class, Row.class);
    /** Of older entries the files are no longer kept: nobody goes back so far. */
    private static final int KEPT = 50;

    private static final byte[] GONE = {};

    record Row(
            Long number,
            String id,
            Instant at,
            String who,
            How how,
            String note,
            String report,
            String stopped,
            byte[] files) {}

    /** What somebody did. */
    public enum How {
        /** The engine was started with these files. */
        START,
        /** They were released. */
        RELEASE,
        /** They were gone back to. */
        BACK,
        /** New conversations were stopped. */
        STOP,
        /** They go on. */
        GO
    }

    /**
     * One of them.
     *
     * @param number from 1
     * @param id hash of the files' names and texts
     * @param report what the check found
     * @param stopped the dialogues that begin no new conversations, {@code *} for all
     */
    public record LoggedRelease(
            long number, String id, Instant at, String who, How how, String note, String report, Set<String> stopped) {
        /** Whether somebody decided on it, rather than starting an engine on a folder. */
        public boolean isDeliberate() {
            return how != How.START;
        }

        /** As people name it. */
        public String called() {
            return "release " + number + " (" + how.name().toLowerCase(java.util.Locale.ROOT) + " by " + who
                    + (note.isEmpty() ? "" : ": " + note) + ")";
        }
    }

    /** Somebody else was faster: nothing was written. */
    public static final class Overtaken extends RuntimeException {
        private final transient LoggedRelease newest;

        Overtaken(LoggedRelease newest) {
            super(newest.called() + " came meanwhile");
            this.newest = newest;
        }

        public LoggedRelease newest() {
            return newest;
        }
    }

    private final Store store;

    public ReleaseLog(Store store) {
        this.store = store;
    }

    /** The newest first. */
    public List<LoggedRelease> list(int most) {
        return store.read(sql -> sql.createQuery("""
                        select number, id, at, who, how, note, report, stopped from release_log
                        order by number desc limit :most""")
                .bind("most", most)
                .map((row, context) -> new LoggedRelease(
                        row.getLong(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getString(4),
                        How.valueOf(row.getString(5)),
                        row.getString(6),
                        row.getString(7),
                        names(row.getString(8))))
                .list());
    }

    public Optional<LoggedRelease> newest() {
        return list(1).stream().findFirst();
    }

    public Optional<LoggedRelease> entry(long number) {
        return list(Integer.MAX_VALUE).stream()
                .filter(each -> each.number() == number)
                .findFirst();
    }

    /** The texts of its files by name; empty if they are no longer kept. */
    public Map<String, String> files(long number) {
        var packed = store.read(sql -> sql.createQuery("select files from release_log where number = :number")
                .bind("number", number)
                .map((row, context) -> row.getBytes(1))
                .findOne());
        return packed.filter(files -> files.length > 0).map(Releases::unpacked).orElse(Map.of());
    }

    /** What is to be written down. */
    public record New(How how, String who, String note, String report, Set<String> stopped) {}

    /**
     * Writes an entry down.
     *
     * @param after the number of the entry that it follows, 0 for none
     * @throws Overtaken if another one is the newest by now
     */
    public LoggedRelease add(long after, Map<String, String> files, New what, Instant now) {
        return store.write(tx -> add(tx, after, files, what, now));
    }

    private LoggedRelease add(Tx tx, long after, Map<String, String> files, New what, Instant now) {
        long newest = tx.query(sql -> sql.createQuery("select coalesce(max(number), 0) from release_log")
                .mapTo(Long.class)
                .one());
        if (newest != after) {
            throw new Overtaken(entry(tx.get(ROWS, newest)));
        }
        var row = new Row(
                newest + 1,
                Releases.id(files),
                now,
                what.who(),
                what.how(),
                what.note(),
                what.report(),
                String.join(" ", what.stopped()),
                Releases.packed(files));
        tx.put(ROWS, row);
        tx.find(ROWS, row.number() - KEPT)
                .ifPresent(old -> tx.put(
                        ROWS,
                        new Row(
                                old.number(),
                                old.id(),
                                old.at(),
                                old.who(),
                                old.how(),
                                old.note(),
                                old.report(),
                                old.stopped(),
                                GONE)));
        return entry(row);
    }

    private static LoggedRelease entry(Row row) {
        return new LoggedRelease(
                row.number(), row.id(), row.at(), row.who(), row.how(), row.note(), row.report(), names(row.stopped()));
    }

    private static Set<String> names(String written) {
        return written.isEmpty() ? Set.of() : Arrays.stream(written.split(" ")).collect(Collectors.toSet());
    }
}

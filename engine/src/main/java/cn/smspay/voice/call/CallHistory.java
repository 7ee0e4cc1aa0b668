package cn.smspay.voice.call;

import cn.smspay.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads stored call records, a page at a time, so that nobody who writes has to wait for it. Thread-safe. */
public final class CallHistory {
    private static final String COLUMNS = String.join(", ", StoredCallRecords.TABLE.columns());
    private static final int PAGE = 1_000;
    /** A call ends at most so long after it began, whatever the settings say. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Store store;
    private final int page;

    public CallHistory(Store store) {
        this(store, PAGE);
    }

    CallHistory(Store store, int page) {
        this.store = store;
        this.page = page;
    }

    /**
     * Which calls.
     *
     * @param from when they began, at the earliest
     * @param before when they began, at the latest, without that moment itself
     * @param caller only of this number, as eleven digits; none for all
     */
    public record CallQuery(
            Instant from, Instant before, @Nullable String caller) {}

    /** In the order of their ends. */
    public void read(CallQuery wanted, Consumer<CallRecord> each) {
        var after = new PagePosition(Math.subtractExact(millis(wanted.from()), 1), "");
        while (true) {
            var records = page(wanted, after);
            records.stream()
                    .filter(record -> !record.startedAt().isBefore(wanted.from())
                            && record.startedAt().isBefore(wanted.before()))
                    .forEach(each);
            if (records.size() < page) {
                return;
            }
            var last = records.get(records.size() - 1);
            after = new PagePosition(millis(last.endedAt()), last.id());
        }
    }

    private record PagePosition(long endedAt, String id) {}

    private List<CallRecord> page(CallQuery wanted, PagePosition after) {
        return store.read(sql -> sql.createQuery("select " + COLUMNS + " from call_record"
                        + " where (ended_at, id) > (:ended, :id) and ended_at < :before"
                        + (wanted.caller() == null ? "" : " and caller = :caller")
                        + " order by ended_at, id limit :page")
                .bind("ended", after.endedAt())
                .bind("id", after.id())
                .bind("before", millis(wanted.before().plus(LONGEST)))
                .bind("caller", wanted.caller())
                .bind("page", page)
                .map((row, context) -> StoredCallRecords.TABLE.read(row))
                .list());
    }

    /** The end of the oldest call that is still kept. */
    public Optional<Instant> oldest() {
        return store.read(sql -> sql.createQuery("select min(ended_at) from call_record where ended_at is not null")
                .mapTo(Long.class)
                .findOne()
                .map(Instant::ofEpochMilli));
    }

    private static long millis(Instant at) {
        return at.toEpochMilli();
    }
}

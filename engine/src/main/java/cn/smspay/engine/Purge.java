package cn.smspay.engine;

import cn.smspay.accounts.FreeTexts;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Threads;
import cn.smspay.base.UplinkId;
import cn.smspay.books.outbox.Downlink;
import cn.smspay.books.outbox.Outbox;
import cn.smspay.config.Config;
import cn.smspay.sms.InboxPurge;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import cn.smspay.talk.actions.CountUse;
import cn.smspay.talk.desk.Tally;
import cn.smspay.voice.call.StoredCallRecords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops rows that have run out, beside the engine: slice by slice, each a small input of the lane among the others, never two at
 * once. A round goes through the tables one after the other.
 */
final class Purge {
    private static final Logger LOG = LoggerFactory.getLogger(Purge.class);
    /** Rows of one slice: about a millisecond of the writer. */
    static final int SLICE = 200;
    /** Closed accounts of one slice: each takes some statements. */
    private static final int CLOSED_SLICE = 20;
    /** Slices of closed accounts in a round: after a start all are looked at again, and other tables must not wait for that. */
    private static final int CLOSED_SLICES = 25;
    /** Figures of dialogues: this month can be compared with the same of the year before. */
    private static final Duration FIGURES_KEPT = Duration.ofDays(400);

    /** Some are looked up before, outside the writer; null: there is nothing to drop. */
    private interface PurgedTable {
        @Nullable
        Predicate<Tx> next();
    }

    /** How far closed accounts were looked at. */
    private static final class Closed {
        private volatile Forgetting.Mark mark = Forgetting.Mark.START;
        private int slices;
    }

    private final Store store;
    private final Lane lane;
    private final Outbox outbox;
    private final Config.Keep keep;
    private final Clock clock;
    private final Map<Forgetting.Kind, Closed> closed = new EnumMap<>(Forgetting.Kind.class);
    /** Each drops a slice and says whether there may be another. */
    private final List<PurgedTable> tables = new ArrayList<>();

    private int table;
    private boolean underWay;
    private volatile UplinkId uplinks = new UplinkId(0);
    private volatile OutboxId answers = new OutboxId(0);
    private volatile long quarantineEnd;

    Purge(Store store, Lane lane, Outbox outbox, Config.Keep keep, Clock clock) {
        this.store = store;
        this.lane = lane;
        this.outbox = outbox;
        this.keep = keep;
        this.clock = clock;
        Stream.<Predicate<Tx>>of(
                        this::uplinks,
                        this::answers,
                        this::calls,
                        this::quarantine,
                        this::freeTexts,
                        this::counts,
                        this::figures)
                .forEach(work -> tables.add(() -> work));
        this.table = tables.size();
    }

    /** What is held of former customers goes too, kind by kind. Call it before the first round. */
    synchronized void forgets(Forgetting forgetting) {
        for (var kind : Forgetting.Kind.values()) {
            tables.add(() -> former(forgetting, kind));
        }
        table = tables.size();
    }

    private Duration kept(Forgetting.Kind kind) {
        var after = keep.afterClosing();
        return switch (kind) {
            case NAMES -> after.names();
            case DOCUMENTS -> after.documents();
            case BANK_CARDS -> after.bankCards();
            case CALLS -> after.calls();
            case TEXTS -> after.texts();
        };
    }

    /** Calls and texts go with everybody else's by then; answers to dialogues have a time of their own. */
    private boolean goAnyway(Forgetting.Kind kind) {
        return kind == Forgetting.Kind.CALLS && kept(kind).compareTo(keep.calls()) >= 0;
    }

    private @Nullable Predicate<Tx> former(Forgetting forgetting, Forgetting.Kind kind) {
        var seen = closed.computeIfAbsent(kind, any -> new Closed());
        var slice = goAnyway(kind)
                ? new Forgetting.Slice(List.of(), null)
                : forgetting.closed(seen.mark, before(kept(kind)), CLOSED_SLICE);
        var next = slice.next();
        if (next == null) {
            seen.slices = 0;
            return null;
        }
        boolean goesOn = ++seen.slices % CLOSED_SLICES != 0;
        boolean sooner = kind == Forgetting.Kind.TEXTS && kept(kind).compareTo(keep.answers()) < 0;
        var texts = sooner ? forgetting.texts(slice.formers()) : List.<Downlink>of();
        return tx -> {
            forgetting.wipe(tx, kind, slice.formers());
            outbox.wipeTexts(tx, texts);
            tx.afterCommit(() -> seen.mark = next);
            return goesOn;
        };
    }

    private boolean uplinks(Tx tx) {
        var last = InboxPurge.dropUplinks(tx, uplinks, before(keep.uplinks()), SLICE);
        last.ifPresent(id -> tx.afterCommit(() -> uplinks = id));
        return last.isPresent();
    }

    private boolean answers(Tx tx) {
        var last = outbox.dropDecided(tx, answers, before(keep.answers()), SLICE);
        last.ifPresent(id -> tx.afterCommit(() -> answers = id));
        return last.isPresent();
    }

    private boolean calls(Tx tx) {
        return StoredCallRecords.drop(tx, before(keep.calls()), SLICE) == SLICE;
    }

    private boolean quarantine(Tx tx) {
        return InboxPurge.dropQuarantine(tx, quarantineEnd, SLICE) == SLICE;
    }

    private boolean freeTexts(Tx tx) {
        return FreeTexts.drop(tx, clock.instant(), SLICE) == SLICE;
    }

    private boolean counts(Tx tx) {
        return CountUse.drop(tx, clock.instant(), SLICE) == SLICE;
    }

    private boolean figures(Tx tx) {
        return Tally.drop(tx, ServiceDay.number(before(FIGURES_KEPT)), SLICE);
    }

    private Instant before(Duration kept) {
        return clock.instant().minus(kept);
    }

    /** Begins a round, unless one is under way. */
    void begin() {
        long end = InboxPurge.quarantineEnd(store, before(keep.quarantine()), 1_000_000L * keep.quarantineMegabytes());
        synchronized (this) {
            if (table >= tables.size()) {
                quarantineEnd = end;
                // Answers that were not decided in the last round are looked at again.
                answers = new OutboxId(0);
                table = 0;
            }
        }
    }

    /** Queues the next slice of the round; call it a few times a second. Returns whether the round goes on. */
    synchronized boolean step() {
        if (underWay || table >= tables.size()) {
            return underWay;
        }
        var work = tables.get(table).next();
        if (work == null) {
            table++;
            return true;
        }
        var queued = lane.offer(Job.of("purge", work::test));
        // A lane that is full has better things to do.
        if (queued.isPresent()) {
            underWay = true;
            queued.get().whenComplete(this::done);
        }
        return true;
    }

    private synchronized void done(@Nullable Boolean more, @Nullable Throwable fault) {
        underWay = false;
        if (fault != null) {
            LOG.error("old rows could not be dropped; the next round tries again", fault);
            Threads.check(fault);
        }
        if (more == null || !more) {
            table++;
        }
    }
}

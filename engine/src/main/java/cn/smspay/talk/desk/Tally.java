package cn.smspay.talk.desk;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import cn.smspay.talk.dialogue.Conversation;
import cn.smspay.talk.dialogue.OpenConversations;
import cn.smspay.talk.dialogue.Understood;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what happens in dialogues, in memory, and writes the counts down in slices now and then. Tell it what is committed;
 * what was not yet written when the process dies is not counted. Thread-safe.
 */
public final class Tally {
    private static final Logger LOG = LoggerFactory.getLogger(Tally.class);
    /** The place of the disposition for whoever used a word of cancellation. */
    static final String CANCELLED = "CANCELLED";
    /** Rows of one job of the writer. */
    private static final int SLICE = 200;

    private static final String ADD = """
            insert into dialogue_figure (day, release_id, dialog, step, came, next, happened)
            values (:day, :release, :dialog, :step, :came, :next, :happened)
            on conflict (day, release_id, dialog, step, came, next)
            do update set happened = dialogue_figure.happened + excluded.happened
            """;
    private static final String ADD_TEXT = """
            insert into unknown_text (day, text, happened) values (:day, :text, :happened)
            on conflict (day, text) do update set happened = unknown_text.happened + excluded.happened
            """;

    /**
     * One thing that happens.
     *
     * @param step where the conversation was; empty if it began with this
     * @param came the disposition of the input, or {@link #CANCELLED}
     * @param next where it waits now, empty if nowhere
     */
    record Happening(Release release, String dialog, String step, String came, String next) {}

    private final Map<Happening, LongAdder> counts = new ConcurrentHashMap<>();
    private final UnknownTexts unknown = new UnknownTexts();
    private volatile Release release = new Release(Map.of());

    /** From now on is counted for these files. */
    void of(Map<String, String> files) {
        release = new Release(files);
    }

    /** The files that something is counted for; its name is made when it is first written down. Compared by identity. */
    static final class Release {
        private static final int NAME = 8;

        private final Map<String, String> files;
        private volatile String name = "";

        Release(Map<String, String> files) {
            this.files = files;
        }

        String name() {
            if (name.isEmpty() && !files.isEmpty()) {
                name = Releases.id(files).substring(0, NAME);
            }
            return name;
        }
    }

    /**
     * A message that went to a dialogue.
     *
     * @param cancel words that end a conversation
     */
    void count(Understood heard, OpenConversations before, OpenConversations after, List<String> cancel) {
        var was = id(before, heard.dialog());
        var is = id(after, heard.dialog());
        count(heard, is == null ? was == null : !is.equals(was), after, cancel);
    }

    private static @Nullable ConversationId id(OpenConversations open, String dialog) {
        return Stream.of(open.asking(), open.kept())
                .flatMap(Stream::ofNullable)
                .filter(known -> known.state() == Conversation.State.ASKING
                        && known.dialog().equals(dialog))
                .map(Conversation::id)
                .findFirst()
                .orElse(null);
    }

    /** @param begins whether the conversation began with this */
    void count(Understood heard, boolean begins, OpenConversations after, List<String> cancel) {
        var dialog = heard.dialog();
        var next = waits(after.asking(), dialog);
        if (next.isEmpty()) {
            next = waits(after.kept(), dialog);
        }
        var command = heard.command();
        boolean cancelled = next.isEmpty() && !command.isEmpty() && !dialog.isEmpty() && cancel.contains(command);
        var key = new Happening(
                release, dialog, begins ? "" : heard.step(), cancelled ? CANCELLED : heard.disposition(), next);
        var count = counts.get(key);
        if (count == null) {
            count = counts.computeIfAbsent(key, first -> new LongAdder());
        }
        count.increment();
    }

    private static String waits(@Nullable Conversation conversation, String dialog) {
        return conversation != null
                        && conversation.state() == Conversation.State.ASKING
                        && conversation.dialog().equals(dialog)
                ? conversation.step()
                : "";
    }

    /** Nobody understood this text. */
    void unknown(SubscriptionId who, String plain) {
        unknown.add(who.value(), plain);
    }

    private record Counted(Happening what, long times) {}

    /** Has what was counted since the last time written down, for the day of {@code now}. */
    public void write(Lane lane, Instant now) {
        int day = ServiceDay.number(now);
        var slice = new ArrayList<Counted>();
        counts.forEach((what, count) -> {
            long times = count.sumThenReset();
            if (times > 0) {
                slice.add(new Counted(what, times));
            } else {
                counts.remove(what, count);
            }
        });
        for (int from = 0; from < slice.size(); from += SLICE) {
            var part = List.copyOf(slice.subList(from, Math.min(slice.size(), from + SLICE)));
            offer(lane, tx -> part.forEach(each -> add(tx, day, each)));
        }
        var texts = unknown.often(day);
        if (!texts.isEmpty()) {
            offer(
                    lane,
                    tx -> texts.forEach((text, times) -> tx.query(sql -> sql.createUpdate(ADD_TEXT)
                            .bind("day", day)
                            .bind("text", text)
                            .bind("happened", times)
                            .execute())));
        }
    }

    private interface TallyStep {
        void in(Tx tx);
    }

    /** Figures are not worth a wait: a lane that is full gets them the next time, or not at all. */
    private static void offer(Lane lane, TallyStep work) {
        var queued = lane.offer(Job.of("figures", tx -> {
            work.in(tx);
            return true;
        }));
        queued.ifPresent(written -> written.exceptionally(fault -> {
            LOG.debug("figures of dialogues were not written", fault);
            return false;
        }));
    }

    private static void add(Tx tx, int day, Counted each) {
        tx.query(sql -> sql.createUpdate(ADD)
                .bind("day", day)
                .bind("release", each.what().release().name())
                .bind("dialog", each.what().dialog())
                .bind("step", each.what().step())
                .bind("came", each.what().came())
                .bind("next", each.what().next())
                .bind("happened", each.times())
                .execute());
    }

    /** Drops figures of before this day, at most {@code most} each. Returns whether there may be more. */
    public static boolean drop(Tx tx, int before, int most) {
        int dropped = 0;
        for (String table : List.of("dialogue_figure", "unknown_text")) {
            dropped = Math.max(
                    dropped,
                    tx.query(sql -> sql.createUpdate("delete from " + table + " where day in (" + "select day from "
                                    + table + " where day < :before order by day limit 1)")
                            .bind("before", before)
                            .execute()));
        }
        return dropped >= most;
    }

    /**
     * One line of the figures.
     *
     * @param day like 20091102
     * @param release the first digits of the hash of the files that were served
     */
    public record Figure(int day, String release, String dialog, String step, String came, String next, long times) {}

    /**
     * What happened on these days, both included, the earliest first.
     *
     * @param release the first digits of a release's hash, empty for all
     */
    public static List<Figure> read(Store store, int from, int to, String release) {
        return store.read(sql -> sql.createQuery("""
                        select day, release_id, dialog, step, came, next, happened from dialogue_figure
                        where day between :from and :to and release_id like :release
                        order by day, release_id, dialog, step, came, next""")
                .bind("from", from)
                .bind("to", to)
                .bind("release", release.substring(0, Math.min(Release.NAME, release.length())) + "%")
                .map((row, context) -> new Figure(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7)))
                .list());
    }

    /** A text that at least five senders sent on one day, masked. */
    public record Unknown(String text, long times) {}

    /** The most frequent first. */
    public static List<Unknown> unknown(Store store, int from, int to, int most) {
        return store.read(sql -> sql.createQuery("""
                        select text, sum(happened) from unknown_text where day between :from and :to
                        group by text order by 2 desc, 1 limit :most""")
                .bind("from", from)
                .bind("to", to)
                .bind("most", most)
                .map((row, context) -> new Unknown(row.getString(1), row.getLong(2)))
                .list());
    }
}

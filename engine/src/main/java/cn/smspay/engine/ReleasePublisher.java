package cn.smspay.engine;

import cn.smspay.store.Store;
import cn.smspay.talk.desk.Desk;
import cn.smspay.talk.desk.ReleaseLog;
import cn.smspay.talk.desk.ReleaseLog.How;
import cn.smspay.talk.desk.ReleaseLog.LoggedRelease;
import cn.smspay.talk.desk.ReleaseLog.New;
import cn.smspay.talk.desk.Releases;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases dialogue files to subscribers: checks them, writes them down and lets new conversations begin with them; those under
 * way end with the files that they began with. With an engine at once, without one at its next start. Thread-safe.
 */
public final class ReleasePublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ReleasePublisher.class);

    /** Releases in which is looked for what somebody would undo. */
    private static final int LOOKED_BACK = 20;

    /** Who releases when settings and files are read again: nobody, so what somebody decided on is not undone by it. */
    private static final String RELOAD = "reload";

    private final Store store;
    private final ReleaseLog log;
    private final ScriptGate gate;
    private final @Nullable Desk desk;
    private final Clock clock;

    /** @param desk null if no engine runs */
    public ReleasePublisher(Store store, ScriptGate gate, @Nullable Desk desk, Clock clock) {
        this.store = store;
        this.log = new ReleaseLog(store);
        this.gate = gate;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * A wish to release files.
     *
     * @param files texts by name, as they were checked
     * @param after the number of the release that was the newest when the check began
     * @param over releases whose changes may be undone
     * @param removed files that shall be gone
     */
    public record ReleaseRequest(
            Map<String, String> files,
            String who,
            String note,
            String report,
            long after,
            Set<Long> over,
            Set<String> removed) {}

    /** It was not done, and nothing was changed; the sentence says why. */
    public static final class ReleaseRefused extends RuntimeException {
        ReleaseRefused(String sentence) {
            super(sentence);
        }
    }

    public ReleaseLog log() {
        return log;
    }

    /** The number of the newest release; 0 if there is none. */
    public long newest() {
        return log.newest().map(LoggedRelease::number).orElse(0L);
    }

    /** What is to be served at a start with these files in the folder: theirs, unless somebody decided on others since. */
    Scripts atStart(Scripts folder) {
        var newest = log.newest().orElse(null);
        if (newest != null && newest.id().equals(Releases.id(folder.files()))) {
            return folder;
        }
        var earlier = newest == null ? null : overtaken(folder, newest).orElse(null);
        if (newest != null && earlier != null) {
            var served = gate.read(log.files(newest.number())).scripts();
            if (served != null) {
                LOG.warn(
                        "the folder holds the files of {}, but {} is newer and is served; \"smspay release\" makes those"
                                + " of the folder current",
                        earlier.called(),
                        newest.called());
                return served;
            }
        }
        var stopped = newest == null ? Set.<String>of() : newest.stopped();
        log.add(
                newest == null ? 0 : newest.number(),
                folder.files(),
                new New(How.START, "start", "", "", stopped),
                clock.instant());
        return folder;
    }

    /** The release whose files these are, if somebody has decided on others since. */
    private Optional<LoggedRelease> overtaken(Scripts folder, LoggedRelease newest) {
        var id = Releases.id(folder.files());
        return newest.isDeliberate() && !newest.id().equals(id)
                ? log.list(Integer.MAX_VALUE).stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Why the files of the folder, read again, are not to be served: they are as they were before somebody released others. Empty
     * if they are.
     *
     * @throws ReleaseRefused if a file of what is served is gone, or a change that somebody released would be undone
     */
    synchronized Optional<String> older(Scripts folder) {
        var newest = log.newest().orElse(null);
        if (newest == null) {
            return Optional.empty();
        }
        var earlier = overtaken(folder, newest);
        if (earlier.isEmpty()) {
            var wish = new ReleaseRequest(folder.files(), RELOAD, "", "", newest.number(), Set.of(), Set.of());
            missing(wish, newest);
            undone(wish);
        }
        return earlier.map(entry -> "the folder holds the files of " + entry.called() + ", but " + newest.called()
                + " is newer and stays; \"smspay release\" makes those of the folder current");
    }

    /**
     * Releases files.
     *
     * @throws ReleaseRefused if they are at fault, or somebody else's would be overwritten
     */
    public synchronized LoggedRelease publish(ReleaseRequest wish) {
        var newest = log.newest().orElse(null);
        if (newest != null && newest.number() != wish.after()) {
            throw new ReleaseRefused(
                    newest.called() + " came while you checked; look at it with \"smspay release diff\", take"
                            + " it over, and release again");
        }
        if (newest != null && newest.id().equals(Releases.id(wish.files()))) {
            throw new ReleaseRefused("nothing has changed: these are the files of " + newest.called());
        }
        if (newest != null) {
            missing(wish, newest);
            undone(wish);
        }
        return serve(
                wish.files(),
                newest,
                new New(
                        How.RELEASE,
                        wish.who(),
                        wish.note(),
                        wish.report(),
                        newest == null ? Set.of() : newest.stopped()));
    }

    private void missing(ReleaseRequest wish, LoggedRelease newest) {
        var gone = new TreeSet<>(log.files(newest.number()).keySet());
        gone.removeAll(wish.files().keySet());
        gone.removeAll(wish.removed());
        if (!gone.isEmpty()) {
            throw new ReleaseRefused("these files of " + newest.called() + " are not there any more: " + gone
                    + "; if they are to go, say so: "
                    + gone.stream().map(each -> "--remove " + each).collect(Collectors.joining(" ")));
        }
    }

    /** What somebody else changed last, and these files would change back: their author has not seen it. */
    private void undone(ReleaseRequest wish) {
        var entries = log.list(LOOKED_BACK);
        var sets = entries.stream().map(each -> log.files(each.number())).toList();
        wish.files().forEach((name, text) -> {
            var now = sets.get(0).get(name);
            int changed = 0;
            while (changed + 1 < sets.size()
                    && Objects.equals(now, sets.get(changed + 1).get(name))) {
                changed++;
            }
            var by = entries.get(changed);
            boolean isOld =
                    !text.equals(now) && sets.stream().skip(changed + 1L).anyMatch(set -> text.equals(set.get(name)));
            boolean isSomebodys =
                    wish.who().equals(RELOAD) ? by.isDeliberate() : !by.who().equals(wish.who());
            if (isOld && isSomebodys && !wish.over().contains(by.number())) {
                throw new ReleaseRefused("your " + name + " would undo what " + by.called()
                        + " changed; look at it with \"smspay release diff\" and take it over, or say --over "
                        + by.number());
            }
        });
    }

    /**
     * Goes back to the files of an earlier release.
     *
     * @param number 0 for the one before the newest whose files are others
     */
    public synchronized LoggedRelease back(long number, String who, String note) {
        var newest = log.newest().orElseThrow(() -> new ReleaseRefused("nothing was released yet"));
        var to = number == 0 ? before(newest) : log.entry(number).orElse(null);
        if (to == null) {
            throw new ReleaseRefused(
                    number == 0 ? "there is no other release to go back to" : "there is no release " + number);
        }
        var files = log.files(to.number());
        if (files.isEmpty()) {
            throw new ReleaseRefused("the files of " + to.called() + " are no longer kept");
        }
        var words = note.isEmpty() ? "to " + to.number() : "to " + to.number() + ", " + note;
        return serve(files, newest, new New(How.BACK, who, words, "", newest.stopped()));
    }

    private @Nullable LoggedRelease before(LoggedRelease newest) {
        // After having gone back, further back: never to and fro between two.
        var seen = new TreeSet<String>(Set.of(newest.id()));
        for (LoggedRelease each : log.list(Integer.MAX_VALUE)) {
            if (each.how() == How.BACK) {
                var next = log.entry(each.number() - 1).map(LoggedRelease::id).orElse("");
                seen.add(next);
            }
            if (!seen.contains(each.id())) {
                return each;
            }
        }
        return null;
    }

    /** The settings were read anew, with the files that lie in the folder and have been checked. */
    synchronized void reloaded(Scripts scripts) {
        var newest = log.newest().orElse(null);
        var stopped = newest == null ? Set.<String>of() : newest.stopped();
        var now = clock.instant();
        log.add(
                newest == null ? 0 : newest.number(),
                scripts.files(),
                new New(How.START, RELOAD, "", "", stopped),
                now);
        if (desk != null) {
            desk.use(scripts, new Releases(store).begin(scripts, now));
        }
    }

    private LoggedRelease serve(Map<String, String> files, @Nullable LoggedRelease newest, New what) {
        var loaded = gate.read(files);
        var scripts = loaded.scripts();
        if (scripts == null) {
            throw new ReleaseRefused(loaded.faults().stream()
                    .filter(fault -> !fault.warning())
                    .map(Objects::toString)
                    .collect(Collectors.joining(System.lineSeparator())));
        }
        var unheard = gate.recordings(scripts);
        if (!unheard.isEmpty()) {
            throw new ReleaseRefused(String.join(System.lineSeparator(), unheard));
        }
        if (desk != null && gate.takesCalls() && !texts(desk.scripts()).containsAll(texts(scripts))) {
            throw new ReleaseRefused(
                    "calls are to say other words, whose recordings are read when the engine starts: stop it,"
                            + " release, and start it again");
        }
        var now = clock.instant();
        LoggedRelease entry;
        try {
            entry = log.add(newest == null ? 0 : newest.number(), files, what, now);
        } catch (ReleaseLog.Overtaken e) {
            throw new ReleaseRefused(e.newest().called() + " came meanwhile; nothing was changed");
        }
        if (desk != null) {
            desk.use(scripts, new Releases(store).begin(scripts, now));
        }
        LOG.info("{} is served", entry.called());
        return entry;
    }

    private static Set<String> texts(Scripts scripts) {
        return scripts.spokenTexts("zh").stream().map(Template::text).collect(Collectors.toSet());
    }

    /** Begins no new conversations of these dialogues from now on, {@code *} for all; those under way go on. */
    public synchronized LoggedRelease stop(Set<String> dialogs, String who, String note) {
        var newest = log.newest().orElseThrow(() -> new ReleaseRefused("nothing was released yet"));
        var all = new TreeSet<>(newest.stopped());
        all.addAll(dialogs);
        return state(newest, How.STOP, all, who, note);
    }

    /** Begins all of them again. */
    public synchronized LoggedRelease go(String who, String note) {
        var newest = log.newest().orElseThrow(() -> new ReleaseRefused("nothing was released yet"));
        if (newest.stopped().isEmpty()) {
            throw new ReleaseRefused("nothing is stopped");
        }
        return state(newest, How.GO, Set.of(), who, note);
    }

    private LoggedRelease state(LoggedRelease newest, How how, Set<String> stopped, String who, String note) {
        var files = log.files(newest.number());
        var known = gate.read(files).orThrow().dialogs().keySet();
        for (String each : stopped) {
            if (!each.equals("*") && !known.contains(each)) {
                throw new ReleaseRefused("there is no dialogue " + each + "; there are " + new TreeSet<>(known));
            }
        }
        var entry = log.add(newest.number(), files, new New(how, who, note, "", stopped), clock.instant());
        if (desk != null) {
            desk.stop(stopped);
        }
        LOG.info("{}: stopped are {}", entry.called(), stopped);
        return entry;
    }

    /** How many conversations wait in the files of each of these releases, by its number. */
    public Map<Long, Integer> waiting(List<LoggedRelease> entries) {
        var open = store.read(sql -> {
            var counts = new HashMap<String, Integer>();
            sql.createQuery("select dialog || ' ' || version, count(*) from conversation where state = 'ASKING'"
                            + " and expires_at > :now group by dialog, version")
                    .bind("now", clock.millis())
                    .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                    .forEach(each -> counts.put(each.getKey(), each.getValue()));
            return counts;
        });
        var waiting = new HashMap<Long, Integer>();
        for (LoggedRelease entry : entries) {
            var scripts =
                    open.isEmpty() ? null : gate.read(log.files(entry.number())).scripts();
            int sum = 0;
            if (scripts != null) {
                for (var dialog : scripts.dialogs().values()) {
                    var count = open.remove(dialog.name() + " " + dialog.version());
                    sum += count == null ? 0 : count;
                }
            }
            waiting.put(entry.number(), sum);
        }
        return waiting;
    }
}

package cn.smspay.engine;

import cn.smspay.config.Config;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.BindTraffic;
import cn.smspay.store.Store;
import cn.smspay.voice.call.CallFigures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What an operator sees of a running engine. Thread-safe; changes nothing. */
public final class Instruments {
    private static final long PAGE_BYTES = 4_096;
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    private final Engine engine;

    public Instruments(Engine engine) {
        this.engine = engine;
    }

    /**
     * Something that is wrong.
     *
     * @param times how often it was seen, 0 where that is not counted
     * @param advice what to do
     */
    public record Alarm(String name, String what, Instant first, Instant last, long times, String advice) {}

    /**
     * A way by which calls come in.
     *
     * @param registered whether we are registered there; null where we do not register
     * @param hosts of those that are asked whether they are there, what they say
     */
    public record TrunkStatus(String name, @Nullable Boolean registered, Map<String, CallFigures.Pinged> hosts) {}

    public Config config() {
        return engine.config();
    }

    public Store store() {
        return engine.store();
    }

    public Instant now() {
        return engine.now();
    }

    /** When the engine was built. */
    public Instant since() {
        return engine.since();
    }

    public boolean serving() {
        return Figures.health(engine).serving();
    }

    public List<BindStatus> binds() {
        return engine.link().status();
    }

    public List<BindTraffic> traffic() {
        return engine.link().traffic();
    }

    public int answersWaiting() {
        return engine.answers().backlog();
    }

    public Duration longestWait() {
        return engine.answers().longestWait();
    }

    public int inputsWaiting() {
        return engine.lane().unfinished();
    }

    public long batches() {
        return engine.lane().batches();
    }

    /** What 99 of 100 waits for the disk do not exceed. */
    public double diskWaitMillis() {
        return engine.diskWaits().millis(P99);
    }

    /**
     * What 95 of 100 answers did not exceed from their decision to being taken by an SMSC, by half hours; -1 where none was.
     *
     * @param first the beginning of the first half hour
     */
    public List<Long> answerMillis(Instant first) {
        return engine.figures().answeringByTime.millis(P95, first);
    }

    /** 0 to 100, -1 if it cannot be read. */
    public long diskFreePercent() {
        return engine.upkeep().diskFreePercent();
    }

    public long logBytes() {
        return engine.store()
                .checkpointer()
                .map(copying -> copying.pages() * PAGE_BYTES)
                .orElse(0L);
    }

    /** Since the log was last copied into the database. */
    public Optional<Duration> sinceCheckpoint() {
        return engine.store().checkpointer().map(copying -> copying.sinceLastCopy());
    }

    public boolean doubtsClock() {
        return engine.doubtsClock();
    }

    /** When a billing file was last sent on since the start, seconds of the epoch; 0 before the first. */
    public long billingSentAt() {
        return engine.billing().lastSent();
    }

    public List<CallFigures.Live> calls() {
        return engine.callFigures().map(CallFigures::live).orElse(List.of());
    }

    /** Where in the menu a call is. */
    public String path(String call) {
        return engine.voice().path(call);
    }

    /** The file and line of a step of the dialogues in use, like {@code dialogs/kt.yaml:12}; empty if it is not in them. */
    public String place(String dialog, String step) {
        var known = engine.desk().scripts().dialogs().get(dialog);
        var at = known == null ? null : known.steps().get(step);
        return known == null || at == null ? "" : known.file() + ":" + at.line();
    }

    public List<TrunkStatus> trunks() {
        var figures = engine.callFigures();
        if (figures.isEmpty()) {
            return List.of();
        }
        var registered = figures.get().trunks();
        var names = new TreeSet<>(registered.keySet());
        names.addAll(figures.get().answering().keySet());
        engine.config().voice().sip().ifPresent(sip -> sip.trunks().forEach(trunk -> names.add(trunk.name())));
        return names.stream()
                .map(name -> trunk(figures.get(), name, registered.get(name)))
                .toList();
    }

    private static TrunkStatus trunk(CallFigures figures, String name, @Nullable BooleanSupplier registered) {
        return new TrunkStatus(name, registered == null ? null : registered.getAsBoolean(), figures.pings(name));
    }

    /** All that is wrong now, the gravest first. */
    public List<Alarm> alarms() {
        var now = engine.now();
        var alarms = new ArrayList<Alarm>();
        engine.store()
                .whyBroken()
                .ifPresent(why -> alarms.add(new Alarm(
                        "database",
                        "it has stopped taking writes: " + why,
                        now,
                        now,
                        0,
                        "mend the disk, then start the engine again")));
        alarms.addAll(ofBinds(now));
        if (engine.doubtsClock()) {
            alarms.add(new Alarm(
                    "clock",
                    "it has jumped by more than a day",
                    now,
                    now,
                    0,
                    "set it right; if it is right, start with --accept-clock"));
        }
        ofAnswers(now).ifPresent(alarms::add);
        engine.upkeep()
                .alarms()
                .forEach(alarm -> alarms.add(new Alarm(
                        alarm.name(), alarm.what(), alarm.first(), alarm.last(), alarm.times(), advice(alarm.name()))));
        return alarms;
    }

    private List<Alarm> ofBinds(Instant now) {
        return engine.link().status().stream()
                .filter(bind -> bind.state() != BindStatus.State.BOUND)
                .map(bind -> new Alarm(
                        "bind " + bind.bind(),
                        "down, tries " + bind.host() + (bind.why().isEmpty() ? "" : ": " + bind.why()),
                        bind.since(),
                        now,
                        0,
                        bind.alarm()
                                ? "the SMSC refuses the login: compare system_id and password with the carrier's"
                                : "look at the network and the SMSC; smspay ctl trace " + bind.bind()
                                        + " shows what is exchanged"))
                .toList();
    }

    private Optional<Alarm> ofAnswers(Instant now) {
        var waits = engine.answers().longestWait();
        if (waits.compareTo(engine.config().sms().answering().patience()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Alarm(
                "answers",
                "the oldest has waited " + waits.toSeconds() + " s to be sent",
                now.minus(waits),
                now,
                0,
                "look at the binds: smspay ctl bind list"));
    }

    private static String advice(String name) {
        if (name.startsWith("trunk")) {
            return "look at the registrar, user and password of the trunk";
        }
        if (name.startsWith("certificate smsc ")) {
            return "put the new file in place, then smspay ctl bind start";
        }
        if (name.startsWith("certificate")) {
            return "put the new certificate in place and start again";
        }
        if (name.startsWith(GiveUps.ALARM)) {
            return "look at \"smspay stats\" for that dialogue; \"smspay release back\" takes the newest release back";
        }
        return switch (name) {
            case "disk" -> "free space or enlarge the disk: when it is full the engine stops";
            case "log" -> "end what keeps the database open: another tool, a copy";
            case "guessing" ->
                "somebody tries passwords or cards of many numbers: smspay admin audit, and tell the carrier";
            case "billing files" -> "mend the folder, then smspay ctl billing retry";
            case "billing files, sending on" -> "mend the way to the billing system, then smspay ctl billing retry";
            default -> "see the log";
        };
    }
}

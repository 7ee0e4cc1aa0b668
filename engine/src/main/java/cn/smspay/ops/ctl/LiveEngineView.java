package cn.smspay.ops.ctl;

import cn.smspay.base.HalfHours;
import cn.smspay.base.text.Masked;
import cn.smspay.cli.Version;
import cn.smspay.engine.Binds;
import cn.smspay.engine.Engine;
import cn.smspay.engine.Instruments;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.ops.backup.LastBackup;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.web.console.EngineView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The truth, read off the instruments and the database. Thread-safe. */
public final class LiveEngineView implements EngineView {
    private static final int ROWS_MOST = 200;
    private static final int RELEASE_DIGITS = 12;
    private static final int HALF_HOURS = HalfHours.KEPT;

    private final Instruments instruments;
    private final Binds binds;
    private final Stories stories;
    private final OperatorAudit acts;

    public LiveEngineView(Engine engine) {
        this.instruments = new Instruments(engine);
        this.binds = engine.binds();
        this.stories = new Stories(instruments);
        this.acts = new OperatorAudit(engine, instruments);
    }

    Instruments instruments() {
        return instruments;
    }

    OperatorAudit acts() {
        return acts;
    }

    @Override
    public String node() {
        return instruments.config().node();
    }

    @Override
    public StatusView status() {
        var now = instruments.now();
        var bound = instruments.binds().stream()
                .filter(bind -> bind.state() == BindStatus.State.BOUND)
                .count();
        var release = release();
        return new StatusView(
                now,
                instruments.serving(),
                instruments.alarms().size(),
                Version.version(),
                Version.commit(),
                instruments.config().node(),
                instruments.since(),
                release.map(Release::id).orElse(""),
                release.map(Release::since).orElse(null),
                (int) bound,
                instruments.binds().size(),
                new WriterView(instruments.inputsWaiting(), instruments.batches(), tenth(instruments.diskWaitMillis())),
                new OutboxView(
                        instruments.answersWaiting(), instruments.longestWait().toMillis()),
                disk(),
                billing(),
                count("conversation where state = 'ASKING' and expires_at > " + now.toEpochMilli()),
                instruments.calls().size(),
                count("quarantine"),
                instruments.doubtsClock(),
                instruments.store().read(LiveEngineView::keyId));
    }

    private static double tenth(double millis) {
        return Math.round(millis * 10) / 10.0;
    }

    /** The first digits of the sealed data key: tells one key from another, and nothing about either. */
    private static String keyId(Handle sql) {
        return sql.createQuery("select sealed from data_key where id = 1")
                .mapTo(byte[].class)
                .findOne()
                .map(wrapped -> HexFormat.of().formatHex(wrapped, 0, Math.min(8, wrapped.length)))
                .orElse("");
    }

    private record Release(String id, Instant since) {}

    private Optional<Release> release() {
        return instruments
                .store()
                .read(sql -> sql.createQuery(
                                "select id, first_used from dialogue_release order by first_used desc, id limit 1")
                        .map((row, c) -> new Release(
                                row.getString(1)
                                        .substring(
                                                0,
                                                Math.min(
                                                        RELEASE_DIGITS,
                                                        row.getString(1).length())),
                                Instant.ofEpochMilli(row.getLong(2))))
                        .findOne());
    }

    private DiskView disk() {
        var data = instruments.config().data();
        return new DiskView(
                instruments.store().bytes(),
                instruments.logBytes(),
                instruments.diskFreePercent(),
                instruments.sinceCheckpoint().map(Duration::toSeconds).orElse(-1L),
                LastBackup.of(data).orElse(null));
    }

    private BillingState billing() {
        var config = instruments.config();
        var files = new BillingFiles(
                instruments.store(), config.billing(), config.data().resolve("billing"));
        var newest = instruments
                .store()
                .read(sql -> sql.createQuery(
                                "select sequence, closed_at from billing_file order by closed_at desc, sequence desc limit 1")
                        .map((row, c) -> new long[] {row.getLong(1), row.getLong(2)})
                        .findOne());
        var stuck = instruments.alarms().stream()
                .filter(alarm -> alarm.name().startsWith("billing files"))
                .map(alarm -> alarm.what() + ", since " + alarm.first())
                .findFirst();
        long sent = instruments.billingSentAt();
        return new BillingState(
                files.open().size(),
                newest.map(row -> row[0]).orElse(0L),
                newest.map(row -> Instant.ofEpochMilli(row[1])).orElse(null),
                sent == 0 ? null : Instant.ofEpochSecond(sent),
                stuck.orElse(null));
    }

    private int count(String what) {
        return instruments
                .store()
                .read(sql -> sql.createQuery("select count(*) from " + what)
                        .mapTo(Integer.class)
                        .one());
    }

    @Override
    public List<BindView> binds() {
        var found = new ArrayList<BindView>();
        var traffic = instruments.traffic();
        for (var bind : instruments.binds()) {
            var own = traffic.stream()
                    .filter(each -> each.bind().equals(bind.bind()))
                    .findFirst();
            found.add(new BindView(
                    bind.bind(),
                    binds.isStopped(bind.bind())
                            ? "stopped"
                            : bind.state().name().toLowerCase(Locale.ROOT),
                    bind.since(),
                    bind.host(),
                    bind.windowUsed(),
                    bind.window(),
                    own.map(each -> each.delivered()).orElse(0L),
                    own.map(each -> each.submitted()).orElse(0L),
                    own.map(each -> each.throttled()).orElse(0L),
                    own.filter(each -> each.roundTrips() > 0)
                            .map(each -> tenth((double) each.roundTripMillis() / each.roundTrips()))
                            .orElse(0.0),
                    bind.why()));
        }
        return found;
    }

    @Override
    public List<TrunkView> trunks() {
        return instruments.trunks().stream()
                .map(trunk -> new TrunkView(
                        trunk.name(),
                        trunk.registered(),
                        trunk.hosts().entrySet().stream()
                                .map(host -> new PingView(
                                        host.getKey(),
                                        host.getValue().there(),
                                        host.getValue().since()))
                                .toList()))
                .toList();
    }

    @Override
    public List<TalkView> talks() {
        var talks = new ArrayList<TalkView>();
        instruments
                .calls()
                .forEach(call -> talks.add(new TalkView(
                        "call",
                        0,
                        Masked.number(call.caller()),
                        call.dialled() + " by " + call.via() + " " + instruments.path(call.id()),
                        "",
                        0,
                        call.since(),
                        null)));
        talks.addAll(instruments
                .store()
                .read(sql -> sql.createQuery("""
                        select c.id, s.msisdn, c.dialog, c.step, c.tries, c.expires_at, u.received_at
                        from conversation c join subscription s on s.id = c.subscription
                        left join uplink u on u.id = c.prompted_by
                        where c.state = 'ASKING' and c.expires_at > :now order by c.expires_at limit :most""")
                        .bind("now", instruments.now().toEpochMilli())
                        .bind("most", ROWS_MOST)
                        .map((row, context) -> new TalkView(
                                "sms",
                                row.getLong(1),
                                Masked.number(row.getString(2)),
                                row.getString(3) + "." + row.getString(4),
                                instruments.place(row.getString(3), row.getString(4)),
                                row.getInt(5),
                                time(row.getObject(7) == null ? OptionalLong.empty() : OptionalLong.of(row.getLong(7))),
                                Instant.ofEpochMilli(row.getLong(6))))
                        .list()));
        return talks;
    }

    private static @Nullable Instant time(OptionalLong millis) {
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }

    @Override
    public List<AlarmView> alarms() {
        return instruments.alarms().stream()
                .map(alarm -> new AlarmView(
                        alarm.name(),
                        alarm.what(),
                        alarm.first(),
                        alarm.last(),
                        alarm.times() == 0 ? null : alarm.times(),
                        alarm.advice()))
                .toList();
    }

    @Override
    public List<QuarantinedMessage> quarantine() {
        return instruments
                .store()
                .read(sql -> sql.createQuery(
                                "select id, at, bind, reason, length(sealed) from quarantine order by id desc limit :most")
                        .bind("most", ROWS_MOST)
                        .map((row, context) -> new QuarantinedMessage(
                                row.getLong(1),
                                Instant.ofEpochMilli(row.getLong(2)),
                                row.getString(3),
                                row.getString(4),
                                row.getInt(5)))
                        .list());
    }

    @Override
    public Traffic traffic() {
        long step = HalfHours.LENGTH.toMillis();
        long end = (instruments.now().toEpochMilli() / step + 1) * step;
        long first = end - HALF_HOURS * step;
        return instruments
                .store()
                .read(sql -> new Traffic(
                        Instant.ofEpochMilli(first),
                        counts(sql, "uplink", "received_at", first, step),
                        counts(sql, "downlink", "decided_at", first, step),
                        instruments.answerMillis(Instant.ofEpochMilli(first))));
    }

    /** By the numbers of the rows, which rise with time: nothing is read but a few rows on the way to each border. */
    private static List<Long> counts(Handle sql, String table, String column, long first, long step) {
        var counts = new ArrayList<Long>();
        long before = Bisection.firstAt(sql, table, column, first);
        for (int i = 1; i <= HALF_HOURS; i++) {
            long next = Bisection.firstAt(sql, table, column, first + i * step);
            counts.add(Math.max(0, next - before));
            before = next;
        }
        return counts;
    }

    @Override
    public Optional<StoryView> story(String whom, @Nullable LocalDate day, ConsoleUser asked) {
        if (asked.why().isBlank()) {
            throw new IllegalArgumentException("say why you look: the reason is kept in the audit");
        }
        var story = stories.of(whom, day);
        acts.note(
                asked.who(),
                "story",
                whom.startsWith(Stories.UPLINK) ? whom : "number:" + whom,
                asked.why(),
                story.isPresent() ? "done" : "refused: unknown");
        return story;
    }
}

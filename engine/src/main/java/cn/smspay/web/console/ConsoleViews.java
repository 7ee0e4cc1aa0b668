package cn.smspay.web.console;

import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns the truth into pages. No state but its words. */
final class ConsoleViews {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(DisplayFormat.ZONE);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int BAR_STEP = 10;
    private static final int CHART_HEIGHT = 96;
    /** A label below every so many bars. */
    private static final int HOURS_STEP = 12;

    private static final int LI_PER_YUAN_DIGITS = 3;
    private static final long MEGABYTE = 1_000_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    /** What an alarm is called begins with one of these; the words for it are under the key behind it. */
    private static final Map<String, String> ALARMS = alarms();

    private final PageWords w;
    private final DisplayFormat show;

    ConsoleViews(PageWords w) {
        this.w = w;
        this.show = new DisplayFormat(w.lang());
    }

    private static Map<String, String> alarms() {
        var known = new LinkedHashMap<String, String>();
        known.put("database", "database");
        known.put("bind ", "bind");
        known.put("clock", "clock");
        known.put("answers", "answers");
        known.put("disk", "disk");
        known.put("log", "log");
        known.put("guessing", "guessing");
        known.put("billing files, sending on", "sending");
        known.put("billing files", "billing");
        known.put("trunk ", "trunk");
        known.put("certificate smsc ", "trusted");
        known.put("certificate ", "certificate");
        return known;
    }

    /** A path in the language of these pages. */
    String to(String path) {
        return path.equals("/") && w.lang() == Lang.EN
                ? Lang.EN.prefix()
                : w.lang().prefix() + path;
    }

    ConsoleView.Foot foot(String path, boolean refreshing, Instant at) {
        var time = w.t("console.at", "time", DisplayFormat.desk(at));
        return refreshing
                ? new ConsoleView.Foot(time + w.t("console.refresh.on"), new Link(to(path), w.t("console.refresh.end")))
                : new ConsoleView.Foot(
                        time + w.t("console.refresh.off"),
                        new Link(to(path) + "?refresh=5", w.t("console.refresh.do")));
    }

    ConsoleView status(EngineView truth) {
        var status = truth.status();
        var traffic = truth.traffic();
        return new ConsoleView(
                w.t("console.nav.status"),
                first(status, truth.alarms()),
                sums(status),
                List.of(
                        chart("console.chart.up", traffic.first(), traffic.uplinks(), status.at()),
                        chart("console.chart.down", traffic.first(), traffic.answers(), status.at()),
                        chart("console.chart.wait", traffic.first(), traffic.answerMillisP95(), status.at())),
                List.of(binds(truth.binds()), trunks(truth.trunks()), billing(status), build(status)),
                null,
                null);
    }

    private Notice first(EngineView.StatusView status, List<EngineView.AlarmView> alarms) {
        var what = alarms.isEmpty()
                ? w.t("console.fine.then")
                : w.t("console.alarm.first.is", "name", name(alarms.get(0)), "advice", advice(alarms.get(0)));
        if (!status.serving()) {
            return new Notice(Mark.Kind.BAD, w.t("console.down"), alarms.isEmpty() ? w.t("console.down.then") : what);
        }
        return alarms.isEmpty()
                ? new Notice(Mark.Kind.GOOD, w.t("console.fine"), what)
                : new Notice(
                        Mark.Kind.LOOK,
                        w.t(alarms.size() == 1 ? "console.look.one" : "console.look", "n", alarms.size()),
                        what);
    }

    private static Optional<Map.Entry<String, String>> kind(EngineView.AlarmView alarm) {
        return ALARMS.entrySet().stream()
                .filter(known -> alarm.name().startsWith(known.getKey()))
                .findFirst();
    }

    private String name(EngineView.AlarmView alarm) {
        return kind(alarm)
                .map(known -> w.t(
                        "console.alarm." + known.getValue(),
                        "name",
                        alarm.name().substring(known.getKey().length())))
                .orElse(alarm.name());
    }

    /** As the engine says it where these pages have no words of their own. */
    private String advice(EngineView.AlarmView alarm) {
        return kind(alarm)
                .map(known -> w.t("console.advice." + known.getValue()))
                .orElse(alarm.advice());
    }

    private List<Fact> sums(EngineView.StatusView status) {
        var disk = status.disk();
        return List.of(
                Fact.of(w.t("console.sum.waiting"), count(status.outbox().waiting())),
                Fact.of(
                        w.t("console.sum.oldest"),
                        w.t(
                                "console.seconds",
                                "n",
                                String.format(
                                        Locale.ROOT, "%.1f", status.outbox().oldestMillis() / MILLIS_PER_SECOND))),
                Fact.of(w.t("console.sum.queue"), count(status.writer().waiting())),
                Fact.of(
                        w.t("console.sum.disk"),
                        w.t("console.millis", "n", status.writer().diskWaitMillis())),
                Fact.of(w.t("console.sum.conversations"), count(status.conversations())),
                Fact.of(w.t("console.sum.calls"), count(status.calls())),
                Fact.of(
                        w.t("console.sum.free"),
                        disk.freePercent() < 0
                                ? w.t("console.unknown")
                                : w.t("console.percent", "n", disk.freePercent())),
                Fact.of(
                        w.t("console.sum.backup"),
                        disk.lastBackup() == null ? w.t("console.never") : DisplayFormat.desk(disk.lastBackup())));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private ConsoleView.Chart chart(String key, Instant first, List<Long> counts, Instant now) {
        long most = Math.max(0, Collections.max(counts));
        var today = LocalDate.ofInstant(now, DisplayFormat.ZONE);
        var bars = new ArrayList<ConsoleView.Bar>();
        var hours = new ArrayList<String>();
        for (int i = 0; i < counts.size(); i++) {
            var begins = first.plus(HALF_HOUR.multipliedBy(i));
            long height = most == 0 ? 0 : Math.round((double) Math.max(0, counts.get(i)) * CHART_HEIGHT / most);
            bars.add(new ConsoleView.Bar(
                    DisplayFormat.desk(begins),
                    number(counts.get(i)),
                    (long) i * BAR_STEP,
                    CHART_HEIGHT - height,
                    height,
                    i == counts.size() - 1));
            if (i % HOURS_STEP == 0) {
                boolean before = LocalDate.ofInstant(begins, DisplayFormat.ZONE).isBefore(today);
                hours.add(w.t(
                        "console.hour",
                        "day",
                        before && i == 0 ? w.t("console.yesterday") : "",
                        "hour",
                        begins.atZone(DisplayFormat.ZONE).getHour()));
            }
        }
        hours.add(w.t("console.chart.now"));
        return new ConsoleView.Chart(
                w.t(key),
                w.t("console.chart.caption", "now", number(counts.get(counts.size() - 1)), "most", count(most)),
                bars,
                hours,
                w.t("console.chart.numbers"),
                w.t("console.chart.time"),
                w.t(key + ".count"));
    }

    /** Nothing was measured below 0, which is not 0. */
    private String number(long value) {
        return value < 0 ? w.t("console.none") : count(value);
    }

    private PageTable.Head head(String key) {
        return PageTable.Head.of(w.t(key));
    }

    private PageTable.Head numbers(String key) {
        return new PageTable.Head(w.t(key), true);
    }

    private Box binds(List<EngineView.BindView> binds) {
        var rows = binds.stream()
                .map(bind -> List.of(
                        PageTable.Cell.code(bind.name()),
                        PageTable.Cell.mark(state(bind.state())),
                        PageTable.Cell.of(DisplayFormat.desk(bind.since())),
                        PageTable.Cell.code(bind.host()),
                        PageTable.Cell.of(bind.windowUsed() + "/" + bind.window()),
                        PageTable.Cell.of(count(bind.delivered())),
                        PageTable.Cell.of(count(bind.submitted())),
                        PageTable.Cell.of(String.format(Locale.ROOT, "%.1f", bind.roundTripMillis())),
                        bind.error().isEmpty()
                                ? PageTable.Cell.of(w.t("console.none"))
                                : PageTable.Cell.code(bind.error())))
                .toList();
        return Box.of(w.t("console.binds"))
                .table(new PageTable(
                        w.t("console.binds"),
                        List.of(
                                head("console.bind.name"),
                                head("console.bind.state"),
                                head("console.bind.since"),
                                head("console.bind.host"),
                                numbers("console.bind.window"),
                                numbers("console.bind.in"),
                                numbers("console.bind.out"),
                                numbers("console.bind.rtt"),
                                head("console.bind.error")),
                        rows,
                        w.t("console.none")));
    }

    private Mark state(String state) {
        var kind = switch (state) {
            case "bound" -> Mark.Kind.GOOD;
            case "connecting" -> Mark.Kind.WAIT;
            case "stopped" -> Mark.Kind.OFF;
            default -> Mark.Kind.BAD;
        };
        return new Mark(kind, w.t("console.state." + state));
    }

    private Box trunks(List<EngineView.TrunkView> trunks) {
        var rows = trunks.stream()
                .map(trunk -> List.of(
                        PageTable.Cell.code(trunk.name()),
                        PageTable.Cell.of(
                                trunk.registered() == null
                                        ? w.t("console.none")
                                        : w.t(trunk.registered() ? "console.trunk.yes" : "console.trunk.no")),
                        PageTable.Cell.of(
                                trunk.hosts().isEmpty()
                                        ? w.t("console.none")
                                        : trunk.hosts().stream()
                                                .map(this::host)
                                                .collect(Collectors.joining(w.t("console.and"))))))
                .toList();
        return Box.of(w.t("console.trunks"))
                .table(new PageTable(
                        w.t("console.trunks"),
                        List.of(
                                head("console.bind.name"),
                                head("console.trunk.registered"),
                                head("console.trunk.hosts")),
                        rows,
                        w.t("console.trunks.none")));
    }

    private String host(EngineView.PingView ping) {
        return w.t(
                ping.answers() ? "console.host.answers" : "console.host.silent",
                "host",
                ping.host(),
                "since",
                DisplayFormat.desk(ping.since()));
    }

    private Box billing(EngineView.StatusView status) {
        var billing = status.billing();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(
                w.t("console.billing.open"), w.t("console.billing.records", "n", count(billing.openRecords()))));
        facts.add(
                billing.closedAt() == null
                        ? Fact.of(w.t("console.billing.last"), w.t("console.billing.none"))
                        : Fact.of(w.t("console.billing.last"), Long.toString(billing.sequence()))
                                .end(DisplayFormat.desk(billing.closedAt())));
        if (billing.sentAt() != null) {
            facts.add(Fact.of(w.t("console.billing.sent"), DisplayFormat.desk(billing.sentAt())));
        }
        if (billing.stuck() != null) {
            facts.add(Fact.mark(w.t("console.billing.stuck"), new Mark(Mark.Kind.BAD, billing.stuck())));
        }
        return Box.of(w.t("console.billing")).facts(facts);
    }

    private Box build(EngineView.StatusView status) {
        var disk = status.disk();
        return Box.of(w.t("console.build"))
                .facts(List.of(
                        Fact.of(
                                w.t("console.build"),
                                w.t(
                                        "console.build.text",
                                        "version",
                                        status.version(),
                                        "commit",
                                        status.commit(),
                                        "node",
                                        status.node(),
                                        "since",
                                        DisplayFormat.desk(status.upSince()))),
                        Fact.code(w.t("console.release"), status.release()),
                        Fact.code(w.t("console.key"), status.keyId()),
                        Fact.mark(
                                w.t("console.clock"),
                                status.clockDoubted()
                                        ? new Mark(Mark.Kind.LOOK, w.t("console.clock.doubted"))
                                        : new Mark(Mark.Kind.GOOD, w.t("console.clock.fine"))),
                        Fact.of(
                                w.t("console.database"),
                                w.t(
                                        "console.database.text",
                                        "size",
                                        disk.databaseBytes() / MEGABYTE,
                                        "log",
                                        disk.logBytes() / MEGABYTE,
                                        "ago",
                                        disk.checkpointSeconds()))));
    }

    ConsoleView talks(EngineView truth) {
        return talks("console.top", "console.top.none", truth.talks());
    }

    ConsoleView calls(EngineView truth) {
        return talks(
                "console.calls",
                "console.calls.none",
                truth.talks().stream()
                        .filter(talk -> talk.kind().equals("call"))
                        .toList());
    }

    private ConsoleView talks(String title, String none, List<EngineView.TalkView> talks) {
        var rows = talks.stream()
                .map(talk -> List.of(
                        PageTable.Cell.of(w.t("console.kind." + talk.kind())),
                        PageTable.Cell.of(talk.number().isEmpty() ? w.t("console.withheld") : talk.number()),
                        PageTable.Cell.of(talk.at()),
                        PageTable.Cell.code(talk.place()),
                        PageTable.Cell.of(Integer.toString(talk.tries())),
                        PageTable.Cell.of(time(talk.since())),
                        PageTable.Cell.of(time(talk.expires()))))
                .toList();
        return ConsoleView.of(
                w.t(title),
                Box.of(w.t(title))
                        .first()
                        .table(new PageTable(
                                w.t(title),
                                List.of(
                                        head("console.top.kind"),
                                        head("console.top.number"),
                                        head("console.top.at"),
                                        head("console.top.place"),
                                        numbers("console.top.tries"),
                                        head("console.top.since"),
                                        head("console.top.expires")),
                                rows,
                                w.t(none))));
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : DisplayFormat.desk(at);
    }

    ConsoleView alarms(EngineView truth) {
        var rows = truth.alarms().stream()
                .map(alarm -> List.of(
                        PageTable.Cell.of(name(alarm)),
                        PageTable.Cell.code(alarm.what()),
                        PageTable.Cell.of(DisplayFormat.desk(alarm.first())),
                        PageTable.Cell.of(DisplayFormat.desk(alarm.last())),
                        PageTable.Cell.of(times(alarm)),
                        PageTable.Cell.of(advice(alarm))))
                .toList();
        return ConsoleView.of(
                w.t("console.alarms"),
                Box.of(w.t("console.alarms"))
                        .first()
                        .table(new PageTable(
                                w.t("console.alarms"),
                                List.of(
                                        head("console.alarm.name"),
                                        head("console.alarm.what"),
                                        head("console.alarm.first"),
                                        head("console.alarm.last"),
                                        numbers("console.alarm.times"),
                                        head("console.alarm.advice")),
                                rows,
                                w.t("console.alarms.none"))));
    }

    ConsoleView quarantine(EngineView truth) {
        var rows = truth.quarantine().stream()
                .map(held -> List.of(
                        PageTable.Cell.of(Long.toString(held.id())),
                        PageTable.Cell.of(DisplayFormat.desk(held.at())),
                        PageTable.Cell.code(held.bind()),
                        PageTable.Cell.code(held.reason()),
                        PageTable.Cell.of(count(held.octets()))))
                .toList();
        return ConsoleView.of(
                w.t("console.quarantine"),
                Box.of(w.t("console.quarantine"))
                        .first()
                        .texts(List.of(w.t("console.quarantine.text")))
                        .table(new PageTable(
                                w.t("console.quarantine"),
                                List.of(
                                        head("console.held.id"),
                                        head("console.held.at"),
                                        head("console.held.bind"),
                                        head("console.held.reason"),
                                        numbers("console.held.octets")),
                                rows,
                                w.t("console.quarantine.none"))));
    }

    ConsoleView story(EngineView.StoryView story, String why) {
        var title = w.t("console.story.title", "who", story.who(), "day", show.day(story.day(), story.day()));
        var exact = BigDecimal.valueOf(story.chargedLi(), LI_PER_YUAN_DIGITS).stripTrailingZeros();
        var yuan = exact.setScale(Math.max(2, exact.scale())).toPlainString();
        var actors = List.of(
                w.t("console.actor.phone"),
                w.t("console.actor.smsc"),
                w.t("console.actor.engine"),
                w.t("console.actor.book"));
        return ConsoleView.of(
                        title,
                        Box.of(title)
                                .first()
                                .texts(List.of(w.t("console.story.why", "why", why)))
                                .links(List.of(new Link("/story", w.t("console.story.again")))))
                .with(new ConsoleView.Ladder(
                        w.t(
                                "console.story.sum",
                                "uplinks",
                                story.uplinks(),
                                "yuan",
                                yuan,
                                "answers",
                                story.answers(),
                                "calls",
                                story.calls()),
                        actors,
                        story.steps().stream().map(step -> rung(step, actors)).toList(),
                        w.t("console.story.empty")));
    }

    private ConsoleView.Rung rung(EngineView.StoryStep step, List<String> actors) {
        int from = step.from().ordinal();
        int to = step.to().ordinal();
        var way = from == to ? actors.get(from) : actors.get(from) + "→" + actors.get(to);
        return new ConsoleView.Rung(
                MILLIS.format(step.at()), way, w.lang() == Lang.ZH ? step.zh() : step.text(), css(from, to));
    }

    /** Life lines stand left of the columns 2 to 4 and right of the last. */
    private static String css(int from, int to) {
        if (from == to) {
            return "in e" + Math.max(2, Math.min(3, from + 1));
        }
        int left = Math.min(from, to);
        int wide = Math.abs(from - to);
        return (to > from ? "r a" : "l a") + (left + 2) + (wide > 1 ? left + 3 : "");
    }

    private static String times(EngineView.AlarmView alarm) {
        var times = alarm.times();
        return times == null ? "" : count(times);
    }
}

package cn.smspay.web.console;

import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the engine is: whether something is wrong, what waits, the last day in bars, binds, trunks, billing. */
final class ConsoleStatus {
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final int BAR_STEP = 10;
    private static final int CHART_HEIGHT = 96;
    /** A label below every so many bars. */
    private static final int HOURS_STEP = 12;

    private static final long MEGABYTE = 1_000_000;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final PageWords w;
    private final ConsoleWords say;
    private final ConsoleAlarms wrong;

    ConsoleStatus(PageWords w, ConsoleAlarms wrong) {
        this.w = w;
        this.say = new ConsoleWords(w);
        this.wrong = wrong;
    }

    ConsoleView view(EngineView truth) {
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
                : w.t(
                        "console.alarm.first.is",
                        "name",
                        wrong.name(alarms.get(0)),
                        "advice",
                        wrong.advice(alarms.get(0)));
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

    private List<Fact> sums(EngineView.StatusView status) {
        var disk = status.disk();
        return List.of(
                Fact.of(
                        w.t("console.sum.waiting"),
                        ConsoleWords.count(status.outbox().waiting())),
                Fact.of(
                        w.t("console.sum.oldest"),
                        w.t(
                                "console.seconds",
                                "n",
                                String.format(
                                        Locale.ROOT, "%.1f", status.outbox().oldestMillis() / MILLIS_PER_SECOND))),
                Fact.of(
                        w.t("console.sum.queue"),
                        ConsoleWords.count(status.writer().waiting())),
                Fact.of(
                        w.t("console.sum.disk"),
                        w.t("console.millis", "n", status.writer().diskWaitMillis())),
                Fact.of(w.t("console.sum.conversations"), ConsoleWords.count(status.conversations())),
                Fact.of(w.t("console.sum.calls"), ConsoleWords.count(status.calls())),
                Fact.of(
                        w.t("console.sum.free"),
                        disk.freePercent() < 0
                                ? w.t("console.unknown")
                                : w.t("console.percent", "n", disk.freePercent())),
                Fact.of(
                        w.t("console.sum.backup"),
                        disk.lastBackup() == null ? w.t("console.never") : DisplayFormat.desk(disk.lastBackup())));
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
                w.t(
                        "console.chart.caption",
                        "now",
                        number(counts.get(counts.size() - 1)),
                        "most",
                        ConsoleWords.count(most)),
                bars,
                hours,
                w.t("console.chart.numbers"),
                w.t("console.chart.time"),
                w.t(key + ".count"));
    }

    /** Nothing was measured below 0, which is not 0. */
    private String number(long value) {
        return value < 0 ? w.t("console.none") : ConsoleWords.count(value);
    }

    private Box binds(List<EngineView.BindView> binds) {
        var rows = binds.stream()
                .map(bind -> List.of(
                        PageTable.Cell.code(bind.name()),
                        PageTable.Cell.mark(state(bind.state())),
                        PageTable.Cell.of(DisplayFormat.desk(bind.since())),
                        PageTable.Cell.code(bind.host()),
                        PageTable.Cell.of(bind.windowUsed() + "/" + bind.window()),
                        PageTable.Cell.of(ConsoleWords.count(bind.delivered())),
                        PageTable.Cell.of(ConsoleWords.count(bind.submitted())),
                        PageTable.Cell.of(String.format(Locale.ROOT, "%.1f", bind.roundTripMillis())),
                        bind.error().isEmpty()
                                ? PageTable.Cell.of(w.t("console.none"))
                                : PageTable.Cell.code(bind.error())))
                .toList();
        return Box.of(w.t("console.binds"))
                .table(new PageTable(
                        w.t("console.binds"),
                        List.of(
                                say.head("console.bind.name"),
                                say.head("console.bind.state"),
                                say.head("console.bind.since"),
                                say.head("console.bind.host"),
                                say.numbers("console.bind.window"),
                                say.numbers("console.bind.in"),
                                say.numbers("console.bind.out"),
                                say.numbers("console.bind.rtt"),
                                say.head("console.bind.error")),
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
                                say.head("console.bind.name"),
                                say.head("console.trunk.registered"),
                                say.head("console.trunk.hosts")),
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
                w.t("console.billing.open"),
                w.t("console.billing.records", "n", ConsoleWords.count(billing.openRecords()))));
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
}

package cn.smspay.web.console;

import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the truth into pages. No state but its words. */
final class ConsoleViews {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(DisplayFormat.ZONE);
    private static final int LI_PER_YUAN_DIGITS = 3;

    private final PageWords w;
    private final DisplayFormat show;
    private final ConsoleWords say;
    private final ConsoleAlarms alarms;
    private final ConsoleStatus status;

    ConsoleViews(PageWords w) {
        this.w = w;
        this.show = new DisplayFormat(w.lang());
        this.say = new ConsoleWords(w);
        this.alarms = new ConsoleAlarms(w);
        this.status = new ConsoleStatus(w, alarms);
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
        return status.view(truth);
    }

    ConsoleView alarms(EngineView truth) {
        return alarms.view(truth);
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
                                        say.head("console.top.kind"),
                                        say.head("console.top.number"),
                                        say.head("console.top.at"),
                                        say.head("console.top.place"),
                                        say.numbers("console.top.tries"),
                                        say.head("console.top.since"),
                                        say.head("console.top.expires")),
                                rows,
                                w.t(none))));
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "" : DisplayFormat.desk(at);
    }

    ConsoleView quarantine(EngineView truth) {
        var rows = truth.quarantine().stream()
                .map(held -> List.of(
                        PageTable.Cell.of(Long.toString(held.id())),
                        PageTable.Cell.of(DisplayFormat.desk(held.at())),
                        PageTable.Cell.code(held.bind()),
                        PageTable.Cell.code(held.reason()),
                        PageTable.Cell.of(ConsoleWords.count(held.octets()))))
                .toList();
        return ConsoleView.of(
                w.t("console.quarantine"),
                Box.of(w.t("console.quarantine"))
                        .first()
                        .texts(List.of(w.t("console.quarantine.text")))
                        .table(new PageTable(
                                w.t("console.quarantine"),
                                List.of(
                                        say.head("console.held.id"),
                                        say.head("console.held.at"),
                                        say.head("console.held.bind"),
                                        say.head("console.held.reason"),
                                        say.numbers("console.held.octets")),
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
}

package cn.smspay.web.desks;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.counter.PartnerEvents.PartnerEvent;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.PageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** 通知: what the merchant's program was told, with every request and answer, and "send again" (R 4.13). */
final class NotificationsPage {
    private static final int PAGE = 50;

    private NotificationsPage() {}

    static WebAnswer list(DeskVisit visit) {
        var text = visit.query("before");
        long before = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
        return visit.done(
                visit.desks().partners().deliveries(visit.merchant(), before, PAGE),
                found -> found.isEmpty()
                        ? view(visit, found, Map.of())
                        : visit.done(
                                visit.desks()
                                        .merchants()
                                        .events(
                                                visit.merchant(),
                                                found.get(found.size() - 1).event() - 1,
                                                (int) Math.min(
                                                        found.get(0).event()
                                                                - found.get(found.size() - 1)
                                                                        .event()
                                                                + 1,
                                                        PAGE)),
                                events -> view(
                                        visit,
                                        found,
                                        events.stream()
                                                .collect(Collectors.toMap(PartnerEvent::id, Function.identity())))));
    }

    private static WebResponse view(
            DeskVisit visit, List<Deliveries.EventDelivery> found, Map<Long, PartnerEvent> events) {
        var w = visit.w();
        var table = new PageTable(
                w.t("told.title"),
                List.of(
                        PageTable.Head.of(w.t("told.id")),
                        PageTable.Head.of(w.t("told.what")),
                        PageTable.Head.of(w.t("orders.state")),
                        PageTable.Head.of(w.t("told.tries")),
                        PageTable.Head.of(w.t("told.next"))),
                found.stream()
                        .map(it -> List.of(
                                PageTable.Cell.link(
                                        new Link("/notifications/" + it.event(), Long.toString(it.event()))),
                                PageTable.Cell.of(what(events.get(it.event()))),
                                PageTable.Cell.mark(mark(visit, it)),
                                PageTable.Cell.of(Integer.toString(it.tries())),
                                PageTable.Cell.of(when(it))))
                        .toList(),
                w.t("told.none"));
        var links = found.size() == PAGE
                ? List.of(new Link(
                        "/notifications?before=" + found.get(PAGE - 1).event(), w.t("pages.after"), w.t("told.older")))
                : List.<Link>of();
        return visit.page(
                "notifications",
                DeskView.of(
                        w.t("told.title"),
                        Box.of(w.t("told.title"))
                                .first()
                                .texts(List.of(w.t("told.lead")))
                                .table(table)
                                .links(links)));
    }

    private static String what(@org.jspecify.annotations.Nullable PartnerEvent event) {
        return event == null ? "" : event.event() + " " + DisplayFormat.desk(event.at());
    }

    static Mark mark(DeskVisit visit, Deliveries.EventDelivery it) {
        var w = visit.w();
        return switch (it.state()) {
            case DELIVERED -> new Mark(Mark.Kind.GOOD, w.t("told.delivered"));
            case PENDING ->
                it.tries() == 0
                        ? new Mark(Mark.Kind.WAIT, w.t("told.waiting"))
                        : new Mark(Mark.Kind.LOOK, w.t("told.again"));
            case DEAD -> new Mark(Mark.Kind.BAD, w.t("told.dead"));
        };
    }

    private static String when(Deliveries.EventDelivery it) {
        var at = it.nextAt() != null ? it.nextAt() : it.endedAt();
        return at == null ? "" : DisplayFormat.desk(at);
    }

    /** One notification: what our server sent and what yours said, try by try. */
    static WebAnswer one(DeskVisit visit) {
        var text = visit.parameter("id");
        if (!text.matches("[0-9]{1,17}")) {
            return visit.go("/notifications");
        }
        long id = Long.parseLong(text);
        return visit.done(
                visit.desks().partners().deliveries(visit.merchant(), id + 1, 1),
                found -> found.isEmpty() || found.get(0).event() != id
                        ? visit.go("/notifications")
                        : visit.done(
                                visit.desks().partners().tries(visit.merchant(), id),
                                tries -> visit.done(
                                        visit.desks().merchants().events(visit.merchant(), id - 1, 1),
                                        events -> view(visit, found.get(0), tries, events))));
    }

    private static WebResponse view(
            DeskVisit visit, Deliveries.EventDelivery it, List<Deliveries.Try> tries, List<PartnerEvent> events) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        events.forEach(event -> {
            facts.add(Fact.of(w.t("told.what"), event.event()));
            facts.add(Fact.of(w.t("orders.at"), DisplayFormat.deskFull(event.at())));
            facts.add(Fact.code(w.t("told.body"), event.body()));
        });
        facts.add(Fact.of(w.t("told.next"), when(it)));
        var title = w.t("told.one", "id", it.event());
        var boxes = new ArrayList<Box>();
        boxes.add(Box.of(title).first().states(List.of(mark(visit, it))).facts(facts));
        boxes.add(Box.of(w.t("told.tries"))
                .table(new PageTable(
                        w.t("told.tries"),
                        List.of(
                                PageTable.Head.of(w.t("orders.at")),
                                PageTable.Head.of(w.t("told.answer.status")),
                                PageTable.Head.of(w.t("told.request")),
                                PageTable.Head.of(w.t("told.answer"))),
                        tries.stream()
                                .map(each -> List.of(
                                        PageTable.Cell.of(DisplayFormat.desk(each.at())),
                                        PageTable.Cell.of(
                                                each.status() == 0
                                                        ? w.t("told.no-answer")
                                                        : each.status() + " (" + each.millis() + " ms)"),
                                        PageTable.Cell.code(each.url() + " " + each.request()),
                                        PageTable.Cell.code(each.answer())))
                                .toList(),
                        w.t("told.no-tries"))));
        var again = FormView.of(w.t("told.send.title"), "/notifications/" + it.event() + "/again", w.t("told.send.do"))
                .lead(w.t("told.send.lead"))
                .hidden("k", visit.site().tokens().get())
                .view();
        return visit.page("notifications", new DeskView(title, boxes, List.of(Box.form(again))));
    }

    static WebAnswer again(DeskVisit visit) {
        var text = visit.parameter("id");
        if (!text.matches("[0-9]{1,17}")) {
            return visit.go("/notifications");
        }
        long id = Long.parseLong(text);
        return visit.done(
                visit.desks().partners().tellAgain(visit.caller(), visit.key(visit.word(), id), visit.merchant(), id),
                done -> visit.go("/notifications/" + id));
    }
}

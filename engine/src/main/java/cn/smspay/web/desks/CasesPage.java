package cn.smspay.web.desks;

import cn.smspay.base.Fen;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.CaseDesk;
import cn.smspay.counter.desks.SuspenseDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.PageTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** 工单: work items with what happened, who has it, notes, and no end without an outcome (R 4.12). */
final class CasesPage {
    private CasesPage() {}

    record NoteForm(String text) {
        static NoteForm read(Form form) {
            return new NoteForm(form.text("note"));
        }
    }

    record BookForm(SuspenseDesk.MoneyDirection way, String whom, Fen amount, String why) {
        static BookForm read(Form form, DeskVisit visit) {
            var way = form.choice("way", ways(visit));
            var party = form.choice("party", parties(visit));
            var whom = party.equals("customer") ? "" : form.text("whom", 40);
            return new BookForm(
                    way.equals("from") ? SuspenseDesk.MoneyDirection.FROM : SuspenseDesk.MoneyDirection.TO,
                    switch (party) {
                        case "customer" -> "customer";
                        case "number" -> whom;
                        default -> party + ":" + whom;
                    },
                    form.amount("booked"),
                    form.text("book-why"));
        }
    }

    private static List<Choice> ways(DeskVisit visit) {
        return List.of(
                new Choice("to", visit.w().t("case.way.to")),
                new Choice("from", visit.w().t("case.way.from")));
    }

    private static List<Choice> parties(DeskVisit visit) {
        return Stream.of("customer", "number", "merchant", "bank", "province")
                .map(it -> new Choice(it, visit.w().t("case.party." + it)))
                .toList();
    }

    record CloseForm(String outcome) {
        static CloseForm read(Form form) {
            return new CloseForm(form.text("outcome"));
        }
    }

    static WebAnswer list(DeskVisit visit) {
        return visit.done(visit.desks().cases().list(visit.caller(), 0), it -> {
            var w = visit.w();
            return visit.page(
                    "cases",
                    DeskView.of(
                            w.t("cases.title"),
                            Box.of(w.t("cases.title")).first().table(table(visit, it.cases()))));
        });
    }

    static PageTable table(DeskVisit visit, List<CaseDesk.CaseView> cases) {
        var w = visit.w();
        var heads = List.of(
                PageTable.Head.of(w.t("cases.id")),
                PageTable.Head.of(w.t("cases.kind")),
                new PageTable.Head(w.t("cases.amount"), true),
                PageTable.Head.of(w.t("cases.owner")),
                PageTable.Head.of(w.t("cases.opened")));
        var rows = cases.stream()
                .map(each -> List.of(
                        PageTable.Cell.link(new Link("/cases/" + each.id(), "C-" + each.id())),
                        PageTable.Cell.of(kind(visit, each)),
                        PageTable.Cell.of(DisplayFormat.amount(each.amount())),
                        PageTable.Cell.of(each.owner() == null ? w.t("cases.nobody") : each.owner()),
                        PageTable.Cell.of(DisplayFormat.desk(each.openedAt()))))
                .toList();
        return new PageTable(w.t("cases.title"), heads, rows, w.t("cases.none"));
    }

    private static String kind(DeskVisit visit, CaseDesk.CaseView it) {
        return visit.w().has("case." + it.kind()) ? visit.w().t("case." + it.kind()) : it.kind();
    }

    static WebAnswer show(DeskVisit visit) {
        return with(visit, id -> visit.desks().cases().show(visit.caller(), id));
    }

    static WebAnswer take(DeskVisit visit) {
        return with(visit, id -> visit.desks().cases().take(visit.caller(), visit.key(visit.word(), id), id));
    }

    static WebAnswer note(DeskVisit visit) {
        var form = visit.form("case");
        var typed = NoteForm.read(form);
        return form.isGood()
                ? with(
                        visit,
                        id -> visit.desks()
                                .cases()
                                .note(visit.caller(), visit.key(visit.word(), id, typed), id, typed.text()))
                : again(visit, form, null);
    }

    static WebAnswer close(DeskVisit visit) {
        var form = visit.form("case");
        var typed = CloseForm.read(form);
        return form.isGood()
                ? with(
                        visit,
                        id -> visit.desks()
                                .cases()
                                .close(visit.caller(), visit.key(visit.word(), id, typed), id, typed.outcome()))
                : again(visit, form, null);
    }

    /** Proposes to book what waits in SUSPENSE for this case; another person releases it. */
    static WebAnswer book(DeskVisit visit) {
        var form = visit.form("case");
        var typed = BookForm.read(form, visit);
        var text = visit.parameter("id");
        if (!form.isGood() || !text.matches("[0-9]{1,18}")) {
            return again(visit, form, null);
        }
        var booking = new SuspenseDesk.Booking(Long.parseLong(text), typed.way(), typed.whom(), typed.amount());
        return visit.when(
                visit.desks()
                        .suspense()
                        .book(visit.caller(), visit.key(visit.word(), text, typed), booking, typed.why()),
                reply -> reply.fold(
                        done -> visit.go("/cases/" + text),
                        no -> again(visit, form, visit.notice(no)),
                        pending -> visit.go("/approvals")));
    }

    static WebAnswer giveBack(DeskVisit visit) {
        return with(visit, id -> visit.desks().cases().giveBack(visit.caller(), visit.key(visit.word(), id), id));
    }

    private static WebAnswer with(
            DeskVisit visit, LongFunction<? extends CompletionStage<Reply<CaseDesk.CaseView>>> act) {
        var text = visit.parameter("id");
        if (!text.matches("[0-9]{1,18}")) {
            return visit.go("/cases");
        }
        return visit.when(
                act.apply(Long.parseLong(text)),
                reply -> reply.fold(
                        done -> visit.typed("k").isEmpty()
                                ? view(visit, done.value(), visit.empty("case"), null)
                                : visit.go("/cases/" + text),
                        no -> visit.typed("k").isEmpty()
                                ? visit.refused(no)
                                : again(visit, visit.empty("case"), visit.notice(no)),
                        pending -> visit.go("/cases")));
    }

    private static WebAnswer again(DeskVisit visit, Form form, @Nullable Notice notice) {
        var text = visit.parameter("id");
        return text.matches("[0-9]{1,18}")
                ? visit.done(
                        visit.desks().cases().show(visit.caller(), Long.parseLong(text)),
                        it -> view(visit, it, form, notice))
                : visit.go("/cases");
    }

    private static WebResponse view(DeskVisit visit, CaseDesk.CaseView it, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var title = "C-" + it.id() + " " + kind(visit, it);
        boolean closed = it.state().equals("closed");
        var what = Box.of(title)
                .first()
                .notice(notice)
                .states(List.of(
                        closed
                                ? new Mark(Mark.Kind.OFF, w.t("cases.closed"))
                                : new Mark(Mark.Kind.LOOK, w.t("cases.is-open"))))
                .facts(List.of(
                        Fact.of(w.t("cases.what"), it.what()),
                        Fact.of(w.t("cases.about"), it.about()),
                        Fact.of(w.t("cases.amount"), visit.show().money(it.amount())),
                        Fact.of(w.t("cases.ways"), ways(visit, it)),
                        Fact.of(w.t("cases.owner"), it.owner() == null ? w.t("cases.nobody") : it.owner()),
                        Fact.of(w.t("cases.outcome"), it.outcome() == null ? w.t("cases.no-outcome") : it.outcome()),
                        Fact.of(w.t("cases.opened"), DisplayFormat.deskFull(it.openedAt()))));
        return visit.page(
                "cases",
                new DeskView(
                        title,
                        List.of(what, Box.of(w.t("cases.notes")).table(notes(visit, it))),
                        closed ? List.of() : acts(visit, it, form)));
    }

    private static PageTable notes(DeskVisit visit, CaseDesk.CaseView it) {
        var w = visit.w();
        return new PageTable(
                w.t("cases.notes"),
                List.of(
                        PageTable.Head.of(w.t("moves.time")),
                        PageTable.Head.of(w.t("desk.clerk")),
                        PageTable.Head.of(w.t("case.note"))),
                it.notes().stream()
                        .map(note -> List.of(
                                PageTable.Cell.of(DisplayFormat.desk(note.at())),
                                PageTable.Cell.of(note.who()),
                                PageTable.Cell.of(note.text())))
                        .toList(),
                w.t("cases.no-notes"));
    }

    private static List<Box> acts(DeskVisit visit, CaseDesk.CaseView it, Form form) {
        var w = visit.w();
        var path = "/cases/" + it.id();
        var right = new ArrayList<Box>();
        if (it.owner() == null) {
            right.add(Box.form(act(visit, "cases.take", path + "/take").view()));
        }
        if (it.owner() != null && it.owner().endsWith(":" + visit.me().name())) {
            right.add(Box.form(act(visit, "cases.give", path + "/give").view()).fold());
        }
        right.add(Box.form(act(visit, "cases.book", path + "/book")
                        .lead(w.t("cases.book.lead"))
                        .field(form.field("way", Field.Kind.ONE_OF, null, ways(visit)))
                        .field(form.field("party", Field.Kind.CHOICE, null, parties(visit)))
                        .field(form.field("whom", Field.Kind.TEXT))
                        .field(form.field("booked", Field.Kind.AMOUNT))
                        .field(form.field("book-why", Field.Kind.TEXT))
                        .view())
                .fold());
        right.add(Box.form(act(visit, "cases.note", path + "/note")
                        .field(form.field("note", Field.Kind.TEXT))
                        .view())
                .fold());
        right.add(Box.form(act(visit, "cases.close", path + "/close")
                        .field(form.field("outcome", Field.Kind.TEXT))
                        .view())
                .fold());
        return right;
    }

    private static String ways(DeskVisit visit, CaseDesk.CaseView it) {
        var w = visit.w();
        return it.ways().stream()
                .map(way -> w.has("way." + way) ? w.t("way." + way) : way)
                .collect(Collectors.joining(w.t("cases.comma")));
    }

    private static FormView.Builder act(DeskVisit visit, String key, String action) {
        return FormView.of(visit.w().t(key + ".title"), action, visit.w().t(key + ".do"))
                .hidden("k", visit.site().tokens().get());
    }
}

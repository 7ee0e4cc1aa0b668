package cn.smspay.web.desks;

import cn.smspay.base.Fen;
import cn.smspay.counter.FourEyes;
import cn.smspay.counter.Proposal;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** 待放行: what one has proposed and another releases, never the same person (R 4.12). */
final class ApprovalsPage {
    private static final int WHY_MOST = 120;
    /** As acts note their values: {@code amount=100.00 receipt=7}. */
    private static final Pattern VALUE = Pattern.compile("([a-z_-]+)=(.*?)(?= [a-z_-]+=|$)");

    private static final Set<String> MONEY =
            Set.of("amount", "face", "cash", "held", "waiting", "owed", "merchant-held", "good-cards");

    private ApprovalsPage() {}

    static WebAnswer show(DeskVisit visit) {
        return show(visit, null);
    }

    private static WebAnswer show(DeskVisit visit, @Nullable Notice notice) {
        return visit.done(visit.desks().approvals().list(visit.caller(), false, 0), it -> {
            var w = visit.w();
            var boxes = new ArrayList<Box>();
            boxes.add(Box.of(w.t("approvals.title"))
                    .first()
                    .notice(notice)
                    .texts(it.proposals().isEmpty() ? List.of(w.t("approvals.none")) : List.of(w.t("approvals.lead"))));
            it.proposals().forEach(proposal -> {
                boxes.add(box(visit, proposal, it.changes().getOrDefault(proposal.id(), List.of())));
                if (mayDecide(visit, proposal)) {
                    boxes.add(refusing(visit, proposal).fold());
                }
            });
            return visit.page("approvals", new DeskView(w.t("approvals.title"), boxes, List.of()));
        });
    }

    private static Box box(DeskVisit visit, Proposal it, List<FourEyes.ProposedChange> changes) {
        var w = visit.w();
        boolean own = isOwn(visit, it);
        var act = w.has("act." + it.act()) ? w.t("act." + it.act()) : it.act();
        var box = Box.of(act)
                .states(List.of(new Mark(Mark.Kind.WAIT, w.t("approvals.waits"))))
                .facts(facts(visit, it, changes));
        if (!mayDecide(visit, it)) {
            return box.texts(List.of(w.t(own ? "approvals.own" : "approvals.others")));
        }
        return box.with(FormView.of(act, "/approvals/" + it.id() + "/release", w.t("approvals.do", "act", act))
                .hidden("k", visit.site().tokens().get())
                .view());
    }

    private static List<Fact> facts(DeskVisit visit, Proposal it, List<FourEyes.ProposedChange> changes) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of(w.t("approvals.subject"), subject(it.subject())));
        facts.addAll(values(visit, it.what()));
        changes.forEach(change -> facts.add(Fact.of(
                w.has("change." + change.name()) ? w.t("change." + change.name()) : change.name(),
                w.t(
                        "approvals.change",
                        "before",
                        value(visit, change.name(), change.before()),
                        "after",
                        value(visit, change.name(), change.after())))));
        facts.add(Fact.of(w.t("approvals.why"), it.why()));
        facts.add(Fact.of(
                w.t("approvals.who"), it.proposer().substring(it.proposer().indexOf(':') + 1)));
        facts.add(Fact.of(w.t("approvals.at"), DisplayFormat.deskFull(it.proposedAt())));
        facts.add(Fact.of(w.t("approvals.until"), DisplayFormat.deskFull(it.lapsesAt())));
        return facts;
    }

    /** Each value of the act by its name in the language of the page. */
    private static List<Fact> values(DeskVisit visit, String what) {
        var w = visit.w();
        return VALUE.matcher(what)
                .results()
                .map(value -> {
                    var key = "what." + value.group(1);
                    var text = AuditPage.masked(value.group(2));
                    return Fact.of(w.has(key) ? w.t(key) : value.group(1), shown(visit, value.group(1), text));
                })
                .toList();
    }

    /** As it stands on receipts and pages elsewhere. */
    private static String shown(DeskVisit visit, String name, String text) {
        var w = visit.w();
        if (MONEY.contains(name)) {
            return Fen.readYuan(text).map(amount -> visit.show().money(amount)).orElse(text);
        } else if (name.equals("receipt") && text.matches("[0-9]{1,14}")) {
            return String.format(Locale.ROOT, "%014d", Long.parseLong(text));
        }
        var key = "what." + name + "." + text;
        return w.has(key) ? w.t(key) : text;
    }

    private static String value(DeskVisit visit, String name, String text) {
        var key = "change." + name + "." + text;
        return visit.w().has(key) ? visit.w().t(key) : shown(visit, name, text);
    }

    private static boolean isOwn(DeskVisit visit, Proposal it) {
        return it.proposer().endsWith(":" + visit.me().name());
    }

    private static boolean mayDecide(DeskVisit visit, Proposal it) {
        return !isOwn(visit, it) && visit.me().has(Role.SUPERVISOR, Role.OPERATOR);
    }

    /** Each proposal's own field, for several stand on one page. */
    private static Box refusing(DeskVisit visit, Proposal it) {
        var w = visit.w();
        var field = "no-" + it.id();
        return Box.form(FormView.of(
                        w.t("approvals.refuse.title", "id", it.id()),
                        "/approvals/" + it.id() + "/refuse",
                        w.t("approvals.refuse"))
                .ruin()
                .hidden("k", visit.site().tokens().get())
                .field(new Field(
                        field,
                        Field.Kind.TEXT,
                        w.t("approvals.why"),
                        w.t("approvals.refuse.hint"),
                        null,
                        "",
                        null,
                        null,
                        List.of()))
                .view());
    }

    /** Another person says no, with a reason; the proposer's request is refused for good. */
    static WebAnswer refuse(DeskVisit visit) {
        var why = visit.typed("no-" + visit.parameter("id")).strip();
        if (why.isEmpty() || why.length() > WHY_MOST) {
            return show(visit, new Notice(Mark.Kind.LOOK, visit.w().t("approvals.refuse.empty"), ""));
        }
        return decide(
                visit,
                id -> visit.desks().approvals().refuse(visit.caller(), visit.key(visit.word(), id, why), id, why));
    }

    /** No number whole. */
    private static String subject(String subject) {
        return subject.startsWith("number:") ? DisplayFormat.number(subject.substring("number:".length())) : subject;
    }

    static WebAnswer release(DeskVisit visit) {
        return decide(visit, id -> visit.desks().approvals().release(visit.caller(), visit.key(visit.word(), id), id));
    }

    private static WebAnswer decide(
            DeskVisit visit, java.util.function.LongFunction<? extends CompletionStage<Reply<Proposal>>> act) {
        var text = visit.parameter("id");
        if (!text.matches("[0-9]{1,18}")) {
            return visit.go("/approvals");
        }
        return visit.when(
                act.apply(Long.parseLong(text)),
                reply -> reply.fold(
                        done -> show(visit, outcome(visit, done.value())),
                        no -> show(visit, visit.notice(no)),
                        pending -> visit.go("/approvals")));
    }

    private static Notice outcome(DeskVisit visit, Proposal it) {
        var w = visit.w();
        var outcome = it.outcome();
        if (it.state() == Proposal.State.REFUSED) {
            return new Notice(Mark.Kind.GOOD, w.t("approvals.refused"), "");
        }
        boolean done = outcome == null || outcome.equals("done");
        return new Notice(
                done ? Mark.Kind.GOOD : Mark.Kind.LOOK, w.t(done ? "approvals.released" : "approvals.not-done"), "");
    }
}

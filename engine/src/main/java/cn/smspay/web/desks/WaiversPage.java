package cn.smspay.web.desks;

import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.ChargeWaivers.Waiver;
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
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 减免: charges that one person wants waived, or charged again, and another releases (R 4.12); also what was proposed by command. */
final class WaiversPage {
    private static final int NUMBERS_MOST = 2_000;
    private static final int NOTE_MOST = 120;
    private static final String WAIVE = "waive";
    private static final String RESTORE = "restore";

    private WaiversPage() {}

    record WaiverForm(List<Long> charges, boolean restores, String reason, String note) {
        static WaiverForm read(DeskVisit visit, Form form) {
            var numbers = form.text("charges", NUMBERS_MOST);
            var all = Arrays.stream(numbers.split("[,，、\\s]+"))
                    .filter(each -> !each.isEmpty())
                    .toList();
            if (!numbers.isEmpty() && !all.stream().allMatch(each -> each.matches("[0-9]{1,18}"))) {
                form.fault("charges", form.sentence("charges.bad"));
                all = List.of();
            }
            return new WaiverForm(
                    all.stream().map(Long::valueOf).toList(),
                    form.choice("what", what(visit)).equals(RESTORE),
                    form.choice("reason", reasons(visit)),
                    form.text("note", NOTE_MOST));
        }
    }

    private static List<Choice> what(DeskVisit visit) {
        return List.of(
                new Choice(WAIVE, visit.w().t("waivers.waive")),
                new Choice(RESTORE, visit.w().t("waivers.restore")));
    }

    private static List<Choice> reasons(DeskVisit visit) {
        return visit.desks().waivers().reasons().stream()
                .map(code -> new Choice(code, visit.w().t("waivers.reason." + code)))
                .toList();
    }

    static WebAnswer show(DeskVisit visit) {
        return show(visit, visit.empty("waivers"), null);
    }

    private static WebAnswer show(DeskVisit visit, Form form, @Nullable Notice notice) {
        return visit.done(
                visit.desks().waivers().waiting(visit.caller()), it -> view(visit, it.waiting(), form, notice));
    }

    private static WebResponse view(DeskVisit visit, List<Waiver> waiting, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var left = new ArrayList<Box>();
        left.add(Box.of(w.t("waivers.title"))
                .first()
                .notice(notice)
                .texts(List.of(w.t(waiting.isEmpty() ? "waivers.none" : "approvals.lead"))));
        for (var waiver : waiting) {
            left.add(box(visit, waiver));
            if (mayRefuse(visit, waiver)) {
                left.add(Box.form(form(visit, "refuse", waiver).ruin().view()).fold());
            }
        }
        var right = visit.me().has(Role.AGENT, Role.SUPERVISOR, Role.OPERATOR)
                ? List.of(proposing(visit, form))
                : List.<Box>of();
        return visit.page("waivers", new DeskView(w.t("waivers.title"), left, right));
    }

    private static Box proposing(DeskVisit visit, Form form) {
        var w = visit.w();
        return Box.form(FormView.of(w.t("waivers.propose.title"), "/waivers", w.t("waivers.propose.do"))
                .hidden("k", visit.site().tokens().get())
                .lead(w.t("waivers.propose.lead"))
                .field(form.field("charges", Field.Kind.TEXT))
                .field(form.field("what", Field.Kind.CHOICE, null, what(visit)))
                .field(form.field("reason", Field.Kind.CHOICE, null, reasons(visit)))
                .field(form.field("note", Field.Kind.TEXT))
                .view());
    }

    private static Box box(DeskVisit visit, Waiver it) {
        var w = visit.w();
        var box = Box.of(w.t(it.restores() ? "waivers.restore" : "waivers.waive"))
                .states(List.of(new Mark(Mark.Kind.WAIT, w.t("approvals.waits"))))
                .facts(List.of(
                        Fact.code(
                                w.t("waivers.charges"),
                                it.charges().stream().map(String::valueOf).collect(Collectors.joining(", "))),
                        Fact.of(w.t("waivers.reason"), w.t("waivers.reason." + it.reason())),
                        Fact.of(w.t("waivers.note"), it.note()),
                        Fact.of(w.t("approvals.who"), it.proposedBy()),
                        Fact.of(w.t("approvals.at"), DisplayFormat.deskFull(it.proposedAt())),
                        Fact.of(w.t("approvals.until"), DisplayFormat.deskFull(it.lapsesAt()))));
        if (isOwn(visit, it)) {
            return box.texts(List.of(w.t("approvals.own")));
        }
        return visit.me().has(Role.SUPERVISOR, Role.OPERATOR)
                ? box.with(form(visit, "release", it).view())
                : box.texts(List.of(w.t("approvals.others")));
    }

    private static FormView.Builder form(DeskVisit visit, String act, Waiver it) {
        return FormView.of(
                        visit.w().t("waivers." + act + ".title", "id", it.id()),
                        "/waivers/" + it.id() + "/" + act,
                        visit.w().t("waivers." + act + ".do"))
                .hidden("k", visit.site().tokens().get());
    }

    private static boolean isOwn(DeskVisit visit, Waiver it) {
        return it.proposedBy().equals(visit.me().name());
    }

    private static boolean mayRefuse(DeskVisit visit, Waiver it) {
        return isOwn(visit, it) || visit.me().has(Role.SUPERVISOR, Role.OPERATOR);
    }

    static WebAnswer propose(DeskVisit visit) {
        var form = visit.form("waivers");
        var typed = WaiverForm.read(visit, form);
        if (!form.isGood()) {
            return show(visit, form, null);
        }
        return told(
                visit,
                form,
                visit.desks()
                        .waivers()
                        .propose(
                                visit.caller(),
                                visit.key(visit.word(), typed),
                                typed.restores(),
                                typed.charges(),
                                typed.reason(),
                                typed.note()),
                "waivers.proposed");
    }

    static WebAnswer release(DeskVisit visit) {
        long id = id(visit);
        return told(
                visit,
                visit.empty("waivers"),
                visit.desks().waivers().release(visit.caller(), visit.key(visit.word(), id), id),
                "waivers.released");
    }

    static WebAnswer refuse(DeskVisit visit) {
        long id = id(visit);
        return told(
                visit,
                visit.empty("waivers"),
                visit.desks().waivers().refuse(visit.caller(), visit.key(visit.word(), id), id, ""),
                "waivers.refused");
    }

    /** No proposal is called 0. */
    private static long id(DeskVisit visit) {
        var text = visit.parameter("id");
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static <T> WebAnswer told(DeskVisit visit, Form form, CompletionStage<Reply<T>> reply, String done) {
        return visit.when(
                reply,
                it -> it.fold(
                        good -> show(
                                visit,
                                visit.empty("waivers"),
                                new Notice(Mark.Kind.GOOD, visit.w().t(done), "")),
                        no -> show(visit, form, visit.notice(no)),
                        pending -> visit.go("/waivers")));
    }
}

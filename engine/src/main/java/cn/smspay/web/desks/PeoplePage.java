package cn.smspay.web.desks;

import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.StaffDesk;
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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** 人员: who works here with which roles; new ones get a one-time link. */
final class PeoplePage {
    private PeoplePage() {}

    record PersonForm(String name, Role role, String merchant) {
        static PersonForm read(Form form, DeskVisit visit) {
            var name = form.text("name", 40);
            var role = form.choice("role", roles(visit));
            return new PersonForm(name, Role.read(role).orElse(Role.CLERK), form.raw("merchant"));
        }
    }

    private static List<Choice> roles(DeskVisit visit) {
        return Arrays.stream(Role.values())
                .filter(Role::isOfStaff)
                .map(role -> new Choice(role.word(), visit.w().t("role." + role.word())))
                .toList();
    }

    static WebAnswer show(DeskVisit visit) {
        return show(visit, visit.empty("people"), null, List.of());
    }

    private static WebAnswer show(DeskVisit visit, Form form, @Nullable Notice notice, List<Fact> link) {
        return visit.done(visit.desks().staff().list(visit.caller()), it -> view(visit, it, form, notice, link));
    }

    private static WebResponse view(
            DeskVisit visit, StaffDesk.Members it, Form form, @Nullable Notice notice, List<Fact> link) {
        var w = visit.w();
        var add = FormView.of(w.t("people.add.title"), "/people", w.t("people.add.do"))
                .hidden("k", visit.site().tokens().get())
                .field(form.field("name", Field.Kind.TEXT))
                .field(form.field("role", Field.Kind.CHOICE, null, roles(visit)))
                .field(form.field("merchant", Field.Kind.TEXT))
                .secondary(new Link("/people", w.t("form.cancel")))
                .view();
        return visit.page(
                "people",
                new DeskView(
                        w.t("people.title"),
                        List.of(Box.of(w.t("people.title"))
                                .first()
                                .notice(notice)
                                .facts(link)
                                .table(table(visit, it))),
                        right(visit, it, add, form)));
    }

    private static PageTable table(DeskVisit visit, StaffDesk.Members it) {
        var w = visit.w();
        return new PageTable(
                w.t("people.title"),
                List.of(
                        PageTable.Head.of(w.t("people.name")),
                        PageTable.Head.of(w.t("people.roles")),
                        PageTable.Head.of(w.t("orders.state"))),
                it.members().stream()
                        .map(member -> List.of(
                                PageTable.Cell.of(member.name()),
                                PageTable.Cell.of(member.roles().stream()
                                        .map(role -> w.has("role." + role) ? w.t("role." + role) : role)
                                        .collect(Collectors.joining(" "))),
                                PageTable.Cell.mark(
                                        member.until() != null
                                                ? new Mark(
                                                        Mark.Kind.BAD,
                                                        w.t(
                                                                "people.locked",
                                                                "until",
                                                                DisplayFormat.desk(member.until())))
                                                : member.state().equals("active")
                                                        ? new Mark(Mark.Kind.GOOD, w.t("people.active"))
                                                        : new Mark(
                                                                Mark.Kind.OFF,
                                                                w.t("people.other", "state", member.state())))))
                        .toList(),
                w.t("people.none"));
    }

    private static List<Box> right(DeskVisit visit, StaffDesk.Members it, FormView add, Form form) {
        var names = it.members().stream()
                .filter(member -> !member.state().equals("left"))
                .map(member -> new Choice(member.name(), member.name()))
                .toList();
        return List.of(
                Box.form(add),
                Box.form(act(visit, "people.again", "/people/link")
                                .field(form.field("again-name", Field.Kind.CHOICE, null, names))
                                .view())
                        .fold(),
                Box.form(act(visit, "people.unlock", "/people/unlock")
                                .field(form.field("unlock-name", Field.Kind.CHOICE, null, names))
                                .view())
                        .fold(),
                Box.form(act(visit, "people.change", "/people/role")
                                .field(form.field("change-name", Field.Kind.CHOICE, null, names))
                                .field(form.field("change-role", Field.Kind.CHOICE, null, roles(visit)))
                                .view())
                        .fold(),
                Box.form(act(visit, "people.leave", "/people/leave")
                                .ruin()
                                .field(form.field("leave-name", Field.Kind.CHOICE, null, names))
                                .field(form.field("leave-why", Field.Kind.TEXT))
                                .view())
                        .fold());
    }

    private static FormView.Builder act(DeskVisit visit, String key, String path) {
        return FormView.of(visit.w().t(key + ".title"), path, visit.w().t(key + ".do"))
                .lead(visit.w().t(key + ".lead"))
                .hidden("k", visit.site().tokens().get());
    }

    /** For who has lost his password or phone. */
    static WebAnswer link(DeskVisit visit) {
        var form = visit.form("people");
        var name = form.text("again-name", 40);
        return form.isGood()
                ? visit.when(
                        visit.desks().staff().link(visit.caller(), visit.key(visit.word(), name), name),
                        reply -> reply.fold(
                                done -> invited(visit, done.value()),
                                no -> show(visit, form, visit.notice(no), List.of()),
                                pending -> visit.go("/people")))
                : show(visit, form, null, List.of());
    }

    static WebAnswer unlock(DeskVisit visit) {
        var form = visit.form("people");
        var name = form.text("unlock-name", 40);
        return after(
                visit, form, () -> visit.desks().staff().unlock(visit.caller(), visit.key(visit.word(), name), name));
    }

    static WebAnswer role(DeskVisit visit) {
        var form = visit.form("people");
        var name = form.text("change-name", 40);
        var role = Role.read(form.choice("change-role", roles(visit))).orElse(Role.AUDITOR);
        return after(
                visit,
                form,
                () -> visit.desks()
                        .staff()
                        .roles(visit.caller(), visit.key(visit.word(), name, role), name, Set.of(role)));
    }

    static WebAnswer leave(DeskVisit visit) {
        var form = visit.form("people");
        var name = form.text("leave-name", 40);
        var why = form.text("leave-why");
        return after(
                visit,
                form,
                () -> visit.desks().staff().leave(visit.caller(), visit.key(visit.word(), name, why), name, why));
    }

    private static WebAnswer after(
            DeskVisit visit, Form form, Supplier<? extends CompletionStage<Reply<StaffDesk.Member>>> act) {
        return form.isGood()
                ? visit.when(
                        act.get(),
                        reply -> reply.fold(
                                done -> visit.go("/people"),
                                no -> show(visit, form, visit.notice(no), List.of()),
                                pending -> visit.go("/people")))
                : show(visit, form, null, List.of());
    }

    private static WebAnswer invited(DeskVisit visit, StaffDesk.StaffInvitation it) {
        var w = visit.w();
        return show(
                visit,
                visit.empty("people"),
                new Notice(Mark.Kind.GOOD, w.t("people.added"), w.t("people.added.then")),
                List.of(Fact.code(w.t("people.link"), "/setup/" + it.token().reveal())));
    }

    static WebAnswer add(DeskVisit visit) {
        var form = visit.form("people");
        var typed = PersonForm.read(form, visit);
        if (!form.isGood()) {
            return show(visit, form, null, List.of());
        }
        var merchant = typed.merchant().isEmpty() ? null : typed.merchant();
        return visit.when(
                visit.desks()
                        .staff()
                        .add(
                                visit.caller(),
                                visit.key(visit.word(), typed),
                                typed.name(),
                                Set.of(typed.role()),
                                merchant),
                reply -> reply.fold(
                        done -> invited(visit, done.value()),
                        no -> show(visit, form, visit.notice(no), List.of()),
                        pending -> visit.go("/people")));
    }
}

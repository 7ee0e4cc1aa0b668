package cn.smspay.web.desks;

import cn.smspay.counter.Role;
import cn.smspay.counter.desks.StaffDesk;
import cn.smspay.net.http.Answer;
import cn.smspay.net.http.Response;
import cn.smspay.web.page.Choice;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.Show;
import cn.smspay.web.page.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

    static Answer show(DeskVisit visit) {
        return show(visit, visit.empty("people"), null, List.of());
    }

    private static Answer show(DeskVisit visit, Form form, @Nullable Notice notice, List<Fact> link) {
        return visit.done(visit.desks().staff().list(visit.caller()), it -> view(visit, it, form, notice, link));
    }

    private static Response view(
            DeskVisit visit, StaffDesk.Members it, Form form, @Nullable Notice notice, List<Fact> link) {
        var w = visit.w();
        var table = new Table(
                w.t("people.title"),
                List.of(
                        Table.Head.of(w.t("people.name")),
                        Table.Head.of(w.t("people.roles")),
                        Table.Head.of(w.t("orders.state"))),
                it.members().stream()
                        .map(member -> List.of(
                                Table.Cell.of(member.name()),
                                Table.Cell.of(String.join(" ", member.roles())),
                                Table.Cell.mark(
                                        member.until() != null
                                                ? new Mark(
                                                        Mark.Kind.BAD,
                                                        w.t("people.locked", "until", Show.desk(member.until())))
                                                : member.state().equals("active")
                                                        ? new Mark(Mark.Kind.GOOD, w.t("people.active"))
                                                        : new Mark(
                                                                Mark.Kind.OFF,
                                                                w.t("people.other", "state", member.state())))))
                        .toList(),
                w.t("people.none"));
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
                                .table(table)),
                        List.of(Box.form(add))));
    }

    static Answer add(DeskVisit visit) {
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
                        done -> show(
                                visit,
                                visit.empty("people"),
                                new Notice(
                                        Mark.Kind.GOOD,
                                        visit.w().t("people.added"),
                                        visit.w().t("people.added.then")),
                                List.of(Fact.code(
                                        visit.w().t("people.link"),
                                        "/setup/" + done.value().token().reveal()))),
                        no -> show(visit, form, visit.notice(no), List.of()),
                        pending -> visit.go("/people")));
    }
}

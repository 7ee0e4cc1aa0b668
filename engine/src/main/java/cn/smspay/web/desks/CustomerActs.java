package cn.smspay.web.desks;

import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done for a customer who stands there or calls, each by those who may: opening, closing, freezing. */
final class CustomerActs {
    private CustomerActs() {}

    record ShownForm(boolean idChecked, boolean simPresent) {
        static ShownForm read(Form form, String page) {
            return new ShownForm(form.tick(page + "-id"), form.tick(page + "-sim"));
        }

        CustomerDesk.PapersShown shown() {
            return new CustomerDesk.PapersShown(idChecked, simPresent);
        }
    }

    /** What can be done for him by whoever is logged in, the usual things open, the others folded. */
    static List<Box> boxes(DeskVisit visit, CustomerLook look, Optional<CustomerPage.WrongForm> wrong) {
        var boxes = new ArrayList<Box>();
        if (visit.me().has(Role.CLERK)) {
            boxes.addAll(hall(visit, look, wrong));
        }
        if (visit.me().has(Role.AGENT)) {
            boxes.addAll(AgentActs.boxes(visit, look, wrong));
        }
        var account = look.card().account();
        if (visit.me().has(Role.AGENT, Role.SUPERVISOR, Role.OPERATOR) && account != null) {
            var page = account.frozen() ? "unfreeze" : "freeze";
            boxes.add(ActForms.box(visit, page, wrong, (v, f) -> ActForms.reason(v, page, f))
                    .fold());
        }
        return boxes;
    }

    private static List<Box> hall(DeskVisit visit, CustomerLook look, Optional<CustomerPage.WrongForm> wrong) {
        var boxes = new ArrayList<Box>();
        boolean open = look.card().account() != null;
        if (open && visit.me().till() != null) {
            boxes.add(ActForms.box(visit, "cash", wrong, CashActs.ACCOUNT::form));
            boxes.add(
                    ActForms.box(visit, "reverse", wrong, CashActs::reverseForm).fold());
        } else if (open) {
            boxes.add(Box.of(visit.w().t("cash.title"))
                    .texts(List.of(visit.w().t("cash.no-till")))
                    .links(List.of(new Link(
                            "/till", visit.w().t("till.open.do"), visit.w().t("desk.nav.till")))));
        }
        if (!open) {
            boxes.add(ActForms.box(visit, "open", wrong, (v, f) -> ActForms.shown(v, "open", f)));
        }
        boxes.addAll(HallActs.boxes(visit, look, wrong));
        if (open) {
            boxes.add(ActForms.box(visit, "close", wrong, (v, f) -> ActForms.shown(v, "close", f))
                    .fold());
        }
        return boxes;
    }

    static FormView.Builder requestForm(DeskVisit visit, Form form) {
        return ActForms.led(visit, "request");
    }

    static WebAnswer open(DeskVisit visit) {
        var form = visit.form("open");
        var typed = ShownForm.read(form, "open");
        return ActForms.act(
                visit,
                "open",
                form,
                number -> visit.desks()
                        .customers()
                        .openAtHall(visit.caller(), visit.key(visit.word(), number, typed), number, typed.shown()),
                (number, done) -> HallReceipts.give(
                        visit,
                        HallReceipts.of(
                                visit,
                                "open",
                                number,
                                null,
                                List.of(
                                        Fact.code(
                                                visit.w().t("open.account"),
                                                done.account().toString()),
                                        Fact.of(
                                                visit.w().t("fact.profile"),
                                                visit.w().t(done.realName() ? "state.real" : "state.real.no"))))));
    }

    static WebAnswer close(DeskVisit visit) {
        var form = visit.form("close");
        var typed = ShownForm.read(form, "close");
        return ActForms.act(
                visit,
                "close",
                form,
                number -> visit.desks()
                        .customers()
                        .closeAtHall(visit.caller(), visit.key(visit.word(), number, typed), number, typed.shown()),
                (number, done) -> HallReceipts.give(visit, HallReceipts.of(visit, "close", number, null, List.of())));
    }

    static WebAnswer request(DeskVisit visit) {
        var form = visit.form("request");
        return ActForms.act(
                visit,
                "request",
                form,
                number ->
                        visit.desks().customers().openRequest(visit.caller(), visit.key(visit.word(), number), number));
    }

    static WebAnswer freeze(DeskVisit visit) {
        var form = visit.form("freeze");
        var why = form.text("freeze-why");
        return ActForms.act(
                visit,
                "freeze",
                form,
                number -> visit.desks()
                        .customers()
                        .freeze(visit.caller(), visit.key(visit.word(), number, why), Subject.number(number), why));
    }

    static WebAnswer unfreeze(DeskVisit visit) {
        var form = visit.form("unfreeze");
        var why = form.text("unfreeze-why");
        return ActForms.act(
                visit,
                "unfreeze",
                form,
                number -> visit.desks()
                        .customers()
                        .unfreeze(visit.caller(), visit.key(visit.word(), number, why), Subject.number(number), why));
    }
}

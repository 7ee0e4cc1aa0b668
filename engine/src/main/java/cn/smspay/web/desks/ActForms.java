package cn.smspay.web.desks;

import cn.smspay.base.Msisdn;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** How an act on a customer's page is asked for and done: its box, its way back with what is wrong, and what follows. */
final class ActForms {
    private ActForms() {}

    /** Makes the form of a box. */
    interface Make {
        FormView.Builder form(DeskVisit visit, Form form);
    }

    /** @param page key of the act: of its words, its path and the names of its fields */
    static Box box(DeskVisit visit, String page, Optional<CustomerPage.WrongForm> wrong, Make make) {
        var mine = wrong.filter(it -> it.page().equals(page));
        var form = mine.map(CustomerPage.WrongForm::form).orElseGet(() -> visit.empty(page));
        var view = make.form(visit, form)
                .notice(mine.map(CustomerPage.WrongForm::notice).orElse(null))
                .view();
        return Box.form(view);
    }

    static FormView.Builder form(DeskVisit visit, String page) {
        var w = visit.w();
        return FormView.of(w.t(page + ".title"), "/customer/" + page, w.t(page + ".do"))
                .hidden("k", visit.site().tokens().get());
    }

    static FormView.Builder led(DeskVisit visit, String page) {
        return form(visit, page).lead(visit.w().t(page + ".lead"));
    }

    static FormView.Builder shown(DeskVisit visit, String page, Form form) {
        return form(visit, page)
                .field(form.field(page + "-id", Field.Kind.TICK))
                .field(form.field(page + "-sim", Field.Kind.TICK));
    }

    static FormView.Builder reason(DeskVisit visit, String page, Form form) {
        return led(visit, page).field(form.field(page + "-why", Field.Kind.TEXT));
    }

    /** What the form wants for the customer that was looked up, or the page again. */
    static <T> WebAnswer act(DeskVisit visit, String page, Form form, Function<Msisdn, CompletionStage<Reply<T>>> act) {
        return act(visit, page, form, act, (number, done) -> visit.go("/customer"));
    }

    /** What follows an act that was done. */
    interface Then<T> {
        WebResponse answer(Msisdn number, T done);
    }

    static <T> WebAnswer act(
            DeskVisit visit, String page, Form form, Function<Msisdn, CompletionStage<Reply<T>>> act, Then<T> then) {
        var number = CustomerPage.number(visit);
        if (number.isEmpty()) {
            return visit.go("/customer");
        }
        if (!form.isGood()) {
            return CustomerPage.show(visit, new CustomerPage.WrongForm(page, form, null));
        }
        return visit.when(
                act.apply(number.get()),
                reply -> reply.fold(
                        done -> then.answer(number.get(), done.value()),
                        no -> CustomerPage.show(visit, new CustomerPage.WrongForm(page, form, visit.notice(no))),
                        pending -> visit.go("/approvals")));
    }
}

package cn.smspay.web.desks;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.TransferId;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.UnfinishedForms.Draft;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Cash over the counter, into the cash account or for the card of a wallet: enter, check, receipt (R 4.4, R 4.7). */
enum CashActs {
    ACCOUNT("cash", "amount"),
    WALLET("wallet-cash", "loaded");

    private final String page;
    private final String field;

    CashActs(String page, String field) {
        this.page = page;
        this.field = field;
    }

    record ReverseForm(String receipt, Fen amount, String why) {
        static ReverseForm read(Form form, DeskVisit visit) {
            var receipt = form.digits("receipt");
            if (!receipt.isEmpty() && !receipt.matches("[0-9]{1,18}")) {
                form.fault("receipt", visit.w().t("reverse.receipt.bad"));
            }
            return new ReverseForm(receipt, form.amount("reversed"), form.text("reason"));
        }
    }

    /** What was booked. */
    private record Booked(TransferId receipt, Fen amount, List<Fact> more) {}

    String page() {
        return page;
    }

    FormView.Builder form(DeskVisit visit, Form form) {
        return ActForms.form(visit, page).field(form.field(field, Field.Kind.AMOUNT));
    }

    private String path(String step) {
        return "/" + page + "/" + step;
    }

    WebAnswer enter(DeskVisit visit) {
        var form = visit.form(page);
        var amount = form.amount(field);
        var number = CustomerPage.number(visit);
        if (number.isEmpty()) {
            return visit.go("/customer");
        }
        if (!form.isGood()) {
            return CustomerPage.show(visit, new CustomerPage.WrongForm(page, form, null));
        }
        var draft = visit.drafts()
                .begin(
                        page,
                        Map.of(
                                "amount",
                                amount.toString(),
                                "number",
                                number.get().digits()));
        return visit.go(path("check?d=" + draft.id()));
    }

    WebAnswer check(DeskVisit visit) {
        return visit.drafts()
                .find(page, visit.query("d"))
                .<WebAnswer>map(draft -> draft.slip() != null
                        ? visit.go(path("done?d=" + draft.id()))
                        : check(visit, draft, Optional.empty()))
                .orElseGet(() -> visit.go("/customer"));
    }

    private WebResponse check(DeskVisit visit, Draft draft, Optional<Reply.Refused<?>> no) {
        var w = visit.w();
        var amount = Fen.readYuan(draft.typed("amount")).orElse(Fen.ZERO);
        var view = FormView.of(
                        w.t(page + ".check.title"),
                        path("check"),
                        w.t("cash.check.do", "amount", visit.show().money(amount)))
                .lead(w.t("cash.check.lead"))
                .amount(amount, new Link("/customer", w.t("form.change"), ""))
                .fact(Fact.of(w.t("search.number"), DisplayFormat.number(draft.typed("number"))))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .secondary(new Link("/customer", w.t("form.back")))
                .after(w.t("form.once"))
                .notice(no.map(visit::notice).orElse(null))
                .view();
        return visit.page("customer", DeskView.of(view.title(), Box.form(view).first()));
    }

    WebAnswer pay(DeskVisit visit) {
        var found = visit.drafts().find(page, visit.typed("d"));
        if (found.isEmpty()) {
            return visit.go("/customer");
        }
        var draft = found.get();
        if (draft.slip() != null) {
            return visit.go(path("done?d=" + draft.id()));
        }
        var number = new Msisdn(draft.typed("number"));
        var amount = Fen.readYuan(draft.typed("amount")).orElse(Fen.ZERO);
        return visit.when(
                book(visit, draft, number, amount),
                reply -> reply.fold(
                        done -> {
                            visit.drafts().done(draft, slip(visit, number, done.value()));
                            return visit.go(path("done?d=" + draft.id()));
                        },
                        no -> check(visit, visit.drafts().refused(draft, draft.attempt()), Optional.of(no)),
                        pending -> visit.go("/approvals")));
    }

    private CompletionStage<Reply<Booked>> book(DeskVisit visit, Draft draft, Msisdn number, Fen amount) {
        var caller = visit.caller();
        var key = visit.key(draft.word(), number, amount);
        return this == ACCOUNT
                ? visit.desks()
                        .cash()
                        .topUp(caller, key, number, amount)
                        .thenApply(reply -> told(
                                reply,
                                it -> new Booked(
                                        it.receipt(),
                                        it.amount(),
                                        List.of(Fact.of(
                                                visit.w().t("slip.balance"),
                                                visit.show().money(it.cash()))))))
                : visit.desks()
                        .wallets()
                        .loadCash(caller, key, number, amount)
                        .thenApply(reply -> told(reply, it -> new Booked(it.receipt(), it.amount(), List.of())));
    }

    private static <A> Reply<Booked> told(Reply<A> reply, java.util.function.Function<A, Booked> view) {
        return reply.fold(
                done -> Reply.done(view.apply(done.value())),
                no -> Reply.refused(no.reason(), no.facts()),
                pending -> Reply.refused("busy"));
    }

    private SlipView slip(DeskVisit visit, Msisdn number, Booked booked) {
        var facts = new java.util.ArrayList<Fact>();
        facts.add(Fact.code(
                visit.w().t("slip.number"),
                String.format(Locale.ROOT, "%014d", booked.receipt().value())));
        facts.addAll(booked.more());
        return HallReceipts.of(visit, page, number, booked.amount(), facts);
    }

    WebAnswer done(DeskVisit visit) {
        return visit.drafts()
                .find(page, visit.query("d"))
                .flatMap(draft -> Optional.ofNullable(draft.slip()))
                .<WebAnswer>map(slip -> visit.slip("customer", slip))
                .orElseGet(() -> visit.go("/customer"));
    }

    // --- and back

    static FormView.Builder reverseForm(DeskVisit visit, Form form) {
        return ActForms.led(visit, "reverse")
                .field(form.field("receipt", Field.Kind.DIGITS))
                .field(form.field("reversed", Field.Kind.AMOUNT))
                .field(form.field("reason", Field.Kind.TEXT));
    }

    static WebAnswer reverse(DeskVisit visit) {
        var form = visit.form("reverse");
        var typed = ReverseForm.read(form, visit);
        return ActForms.act(
                visit,
                "reverse",
                form,
                number -> visit.desks()
                        .cash()
                        .reverse(
                                visit.caller(),
                                visit.key(visit.word(), number, typed),
                                number,
                                new TransferId(Long.parseLong(typed.receipt())),
                                typed.amount(),
                                typed.why()));
    }
}

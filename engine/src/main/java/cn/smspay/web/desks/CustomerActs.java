package cn.smspay.web.desks;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.entry.Proof;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.TransferId;
import cn.smspay.counter.desks.CashDesk;
import cn.smspay.counter.desks.CustomerCard;
import cn.smspay.counter.desks.CustomerDesk;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.net.http.Answer;
import cn.smspay.net.http.Response;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Drafts.Draft;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Show;
import cn.smspay.web.page.SlipView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What is done for a customer who stands there or calls: cash, opening, closing, freezing, each by those who may. */
final class CustomerActs {
    private CustomerActs() {}

    record CashForm(Fen amount) {
        static CashForm read(Form form) {
            return new CashForm(form.amount("amount"));
        }
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

    record ShownForm(boolean idChecked, boolean simPresent) {
        static ShownForm read(Form form, String page) {
            return new ShownForm(form.tick(page + "-id"), form.tick(page + "-sim"));
        }
    }

    record ProofForm(Secret name, Secret document) {
        static ProofForm read(Form form, String page) {
            return new ProofForm(new Secret(form.text(page + "-owner")), new Secret(form.text(page + "-document")));
        }
    }

    static List<Box> boxes(DeskVisit visit, CustomerCard card, Optional<CustomerPage.Wrong> wrong) {
        var boxes = new ArrayList<Box>();
        var me = visit.me();
        boolean open = card.account() != null;
        if (me.has(Role.CLERK) && open && me.till() != null) {
            boxes.add(box(visit, "cash", wrong, CustomerActs::cashForm));
            boxes.add(box(visit, "reverse", wrong, CustomerActs::reverseForm).fold());
        } else if (me.has(Role.CLERK) && open) {
            boxes.add(Box.of(visit.w().t("cash.title"))
                    .texts(List.of(visit.w().t("cash.no-till")))
                    .links(List.of(new Link(
                            "/till", visit.w().t("till.open.do"), visit.w().t("desk.nav.till")))));
        }
        if (me.has(Role.CLERK)) {
            boxes.add(
                    open
                            ? box(visit, "close", wrong, (v, f) -> shownForm(v, "close", f))
                                    .fold()
                            : box(visit, "open", wrong, (v, f) -> shownForm(v, "open", f)));
        }
        if (me.has(Role.AGENT)) {
            if (open) {
                boxes.add(box(visit, "reset-pay", wrong, (v, f) -> proofForm(v, "reset-pay", f)));
                boxes.add(box(visit, "reset-login", wrong, (v, f) -> proofForm(v, "reset-login", f))
                        .fold());
            }
            boxes.add(
                    open
                            ? box(visit, "agent-close", wrong, (v, f) -> proofForm(v, "agent-close", f))
                                    .fold()
                            : box(visit, "request", wrong, CustomerActs::requestForm));
        }
        var account = card.account();
        if (me.has(Role.AGENT, Role.SUPERVISOR, Role.OPERATOR) && account != null) {
            boxes.add(box(
                            visit,
                            account.frozen() ? "unfreeze" : "freeze",
                            wrong,
                            (v, f) -> reasonForm(v, account.frozen() ? "unfreeze" : "freeze", f))
                    .fold());
        }
        return boxes;
    }

    private interface Make {
        FormView.Builder form(DeskVisit visit, Form form);
    }

    private static Box box(DeskVisit visit, String page, Optional<CustomerPage.Wrong> wrong, Make make) {
        var mine = wrong.filter(it -> it.page().equals(page));
        var form = mine.map(CustomerPage.Wrong::form).orElseGet(() -> visit.empty(page));
        var view = make.form(visit, form)
                .notice(mine.map(CustomerPage.Wrong::notice).orElse(null))
                .view();
        return Box.form(view);
    }

    private static FormView.Builder form(DeskVisit visit, String page) {
        var w = visit.w();
        return FormView.of(w.t(page + ".title"), "/customer/" + page, w.t(page + ".do"))
                .hidden("k", visit.site().tokens().get());
    }

    private static FormView.Builder cashForm(DeskVisit visit, Form form) {
        return form(visit, "cash").field(form.field("amount", Field.Kind.AMOUNT));
    }

    private static FormView.Builder reverseForm(DeskVisit visit, Form form) {
        return form(visit, "reverse")
                .lead(visit.w().t("reverse.lead"))
                .field(form.field("receipt", Field.Kind.DIGITS))
                .field(form.field("reversed", Field.Kind.AMOUNT))
                .field(form.field("reason", Field.Kind.TEXT));
    }

    private static FormView.Builder shownForm(DeskVisit visit, String page, Form form) {
        return form(visit, page)
                .field(form.field(page + "-id", Field.Kind.TICK))
                .field(form.field(page + "-sim", Field.Kind.TICK));
    }

    /** Proof fields: what the customer tells is entered, and never shown what would be right. */
    private static FormView.Builder proofForm(DeskVisit visit, String page, Form form) {
        return form(visit, page)
                .lead(visit.w().t("proof.lead"))
                .field(form.field(page + "-owner", Field.Kind.TEXT))
                .field(form.field(page + "-document", Field.Kind.TEXT));
    }

    private static FormView.Builder requestForm(DeskVisit visit, Form form) {
        return form(visit, "request").lead(visit.w().t("request.lead"));
    }

    private static FormView.Builder reasonForm(DeskVisit visit, String page, Form form) {
        return form(visit, page).lead(visit.w().t(page + ".lead")).field(form.field(page + "-why", Field.Kind.TEXT));
    }

    /** What the form wants for the customer that was looked up, or the page again. */
    private static <T> Answer act(
            DeskVisit visit,
            String page,
            Form form,
            java.util.function.Function<Msisdn, CompletionStage<Reply<T>>> act) {
        var number = CustomerPage.number(visit);
        if (number.isEmpty()) {
            return visit.go("/customer");
        }
        if (!form.isGood()) {
            return CustomerPage.show(visit, new CustomerPage.Wrong(page, form, null));
        }
        return visit.when(
                act.apply(number.get()),
                reply -> reply.fold(
                        done -> visit.go("/customer"),
                        no -> CustomerPage.show(visit, new CustomerPage.Wrong(page, form, visit.notice(no))),
                        pending -> visit.go("/approvals")));
    }

    static Answer open(DeskVisit visit) {
        var form = visit.form("open");
        var typed = ShownForm.read(form, "open");
        return act(
                visit,
                "open",
                form,
                number -> visit.desks()
                        .customers()
                        .openAtHall(visit.caller(), visit.key(visit.word(), number, typed), number, shown(typed)));
    }

    static Answer close(DeskVisit visit) {
        var form = visit.form("close");
        var typed = ShownForm.read(form, "close");
        return act(
                visit,
                "close",
                form,
                number -> visit.desks()
                        .customers()
                        .closeAtHall(visit.caller(), visit.key(visit.word(), number, typed), number, shown(typed)));
    }

    private static CustomerDesk.Shown shown(ShownForm typed) {
        return new CustomerDesk.Shown(typed.idChecked(), typed.simPresent());
    }

    static Answer agentClose(DeskVisit visit) {
        var form = visit.form("agent-close");
        var typed = ProofForm.read(form, "agent-close");
        return act(
                visit,
                "agent-close",
                form,
                number -> visit.desks()
                        .customers()
                        .closeByAgent(
                                visit.caller(),
                                visit.key(visit.word(), number, typed.name(), typed.document()),
                                number,
                                new CustomerDesk.Proof(typed.name(), typed.document(), false)));
    }

    /** A new password, told to the phone alone (S-120, S-127). */
    static Answer resetPay(DeskVisit visit) {
        return reset(visit, "reset-pay", PasswordKind.PAY);
    }

    static Answer resetLogin(DeskVisit visit) {
        return reset(visit, "reset-login", PasswordKind.LOGIN);
    }

    private static Answer reset(DeskVisit visit, String page, PasswordKind kind) {
        var form = visit.form(page);
        var typed = ProofForm.read(form, page);
        return act(
                visit,
                page,
                form,
                number -> visit.desks()
                        .logins()
                        .resetByAgent(
                                visit.caller(),
                                visit.key(visit.word(), number, typed.name(), typed.document()),
                                number,
                                kind,
                                new Proof.Papers(typed.name(), typed.document())));
    }

    static Answer request(DeskVisit visit) {
        var form = visit.form("request");
        return act(
                visit,
                "request",
                form,
                number ->
                        visit.desks().customers().openRequest(visit.caller(), visit.key(visit.word(), number), number));
    }

    static Answer freeze(DeskVisit visit) {
        var form = visit.form("freeze");
        var why = form.text("freeze-why");
        return act(
                visit,
                "freeze",
                form,
                number -> visit.desks()
                        .customers()
                        .freeze(visit.caller(), visit.key(visit.word(), number, why), Subject.number(number), why));
    }

    static Answer unfreeze(DeskVisit visit) {
        var form = visit.form("unfreeze");
        var why = form.text("unfreeze-why");
        return act(
                visit,
                "unfreeze",
                form,
                number -> visit.desks()
                        .customers()
                        .unfreeze(visit.caller(), visit.key(visit.word(), number, why), Subject.number(number), why));
    }

    static Answer reverse(DeskVisit visit) {
        var form = visit.form("reverse");
        var typed = ReverseForm.read(form, visit);
        return act(
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

    // --- cash: enter, check, receipt

    static Answer cash(DeskVisit visit) {
        var form = visit.form("cash");
        var typed = CashForm.read(form);
        var number = CustomerPage.number(visit);
        if (number.isEmpty()) {
            return visit.go("/customer");
        }
        if (!form.isGood()) {
            return CustomerPage.show(visit, new CustomerPage.Wrong("cash", form, null));
        }
        var draft = visit.drafts()
                .begin(
                        "cash",
                        Map.of(
                                "amount",
                                typed.amount().toString(),
                                "number",
                                number.get().digits()));
        return visit.go("/cash/check?d=" + draft.id());
    }

    static Answer cashCheck(DeskVisit visit) {
        return visit.drafts()
                .find("cash", visit.query("d"))
                .<Answer>map(draft -> draft.slip() != null
                        ? visit.go("/cash/done?d=" + draft.id())
                        : check(visit, draft, Optional.empty()))
                .orElseGet(() -> visit.go("/customer"));
    }

    private static Response check(DeskVisit visit, Draft draft, Optional<Reply.Refused<?>> no) {
        var w = visit.w();
        var amount = Fen.readYuan(draft.typed("amount")).orElse(Fen.ZERO);
        var view = FormView.of(
                        w.t("cash.check.title"),
                        "/cash/check",
                        w.t("cash.check.do", "amount", visit.show().money(amount)))
                .lead(w.t("cash.check.lead"))
                .amount(amount, new Link("/customer", w.t("form.change"), ""))
                .fact(Fact.of(w.t("search.number"), Show.number(draft.typed("number"))))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .secondary(new Link("/customer", w.t("form.back")))
                .after(w.t("form.once"))
                .notice(no.map(visit::notice).orElse(null))
                .view();
        return visit.page("customer", DeskView.of(view.title(), Box.form(view).first()));
    }

    static Answer cashDo(DeskVisit visit) {
        var found = visit.drafts().find("cash", visit.typed("d"));
        if (found.isEmpty()) {
            return visit.go("/customer");
        }
        var draft = found.get();
        if (draft.slip() != null) {
            return visit.go("/cash/done?d=" + draft.id());
        }
        var number = new Msisdn(draft.typed("number"));
        var amount = Fen.readYuan(draft.typed("amount")).orElse(Fen.ZERO);
        return visit.when(
                visit.desks().cash().topUp(visit.caller(), visit.key(draft.word(), number, amount), number, amount),
                reply -> reply.fold(
                        done -> {
                            visit.drafts().done(draft, slip(visit, number, done.value()));
                            return visit.go("/cash/done?d=" + draft.id());
                        },
                        no -> check(visit, visit.drafts().refused(draft, draft.attempt()), Optional.of(no)),
                        pending -> visit.go("/approvals")));
    }

    private static SlipView slip(DeskVisit visit, Msisdn number, CashDesk.Receipt receipt) {
        var w = visit.w();
        return new SlipView(
                false,
                w.t("cash.done"),
                true,
                w.t("cash.done.lead"),
                receipt.amount(),
                List.of(
                        Fact.code(
                                w.t("slip.number"),
                                String.format(
                                        Locale.ROOT, "%014d", receipt.receipt().value())),
                        Fact.of(w.t("slip.phone"), Show.number(number.digits())),
                        Fact.of(w.t("slip.balance"), visit.show().money(receipt.cash())),
                        Fact.of(w.t("desk.nav.till"), receipt.till()),
                        Fact.of(w.t("desk.clerk"), visit.me().name()),
                        Fact.of(w.t("slip.time"), Show.deskFull(receipt.at()))),
                null,
                List.of(new Link("/customer", w.t("cash.back"))));
    }

    static Answer cashDone(DeskVisit visit) {
        return visit.drafts()
                .find("cash", visit.query("d"))
                .flatMap(draft -> Optional.ofNullable(draft.slip()))
                .<Answer>map(slip -> visit.slip("customer", slip))
                .orElseGet(() -> visit.go("/customer"));
    }
}

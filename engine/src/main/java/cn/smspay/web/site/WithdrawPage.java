package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.TextView;
import cn.smspay.web.page.UnfinishedForms.Draft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 提现: amount, check with pay password, receipt (S-078, S-080, S-082). */
final class WithdrawPage {
    static final Steps STEPS = new Steps("withdraw", "/withdraw", "withdraw");
    private static final Map<String, String> AMOUNT = Map.of("too-much", "amount", "bad-amount", "amount");
    private static final Map<String, String> PIN = Map.of("pin-wrong", "pay");
    /** What stands in the way has its repair on another page. */
    private static final Map<String, String> REPAIRS = Map.of(
            "not-real-name",
            "/real-name",
            "no-bank-card",
            "/bank-card",
            "no-cash",
            "/topup",
            "card-changed",
            "/bank-card");

    private WithdrawPage() {}

    record AmountForm(Fen amount) {
        static AmountForm read(Form form) {
            return new AmountForm(form.amount("amount"));
        }
    }

    record PayForm(Secret pay) {
        static PayForm read(Form form) {
            return new PayForm(form.six("pay"));
        }
    }

    static WebAnswer show(Visit visit) {
        var form = STEPS.again(visit);
        return visit.when(
                visit.service().withdrawalOffer(visit.me(), visit.visitor(), null),
                reply -> reply.fold(
                        done -> entry(visit, form, done.value()),
                        refused -> hindered(visit, refused),
                        pending -> visit.go("/")));
    }

    static WebAnswer enter(Visit visit) {
        var form = visit.form("withdraw");
        var typed = AmountForm.read(form);
        var wanted = form.isGood() ? typed.amount() : null;
        return WebAnswer.later(visit.service()
                .withdrawalOffer(visit.me(), visit.visitor(), wanted)
                .thenComposeAsync(
                        reply -> Steps.later(reply.fold(
                                done -> form.isGood()
                                        ? STEPS.entered(
                                                visit,
                                                Map.of(
                                                        "amount",
                                                        typed.amount().toString(),
                                                        "tail",
                                                        done.value().to().tail()))
                                        : entry(visit, form, done.value()),
                                refused -> wrong(visit, form, refused),
                                pending -> visit.go("/"))),
                        visit.site().render()));
    }

    /** A refusal of the amount comes back with the form, and the form with what can be withdrawn. */
    private static WebAnswer wrong(Visit visit, Form form, Reply.Refused<SiteService.WithdrawalOffer> no) {
        var field = AMOUNT.get(no.reason());
        if (field == null) {
            return hindered(visit, no);
        }
        form.fault(field, visit.sentence(no));
        return visit.when(
                visit.service().withdrawalOffer(visit.me(), visit.visitor(), null),
                reply -> reply.fold(
                        done -> entry(visit, form, done.value()),
                        refused -> hindered(visit, refused),
                        pending -> visit.go("/")));
    }

    private static WebResponse hindered(Visit visit, Reply.Refused<?> no) {
        var w = visit.w();
        var repair = REPAIRS.get(no.reason());
        var links = repair == null
                ? List.of(new Link("/", w.t("slip.home")))
                : List.of(new Link(repair, w.t("repair." + no.reason())), new Link("/", w.t("slip.home")));
        return visit.text("withdraw", new TextView(w.t("withdraw.title"), visit.notice(no), List.of(), links), 200);
    }

    private static WebResponse entry(Visit visit, Form form, SiteService.WithdrawalOffer offer) {
        var w = visit.w();
        var view = FormView.of(w.t("withdraw.title"), "/withdraw", w.t("form.check"))
                .step(1)
                .fact(Fact.of(w.t("withdraw.from"), w.t("pocket.cash"))
                        .end(visit.show().money(offer.cash())))
                .fact(Fact.of(w.t("withdraw.to"), BankNames.tail(w, offer.to()))
                        .link(new Link("/bank-card", w.t("withdraw.other"), w.t("bank.card"))))
                .field(form.field("amount", Field.Kind.AMOUNT))
                .secondary(new Link("/", w.t("form.cancel")))
                .after(w.t("withdraw.after"));
        return visit.form("withdraw", view.view());
    }

    static WebAnswer check(Visit visit) {
        return STEPS.check(visit, draft -> check(visit, draft, visit.empty("withdraw"), null));
    }

    private static WebAnswer check(Visit visit, Draft draft, Form form, Reply.@Nullable Refused<?> no) {
        return visit.when(
                visit.service().withdrawalOffer(visit.me(), visit.visitor(), amount(draft)),
                reply -> reply.fold(
                        done -> checkView(visit, draft, form, done.value(), no),
                        refused -> hindered(visit, refused),
                        pending -> visit.go("/")));
    }

    private static Fen amount(Draft draft) {
        return Fen.readYuan(draft.typed("amount")).orElse(Fen.ZERO);
    }

    private static WebResponse checkView(
            Visit visit, Draft draft, Form form, SiteService.WithdrawalOffer offer, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var show = visit.show();
        var amount = amount(draft);
        var view = STEPS.checkForm(visit, draft, w.t("withdraw.do", "amount", show.money(amount)))
                .amount(amount, new Link("/withdraw?d=" + draft.id(), w.t("form.change"), w.t("form.change.amount")))
                .fact(to(visit, offer.to()).link(new Link("/bank-card", w.t("form.change"), w.t("bank.card"))))
                .fact(Fact.of(w.t("withdraw.fee"), show.money(Fen.ZERO)))
                .fact(Fact.of(w.t("withdraw.when"), window(visit, offer.earliest(), offer.latest())))
                .fact(Fact.of(
                        w.t("withdraw.then"),
                        w.t(
                                "withdraw.then.cash",
                                "balance",
                                show.money(offer.cash().minus(amount)))));
        if (no != null) {
            Steps.put(visit, form, view, PIN, no);
        }
        view.field(form.field("pay", Field.Kind.PIN).help(new Link("/reset/pay", w.t("form.forgot.pay"))));
        return visit.form("withdraw", view.view());
    }

    private static Fact to(Visit visit, SiteService.SiteCard card) {
        var w = visit.w();
        var branch = card.branch() == null ? "" : card.branch();
        var holder = card.holder() == null ? "" : card.holder();
        var fact = Fact.of(w.t("withdraw.to"), BankNames.tail(w, card));
        return holder.isEmpty()
                ? fact
                : fact.second(w.t(
                        branch.isEmpty() ? "bank.holder" : "bank.holder.branch", "holder", holder, "branch", branch));
    }

    private static String window(Visit visit, java.time.LocalDate earliest, java.time.LocalDate latest) {
        var show = visit.show();
        return visit.w()
                .t(
                        "withdraw.window",
                        "earliest",
                        show.day(earliest, visit.today()),
                        "latest",
                        show.day(latest, visit.today()));
    }

    static WebAnswer withdraw(Visit visit) {
        var form = visit.form("withdraw");
        var typed = PayForm.read(form);
        if (!form.isGood()) {
            return STEPS.posted(visit)
                    .map(draft -> draft.slip() != null
                            ? visit.go("/withdraw/done?d=" + draft.id())
                            : check(visit, draft, form, null))
                    .orElseGet(() -> STEPS.gone(visit));
        }
        return STEPS.<SiteService.WithdrawalTaken>act(
                visit,
                (draft, word) -> visit.service()
                        .withdraw(visit.me(), visit.visitor(), word, amount(draft), draft.typed("tail"), typed.pay()),
                done -> slip(visit, done),
                (draft, no) -> PIN.containsKey(no.reason()) ? check(visit, draft, form, no) : hindered(visit, no));
    }

    private static SlipView slip(Visit visit, SiteService.WithdrawalTaken done) {
        var w = visit.w();
        var show = visit.show();
        var latest = show.day(done.latest(), visit.today());
        return new SlipView(
                true,
                w.t("withdraw.done"),
                false,
                w.t("withdraw.done.lead"),
                done.amount(),
                List.of(
                        Fact.code(w.t("slip.number"), done.number()),
                        Fact.mark(w.t("slip.state"), new Mark(Mark.Kind.WAIT, w.t("withdraw.state"))),
                        Fact.of(w.t("withdraw.expected"), window(visit, done.earliest(), done.latest())),
                        Fact.of(w.t("withdraw.to"), BankNames.tail(w, done.to())),
                        Fact.of(w.t("slip.from"), w.t("slip.cash", "balance", show.money(done.cash()))),
                        Fact.of(w.t("slip.accepted"), show.second(done.at())),
                        Fact.of(
                                w.t("slip.phone"),
                                DisplayFormat.number(visit.me().number()))),
                w.t("withdraw.next", "latest", latest),
                List.of(new Link("/", w.t("slip.home")), new Link("/history/" + done.number(), w.t("slip.one"))));
    }
}

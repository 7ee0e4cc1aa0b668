package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Choice;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 缴话费: for the own number or another one (R 4.8). */
final class BillPage {
    static final Steps STEPS = new Steps("bill", "/bill", "bill");
    private static final Map<String, String> ENTRY = Map.of(
            "bad-amount", "amount",
            "insufficient", "amount",
            "not-carriers", "number",
            "unknown-number", "number",
            "payee-gone", "number",
            "own-number", "number");
    private static final Map<String, String> CHECK = Map.of("pin-wrong", "pay", "confirm-test", "test");

    private BillPage() {}

    record BillForm(Msisdn payee, Fen amount) {
        static BillForm read(Form form, Visit visit) {
            var own = new Msisdn(visit.me().number());
            var whose = visit.site().has(SiteService.Function.BILL_OTHER) ? form.choice("whose", whose(visit)) : "own";
            var payee = whose.equals("other") ? other(form, visit) : own;
            return new BillForm(payee, form.amount("amount"));
        }

        private static Msisdn other(Form form, Visit visit) {
            var number = form.phone("number");
            var again = form.phone("again");
            if (!number.equals(again)) {
                form.fault("again", visit.w().t("bill.differs"));
            }
            return Msisdn.read(number).orElse(new Msisdn(visit.me().number()));
        }
    }

    record PayForm(Secret pay, boolean tested) {
        static PayForm read(Form form, boolean inTest) {
            return new PayForm(form.six("pay"), !inTest || form.tick("test"));
        }
    }

    private static List<Choice> whose(Visit visit) {
        return List.of(
                new Choice(
                        "own",
                        visit.w()
                                .t(
                                        "bill.own",
                                        "number",
                                        DisplayFormat.number(visit.me().number()))),
                new Choice("other", visit.w().t("bill.other")));
    }

    static WebAnswer show(Visit visit) {
        return entry(visit, STEPS.again(visit), null);
    }

    private static WebResponse entry(Visit visit, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("bill.title"), "/bill", w.t("form.check")).step(1);
        if (no != null) {
            Steps.put(visit, form, view, ENTRY, no);
        }
        if (visit.site().has(SiteService.Function.BILL_OTHER)) {
            view.field(form.field("whose", Field.Kind.ONE_OF, null, whose(visit)))
                    .field(form.field("number", Field.Kind.PHONE))
                    .field(form.field("again", Field.Kind.PHONE));
        } else {
            view.fact(Fact.of(w.t("bill.payee"), DisplayFormat.number(visit.me().number())));
        }
        view.field(form.field("amount", Field.Kind.AMOUNT))
                .secondary(new Link("/", w.t("form.cancel")))
                .after(w.t("bill.after"));
        return visit.form("bill", view.view());
    }

    static WebAnswer enter(Visit visit) {
        var form = visit.form("bill");
        var typed = BillForm.read(form, visit);
        if (!form.isGood()) {
            return entry(visit, form, null);
        }
        return visit.when(
                visit.service().billQuote(visit.me(), visit.visitor(), typed.payee(), typed.amount()),
                reply -> reply.fold(
                        done -> STEPS.entered(visit, draft(visit, form, typed, done.value())),
                        no -> entry(visit, form, no),
                        pending -> visit.go("/")));
    }

    private static Map<String, String> draft(Visit visit, Form form, BillForm typed, SiteService.BillQuote quote) {
        var kept = new LinkedHashMap<String, String>();
        kept.put("whose", typed.payee().digits().equals(visit.me().number()) ? "own" : "other");
        kept.put("payee", typed.payee().digits());
        kept.put("amount", typed.amount().toString());
        kept.put("inTest", quote.inTest() ? "yes" : "no");
        if (kept.get("whose").equals("other")) {
            kept.put("number", form.raw("number"));
            kept.put("again", form.raw("again"));
        }
        return kept;
    }

    static WebAnswer check(Visit visit) {
        return STEPS.check(visit, draft -> check(visit, draft, visit.empty("bill"), null));
    }

    private static WebAnswer check(Visit visit, Draft draft, Form form, Reply.@Nullable Refused<?> no) {
        return visit.when(
                visit.service().billQuote(visit.me(), visit.visitor(), payee(draft), amount(draft)),
                reply -> reply.fold(
                        done -> checkView(visit, draft, form, done.value(), no),
                        refused -> entry(visit, STEPS.again(visit), refused),
                        pending -> visit.go("/")));
    }

    private static Fen amount(Draft draft) {
        return Fen.readYuan(draft.typed("amount")).orElse(Fen.ZERO);
    }

    private static Msisdn payee(Draft draft) {
        return new Msisdn(draft.typed("payee"));
    }

    private static WebResponse checkView(
            Visit visit, Draft draft, Form form, SiteService.BillQuote quote, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var show = visit.show();
        var amount = amount(draft);
        var back = new Link("/bill?d=" + draft.id(), w.t("form.change"), w.t("form.change.amount"));
        var view = STEPS.checkForm(visit, draft, w.t("bill.do", "amount", show.money(amount)))
                .amount(amount, back)
                .fact(Fact.of(w.t("bill.payee"), whose(visit, payee(draft)))
                        .link(new Link(back.href(), w.t("form.change"), w.t("bill.payee"))))
                .fact(Fact.of(w.t("slip.from"), w.t("pocket." + quote.pocket()))
                        .second(w.t("slip.after", "balance", show.money(quote.after()))));
        if (no != null) {
            Steps.put(visit, form, view, CHECK, no);
        }
        if (quote.inTest()) {
            view.notice(new cn.smspay.web.page.Notice(
                            Mark.Kind.LOOK,
                            w.t("bill.test.first", "province", quote.province()),
                            w.t("bill.test.then")))
                    .field(form.field("test", Field.Kind.TICK));
        }
        view.field(form.field("pay", Field.Kind.PIN).help(new Link("/reset/pay", w.t("form.forgot.pay"))));
        return visit.form("bill", view.view());
    }

    /** A foreign number is shown whole once, on the page that checks it: the payer typed it and has to compare it. */
    private static String whose(Visit visit, Msisdn payee) {
        var own = payee.digits().equals(visit.me().number());
        return own ? visit.w().t("bill.own", "number", DisplayFormat.number(payee.digits())) : spaced(payee.digits());
    }

    private static String spaced(String digits) {
        return digits.substring(0, 3) + " " + digits.substring(3, 7) + " " + digits.substring(7);
    }

    static WebAnswer pay(Visit visit) {
        var draft = STEPS.posted(visit);
        if (draft.isEmpty()) {
            return STEPS.gone(visit);
        }
        var form = visit.form("bill");
        var typed = PayForm.read(form, draft.get().typed("inTest").equals("yes"));
        if (!form.isGood() && draft.get().slip() == null) {
            return check(visit, draft.get(), form, null);
        }
        return STEPS.<SiteService.BillPaid>act(
                visit,
                (it, word) -> visit.service()
                        .payBill(visit.me(), visit.visitor(), word, payee(it), amount(it), typed.tested(), typed.pay()),
                done -> slip(visit, draft.get(), done),
                (it, no) -> check(visit, it, form, no));
    }

    private static SlipView slip(Visit visit, Draft draft, SiteService.BillPaid done) {
        var w = visit.w();
        var show = visit.show();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.code(w.t("slip.number"), done.number()));
        facts.add(Fact.mark(
                w.t("slip.state"),
                done.sure()
                        ? new Mark(Mark.Kind.GOOD, w.t("move.done"))
                        : new Mark(Mark.Kind.WAIT, w.t("bill.state"))));
        facts.add(Fact.of(w.t("bill.payee"), DisplayFormat.number(payee(draft).digits())));
        facts.add(Fact.of(w.t("slip.from"), w.t("pocket." + done.pocket()))
                .second(w.t("slip.left", "balance", show.money(done.balance()))));
        facts.add(Fact.of(w.t("slip.time"), show.second(done.at())));
        return new SlipView(
                true,
                w.t(done.sure() ? "bill.done" : "bill.doubt"),
                done.sure(),
                w.t(done.sure() ? "bill.done.lead" : "bill.doubt.lead"),
                done.amount(),
                facts,
                w.t(done.sure() ? "bill.next" : "bill.doubt.next"),
                List.of(
                        new Link("/", w.t("slip.home")),
                        new Link("/history/" + done.number(), w.t(done.sure() ? "slip.one" : "bill.look"))));
    }

    /** A payment whose end nobody knows yet: what is held, and that it must not be paid twice. */
    static WebAnswer pending(Visit visit) {
        var w = visit.w();
        return visit.text(
                "bill",
                TextView.of(w.t("bill.doubt"), w.t("bill.doubt.next"), List.of(new Link("/history", w.t("bill.look")))),
                200);
    }
}

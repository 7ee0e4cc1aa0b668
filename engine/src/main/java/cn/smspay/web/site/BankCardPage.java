package cn.smspay.web.site;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Msisdn;
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
import cn.smspay.web.page.Notice;
import cn.smspay.web.page.SlipView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 银行卡: the one card that withdrawals go to: bound, shown, removed (S-073, S-080, S-081). */
final class BankCardPage {
    private static final Map<String, String> BIND = Map.of(
            "bad-card-number", "number",
            "name-differs", "holder",
            "code-wrong", "code",
            "bad-branch", "branch");

    private BankCardPage() {}

    record BindForm(BankCode bank, String branch, String place, Secret number, Secret holder, Secret code) {
        static BindForm read(Form form, Visit visit) {
            var bank = form.choice("bank", BankNames.choices(visit.w()));
            var branch = form.text("branch");
            var place = form.text("place");
            var number = form.digits("number");
            var holder = form.text("holder");
            return new BindForm(
                    BankCode.read(bank).orElse(BankCode.ICBC),
                    branch,
                    place,
                    new Secret(number),
                    new Secret(holder),
                    form.six("code"));
        }
    }

    record UnbindForm(Secret pay) {
        static UnbindForm read(Form form) {
            return new UnbindForm(form.six("pay"));
        }
    }

    static WebAnswer show(Visit visit) {
        return visit.done(visit.service().overview(visit.me(), visit.visitor()), it -> {
            var card = it.bank();
            return card == null ? unbound(visit, it) : bound(visit, it, card, visit.empty("unbind"), null);
        });
    }

    private static WebResponse unbound(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        if (!it.realName()) {
            return visit.text(
                    "withdraw",
                    new cn.smspay.web.page.TextView(
                            w.t("bank.title"),
                            new Notice(Mark.Kind.LOOK, w.t("bank.real.first"), w.t("bank.real.then")),
                            List.of(),
                            List.of(
                                    new Link("/real-name", w.t("repair.not-real-name")),
                                    new Link("/", w.t("slip.home")))),
                    200);
        }
        var view = FormView.of(w.t("bind.title"), "/bank-card/code", w.t("bind.send"))
                .lead(w.t("bind.lead"))
                .fact(Fact.of(w.t("bind.left"), w.t("bind.left.n", "n", it.bindingsLeft())))
                .fact(Fact.of(w.t("code.to"), DisplayFormat.number(visit.me().number())))
                .secondary(new Link("/", w.t("form.cancel")));
        return visit.form("withdraw", view.view());
    }

    private static WebResponse bound(
            Visit visit, SiteService.Overview it, SiteService.SiteCard card, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("bank.title"), "/bank-card/unbind", w.t("unbind.do"))
                .ruin()
                .fact(Fact.mark(w.t("bank.state"), new Mark(Mark.Kind.GOOD, w.t("bank.bound"))))
                .fact(Fact.of(w.t("bank.card"), BankNames.tail(w, card)))
                .fact(Fact.of(w.t("bank.owner"), it.holder()))
                .fact(Fact.of(w.t("bind.left"), w.t("bind.left.n", "n", it.bindingsLeft())))
                .lead(w.t("unbind.lead"))
                .secondary(new Link("/", w.t("unbind.keep")));
        if (no != null) {
            Steps.put(visit, form, view, Map.of("pin-wrong", "pay"), no);
        }
        view.field(form.field("pay", Field.Kind.PIN).help(new Link("/reset/pay", w.t("form.forgot.pay"))));
        return visit.form("withdraw", view.view());
    }

    static WebAnswer sendCode(Visit visit) {
        return visit.when(
                visit.service().sendCode(visit.visitor(), new Msisdn(visit.me().number()), SiteService.CodeFor.BIND),
                reply -> reply.fold(
                        done -> visit.go("/bank-card/bind"), visit::refused, pending -> visit.go("/bank-card/bind")));
    }

    static WebAnswer bindForm(Visit visit) {
        return view(visit, visit.empty("bind"), null);
    }

    private static WebResponse view(Visit visit, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("bind.title"), "/bank-card/bind", w.t("bind.do"))
                .hidden("k", kept(visit))
                .secondary(new Link("/bank-card", w.t("form.cancel")));
        if (no != null) {
            Steps.put(visit, form, view, BIND, no);
        }
        view.field(form.field("bank", Field.Kind.CHOICE, null, BankNames.choices(w)))
                .field(form.field("place", Field.Kind.TEXT))
                .field(form.field("branch", Field.Kind.TEXT))
                .field(form.field("number", Field.Kind.DIGITS))
                .field(form.field("holder", Field.Kind.TEXT, "name"))
                .field(form.field("code", Field.Kind.CODE, "one-time-code"));
        return visit.form("withdraw", view.view());
    }

    /** A new word for every form: binding the same card twice is refused by the rules, not by the key. */
    private static String kept(Visit visit) {
        return visit.site().tokens().get();
    }

    static WebAnswer bind(Visit visit) {
        var form = visit.form("bind");
        var typed = BindForm.read(form, visit);
        if (!form.isGood()) {
            return view(visit, form, null);
        }
        var wanted = new SiteService.CardBinding(
                typed.bank(), typed.branch(), typed.place(), typed.number(), typed.holder(), typed.code());
        return visit.when(
                visit.service().bind(visit.me(), visit.visitor(), word(visit), wanted),
                reply -> reply.fold(
                        done -> visit.go("/bank-card/done"),
                        no -> view(visit, form, no),
                        pending -> visit.go("/bank-card")));
    }

    static String word(Visit visit) {
        var word = visit.typed("k");
        return word.matches("[A-Za-z0-9_-]{16,64}")
                ? word
                : visit.site().tokens().get();
    }

    static WebAnswer done(Visit visit) {
        return visit.done(visit.service().overview(visit.me(), visit.visitor()), it -> {
            var card = it.bank();
            return card == null ? visit.go("/bank-card") : slip(visit, it, card);
        });
    }

    private static WebResponse slip(Visit visit, SiteService.Overview it, SiteService.SiteCard card) {
        var w = visit.w();
        return visit.slip(
                "withdraw",
                new SlipView(
                        false,
                        w.t("bind.done"),
                        true,
                        w.t("bind.done.lead"),
                        null,
                        List.of(
                                Fact.of(w.t("bank.card"), BankNames.tail(w, card)),
                                Fact.of(w.t("bind.left"), w.t("bind.left.n", "n", it.bindingsLeft()))),
                        null,
                        List.of(new Link("/withdraw", w.t("home.withdraw")), new Link("/", w.t("slip.home")))));
    }

    static WebAnswer unbind(Visit visit) {
        var form = visit.form("unbind");
        var typed = UnbindForm.read(form);
        if (!form.isGood()) {
            return again(visit, form, null);
        }
        return WebAnswer.later(visit.service()
                .unbind(visit.me(), visit.visitor(), visit.site().tokens().get(), typed.pay())
                .thenComposeAsync(
                        reply -> Steps.later(reply.<WebAnswer>fold(
                                done -> visit.go("/bank-card"),
                                no -> again(visit, form, no),
                                pending -> visit.go("/bank-card"))),
                        visit.site().render()));
    }

    private static WebAnswer again(Visit visit, Form form, Reply.@Nullable Refused<?> no) {
        return visit.done(visit.service().overview(visit.me(), visit.visitor()), it -> {
            var card = it.bank();
            return card == null ? visit.go("/bank-card") : bound(visit, it, card, form, no);
        });
    }
}

package cn.smspay.web.site;

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
import cn.smspay.web.page.SlipView;
import cn.smspay.web.page.UnfinishedForms.Draft;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 重置密码: a number, then the code that went to it and for the pay password the answer to the security question. Known and
 * unknown numbers get the same pages (S-126, S-128).
 */
final class ResetPage {
    private static final Map<String, String> FIELDS = Map.of(
            "code-wrong", "code",
            "answer-wrong", "answer",
            "bad-password", "chosen",
            "same-password", "chosen");

    private ResetPage() {}

    record NumberForm(String number) {
        static NumberForm read(Form form) {
            return new NumberForm(form.phone("number"));
        }
    }

    record NewForm(Secret code, Secret answer, Secret chosen) {
        static NewForm read(Form form, Visit visit, boolean pay) {
            return new NewForm(
                    form.six("code"),
                    new Secret(pay ? form.text("answer", 40) : form.raw("answer")),
                    pay
                            ? PasswordPage.sixTwice(form, visit, "chosen", "again")
                            : PasswordPage.twice(form, visit, "chosen", "again"));
        }
    }

    private static String page(boolean pay) {
        return pay ? "reset-pay" : "reset-login";
    }

    private static String path(boolean pay) {
        return pay ? "/reset/pay" : "/reset/login";
    }

    private static SiteService.CodeFor purpose(boolean pay) {
        return pay ? SiteService.CodeFor.RESET_PAY : SiteService.CodeFor.RESET_LOGIN;
    }

    /** The pay password is reset by who is logged in, so that his number is known (S-126). */
    private static WebResponse own(Visit visit, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("reset-pay.title"), "/reset/pay", w.t("code.send"))
                .lead(w.t("reset-pay.lead"))
                .fact(Fact.of(w.t("code.to"), DisplayFormat.number(visit.me().number())))
                .secondary(new Link("/security", w.t("form.cancel")));
        if (no != null) {
            view.notice(visit.notice(no));
        }
        return visit.form("reset", view.view());
    }

    static PageHandler show(boolean pay) {
        return visit -> pay ? own(visit, null) : number(visit, pay, visit.empty(page(pay)), null);
    }

    private static WebResponse number(Visit visit, boolean pay, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t(page(pay) + ".title"), path(pay), w.t("code.send"))
                .lead(w.t(page(pay) + ".lead"))
                .secondary(new Link(visit.member().isPresent() ? "/security" : "/login", w.t("form.cancel")));
        if (no != null) {
            view.notice(visit.notice(no));
        }
        view.field(form.field("number", Field.Kind.PHONE, "tel"));
        return visit.form("reset", view.view());
    }

    static PageHandler send(boolean pay) {
        return visit -> {
            var form = visit.form(page(pay));
            var typed = pay ? new NumberForm(visit.me().number()) : NumberForm.read(form);
            if (!form.isGood()) {
                return number(visit, pay, form, null);
            }
            return visit.when(
                    visit.service().sendCode(visit.visitor(), new Msisdn(typed.number()), purpose(pay)),
                    reply -> reply.fold(
                            done -> begun(visit, pay, typed),
                            no -> pay ? own(visit, no) : number(visit, pay, form, no),
                            pending -> begun(visit, pay, typed)));
        };
    }

    private static WebResponse begun(Visit visit, boolean pay, NumberForm typed) {
        var draft = visit.drafts().begin(page(pay), Map.of("number", typed.number()));
        return visit.go(path(pay) + "/new?d=" + draft.id());
    }

    static PageHandler newForm(boolean pay) {
        return visit -> visit.drafts()
                .find(page(pay), visit.query("d"))
                .map(draft -> view(visit, pay, draft, visit.empty(page(pay)), null))
                .orElseGet(() -> visit.go(path(pay)));
    }

    private static WebAnswer view(Visit visit, boolean pay, Draft draft, Form form, Reply.@Nullable Refused<?> no) {
        return visit.when(
                visit.service().question(visit.visitor(), new Msisdn(draft.typed("number"))),
                reply -> reply.fold(
                        done -> view(visit, pay, draft, form, no, done.value().number()),
                        visit::refused,
                        pending -> visit.go("/login")));
    }

    private static WebResponse view(
            Visit visit, boolean pay, Draft draft, Form form, Reply.@Nullable Refused<?> no, int question) {
        var w = visit.w();
        var view = FormView.of(w.t(page(pay) + ".title"), path(pay) + "/new", w.t(page(pay) + ".do"))
                .lead(w.t("code.sent", "number", DisplayFormat.number(draft.typed("number"))))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .secondary(new Link(path(pay), w.t("code.again")));
        if (no != null) {
            Steps.put(visit, form, view, FIELDS, no);
        }
        view.field(form.field("code", Field.Kind.CODE, "one-time-code"));
        view.fact(Fact.of(w.t("reset.question"), Questions.text(w.lang(), question)))
                .field(form.field("answer", Field.Kind.PASSWORD));
        var kind = pay ? Field.Kind.PIN : Field.Kind.PASSWORD;
        view.field(form.field("chosen", kind, pay ? null : "new-password"))
                .field(form.field("again", kind, pay ? null : "new-password"));
        return visit.form("reset", view.view());
    }

    static PageHandler reset(boolean pay) {
        return visit -> {
            var found = visit.drafts().find(page(pay), visit.typed("d"));
            if (found.isEmpty()) {
                return visit.go(path(pay));
            }
            var draft = found.get();
            var form = visit.form(page(pay));
            var typed = NewForm.read(form, visit, pay);
            if (!form.isGood()) {
                return view(visit, pay, draft, form, null);
            }
            var wanted = new SiteService.Reset(
                    new Msisdn(draft.typed("number")), typed.code(), typed.answer(), typed.chosen());
            return new Steps(page(pay), path(pay), "reset")
                    .<cn.smspay.counter.Nothing>act(
                            visit,
                            (it, word) -> pay
                                    ? visit.service().resetPay(visit.me(), visit.visitor(), word, wanted)
                                    : visit.service().resetLogin(visit.visitor(), word, wanted),
                            done -> slip(visit, pay, draft),
                            (it, no) -> view(visit, pay, it, form, no));
        };
    }

    private static SlipView slip(Visit visit, boolean pay, Draft draft) {
        var w = visit.w();
        return new SlipView(
                false,
                w.t(page(pay) + ".done"),
                true,
                w.t(page(pay) + ".done.lead"),
                null,
                List.of(Fact.of(w.t("slip.phone"), DisplayFormat.number(draft.typed("number")))),
                null,
                List.of(new Link("/", w.t("slip.home"))));
    }

    static PageHandler done(boolean pay) {
        return visit -> new Steps(page(pay), path(pay), "reset").done(visit);
    }
}

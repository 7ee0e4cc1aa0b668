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

/** 注册: number and agreement, then the code and everything that will protect the account (S-025, S-026, R 4.2). */
final class RegisterPage {
    private static final Steps STEPS = new Steps("register", "/register", "register");
    private static final Map<String, String> FIELDS = Map.of(
            "code-wrong", "code",
            "bad-password", "login",
            "same-password", "login",
            "bad-login", "login",
            "bad-pay", "pay",
            "bad-alias", "alias",
            "alias-taken", "alias",
            "bad-answer", "answer");

    private RegisterPage() {}

    record NumberForm(String number) {
        static NumberForm read(Form form) {
            var number = form.phone("number");
            form.tick("agree");
            return new NumberForm(number);
        }
    }

    record AccountForm(Secret code, Secret login, Secret pay, int question, Secret answer, String alias) {
        static AccountForm read(Form form, Visit visit) {
            var code = form.six("code");
            var login = PasswordPage.twice(form, visit, "login", "login2");
            var pay = PasswordPage.sixTwice(form, visit, "pay", "pay2");
            var question = form.choice("question", SecurityPage.questions(visit));
            return new AccountForm(
                    code,
                    login,
                    pay,
                    question.matches("[0-9]{1,2}") ? Integer.parseInt(question) : 0,
                    new Secret(form.text("answer", 40)),
                    form.raw("alias"));
        }
    }

    static WebAnswer show(Visit visit) {
        return number(visit, visit.empty("register"), null);
    }

    private static WebResponse number(Visit visit, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("register.title"), "/register", w.t("code.send"))
                .step(1)
                .lead(w.t("register.lead"))
                .secondary(new Link("/login", w.t("form.cancel")))
                .after(w.t("register.after"));
        if (no != null) {
            view.notice(visit.notice(no));
        }
        view.field(form.field("number", Field.Kind.PHONE, "tel"))
                .field(form.field("agree", Field.Kind.TICK).help(new Link("/agreement", w.t("register.read"))));
        return visit.form("register", view.view());
    }

    static WebAnswer send(Visit visit) {
        var form = visit.form("register");
        var typed = NumberForm.read(form);
        if (!form.isGood()) {
            return number(visit, form, null);
        }
        return visit.when(
                visit.service().sendCode(visit.visitor(), new Msisdn(typed.number()), SiteService.CodeFor.REGISTER),
                reply -> reply.fold(
                        done -> begun(visit, typed), no -> number(visit, form, no), pending -> begun(visit, typed)));
    }

    private static WebResponse begun(Visit visit, NumberForm typed) {
        return STEPS.entered(visit, Map.of("number", typed.number()));
    }

    static WebAnswer check(Visit visit) {
        return STEPS.check(visit, draft -> view(visit, draft, visit.empty("register"), null));
    }

    private static WebResponse view(Visit visit, Draft draft, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("register.title"), "/register/check", w.t("register.do"))
                .step(2)
                .lead(w.t("code.sent", "number", DisplayFormat.number(draft.typed("number"))))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .secondary(new Link("/register", w.t("code.again")));
        if (no != null) {
            Steps.put(visit, form, view, FIELDS, no);
        }
        view.field(form.field("code", Field.Kind.CODE, "one-time-code"))
                .field(form.field("login", Field.Kind.PASSWORD, "new-password"))
                .field(form.field("login2", Field.Kind.PASSWORD, "new-password"))
                .field(form.field("pay", Field.Kind.PIN))
                .field(form.field("pay2", Field.Kind.PIN))
                .field(form.field("question", Field.Kind.CHOICE, null, SecurityPage.questions(visit)))
                .field(form.field("answer", Field.Kind.PASSWORD))
                .field(form.field("alias", Field.Kind.TEXT, "username"));
        return visit.form("register", view.view());
    }

    static WebAnswer register(Visit visit) {
        var found = visit.drafts().find(STEPS.page(), visit.typed("d"));
        if (found.isEmpty()) {
            return STEPS.gone(visit);
        }
        var draft = found.get();
        if (draft.slip() != null) {
            return visit.go("/register/done?d=" + draft.id());
        }
        var form = visit.form("register");
        var typed = AccountForm.read(form, visit);
        if (!form.isGood()) {
            return view(visit, draft, form, null);
        }
        var wanted = new SiteService.SignUp(
                new Msisdn(draft.typed("number")),
                typed.code(),
                typed.login(),
                typed.pay(),
                typed.question(),
                typed.answer(),
                typed.alias(),
                visit.site().agreement());
        return visit.when(
                visit.service().register(visit.visitor(), draft.word(), wanted),
                reply -> reply.fold(
                        done -> opened(visit, done.value(), typed.alias()),
                        no -> view(visit, visit.drafts().refused(draft, draft.attempt()), form, no),
                        pending -> visit.go("/login")));
    }

    /** The receipt belongs to the new session: whoever had the old cookie has nothing. */
    private static WebResponse opened(Visit visit, SiteService.SiteLogin login, String alias) {
        var w = visit.w();
        visit.session().login(login.member().id().toString());
        visit.session().put(Member.class, login.member());
        var draft = visit.drafts().begin(STEPS.page(), Map.of());
        visit.drafts()
                .done(
                        draft,
                        new SlipView(
                                true,
                                w.t("register.done"),
                                true,
                                w.t("register.done.lead"),
                                null,
                                List.of(
                                        Fact.of(
                                                w.t("slip.phone"),
                                                DisplayFormat.number(
                                                        login.member().number())),
                                        Fact.of(
                                                w.t("security.alias"),
                                                alias.isEmpty() ? w.t("security.unset") : alias)),
                                w.t("register.next"),
                                List.of(new Link("/", w.t("register.home")), new Link("/topup", w.t("home.topup")))));
        return visit.go("/register/done?d=" + draft.id());
    }

    static WebAnswer done(Visit visit) {
        return STEPS.done(visit);
    }
}

package cn.smspay.web.site;

import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** 登录: a number or an alias, a password, and one sentence for all that can be wrong with them. */
final class LoginPage {
    /** Said alike, so that nobody learns which numbers have an account. */
    private static final Set<String> WRONG =
            Set.of("login-wrong", "no-account", "unknown-number", "unknown-alias", "no-login");

    private LoginPage() {}

    record LoginForm(String name, Secret password) {
        static LoginForm read(Form form) {
            return new LoginForm(form.text("name"), form.secret("password"));
        }
    }

    static WebAnswer show(Visit visit) {
        if (visit.member().isPresent()) {
            return visit.go("/");
        }
        return view(visit, visit.empty("login"), visit.query("over").isEmpty() ? null : over(visit));
    }

    private static Notice over(Visit visit) {
        return new Notice(Mark.Kind.LOOK, visit.w().t("login.over"), visit.w().t("login.over.then"));
    }

    static WebAnswer login(Visit visit) {
        var form = visit.form("login");
        var typed = LoginForm.read(form);
        if (!form.isGood()) {
            return view(visit, form, null);
        }
        return visit.when(
                visit.service().login(visit.visitor(), typed.name(), typed.password()),
                reply -> reply.fold(
                        done -> enter(visit, done.value(), typed.password()),
                        refused -> refused(visit, form, refused),
                        pending -> view(visit, form, null)));
    }

    static WebResponse enter(Visit visit, SiteService.SiteLogin login, Secret password) {
        var kept = visit.session().get(KeptForm.class);
        visit.session().login(login.member().id().toString());
        visit.session().put(Member.class, login.member());
        if (login.mustChange()) {
            visit.session().put(MustChange.class, new MustChange(login.member(), password));
            return visit.go("/first-password");
        }
        return visit.go(kept.map(it -> it.goOn(visit)).orElseGet(() -> ReturnPath.wanted(visit)));
    }

    private static WebResponse refused(Visit visit, Form form, Reply.Refused<?> no) {
        if (WRONG.contains(no.reason())) {
            form.fault("name", visit.w().t("login.wrong"));
            return view(visit, form, null);
        }
        return view(visit, form, visit.notice(no));
    }

    private static WebResponse view(Visit visit, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var view = FormView.of(w.t("login.title"), "/login", w.t("login.do"))
                .notice(notice)
                .field(form.field("name", Field.Kind.TEXT, "username"))
                .field(form.field("password", Field.Kind.PASSWORD, "current-password"))
                .hidden("back", ReturnPath.asked(visit));
        if (visit.site().has(SiteService.Function.REGISTER)) {
            view.link(new Link("/register", w.t("login.register.do"), w.t("login.register")));
        }
        if (visit.site().has(SiteService.Function.RESET)) {
            view.link(new Link("/reset/login", w.t("login.reset.do"), w.t("login.reset")));
        }
        return visit.form("login", view.view());
    }

    static WebAnswer logout(Visit visit) {
        visit.session().end();
        return visit.go("/login");
    }
}

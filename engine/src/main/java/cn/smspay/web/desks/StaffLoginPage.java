package cn.smspay.web.desks;

import cn.smspay.base.Secret;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.StaffDesk;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.Notice;
import org.jspecify.annotations.Nullable;

/** Logging in by name, password and code of the authenticator; and the one-time link that sets both up (R 4.12). */
final class StaffLoginPage {
    private StaffLoginPage() {}

    record LoginForm(String name, Secret password, Secret code) {
        static LoginForm read(Form form) {
            return new LoginForm(form.text("name"), form.secret("password"), form.six("code"));
        }
    }

    record SetupForm(Secret chosen, Secret code) {
        static SetupForm read(Form form, DeskVisit visit) {
            var chosen = form.secret("chosen");
            if (!chosen.reveal().equals(form.secret("again").reveal())) {
                form.fault("again", visit.w().t("form.again"));
            }
            return new SetupForm(chosen, form.six("code"));
        }
    }

    static WebAnswer show(DeskVisit visit) {
        return visit.staff().isPresent()
                ? visit.go("/")
                : view(visit, visit.empty("staff-login"), visit.query("over").isEmpty() ? null : over(visit));
    }

    private static Notice over(DeskVisit visit) {
        return new Notice(
                Mark.Kind.LOOK, visit.w().t("staff-login.over"), visit.w().t("staff-login.over.then"));
    }

    static WebAnswer login(DeskVisit visit) {
        var form = visit.form("staff-login");
        var typed = LoginForm.read(form);
        if (!form.isGood()) {
            return view(visit, form, null);
        }
        return visit.when(
                visit.desks()
                        .staff()
                        .login(typed.name(), typed.password(), typed.code().reveal(), visit.address()),
                reply -> reply.fold(
                        done -> enter(visit, done.value()),
                        no -> wrong(visit, form, no),
                        pending -> visit.go("/login")));
    }

    /** One sentence for all that can be wrong. */
    private static WebResponse wrong(DeskVisit visit, Form form, Reply.Refused<?> no) {
        if (!no.reason().equals("login-wrong")) {
            return view(visit, form, visit.notice(no));
        }
        form.fault("name", visit.w().t("refusal.login-wrong-staff"));
        return view(visit, form, null);
    }

    private static WebResponse enter(DeskVisit visit, StaffDesk.Login login) {
        visit.session().login(login.name());
        visit.session().put(Staff.class, new Staff(login.name(), login.roles(), login.merchant(), null));
        return visit.go("/");
    }

    private static WebResponse view(DeskVisit visit, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var view = FormView.of(w.t("staff-login.title"), "/login", w.t("staff-login.do"))
                .field(form.field("name", Field.Kind.TEXT, "username"))
                .field(form.field("password", Field.Kind.PASSWORD, "current-password"))
                .field(form.field("code", Field.Kind.CODE, "one-time-code"))
                .view();
        return visit.page("", DeskView.of(view.title(), Box.form(view).first().notice(notice)));
    }

    static WebAnswer logout(DeskVisit visit) {
        visit.session().end();
        return visit.go("/login");
    }

    /** To the first place of his roles. */
    static WebAnswer home(DeskVisit visit) {
        return visit.go("/" + Places.of(visit.me()).get(0));
    }

    static WebAnswer setup(DeskVisit visit) {
        return visit.done(
                visit.desks().staff().setup(new Secret(visit.parameter("token"))),
                it -> setup(visit, it, visit.empty("staff-setup"), null));
    }

    private static WebResponse setup(DeskVisit visit, StaffDesk.Setup it, Form form, @Nullable Notice notice) {
        var w = visit.w();
        var view = FormView.of(w.t("staff-setup.title"), "/setup/" + visit.parameter("token"), w.t("staff-setup.do"))
                .lead(w.t("staff-setup.lead"))
                .fact(Fact.of(w.t("staff-login.name"), it.name()))
                .fact(Fact.code(w.t("staff-setup.secret"), it.secret().reveal()))
                .field(form.field("chosen", Field.Kind.PASSWORD, "new-password"))
                .field(form.field("again", Field.Kind.PASSWORD, "new-password"))
                .field(form.field("code", Field.Kind.CODE, "one-time-code"))
                .view();
        return visit.page("", DeskView.of(view.title(), Box.form(view).first().notice(notice)));
    }

    static WebAnswer accept(DeskVisit visit) {
        var token = new Secret(visit.parameter("token"));
        var form = visit.form("staff-setup");
        var typed = SetupForm.read(form, visit);
        if (!form.isGood()) {
            return visit.done(visit.desks().staff().setup(token), it -> setup(visit, it, form, null));
        }
        return visit.when(
                visit.desks().staff().accept(token, typed.chosen(), typed.code().reveal(), visit.address()),
                reply -> reply.fold(
                        done -> enter(visit, done.value()),
                        no -> visit.done(
                                visit.desks().staff().setup(token), it -> setup(visit, it, form, visit.notice(no))),
                        pending -> visit.go("/login")));
    }
}

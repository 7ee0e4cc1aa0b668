package cn.smspay.web.site;

import cn.smspay.base.Secret;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;

/** 首次修改密码: nothing else can be reached before (S-113). */
final class FirstPasswordPage {
    private FirstPasswordPage() {}

    record FirstPasswordForm(Secret chosen) {
        static FirstPasswordForm read(Form form, Visit visit) {
            return new FirstPasswordForm(PasswordPage.twice(form, visit, "chosen", "again"));
        }
    }

    static WebAnswer show(Visit visit) {
        return visit.session().get(MustChange.class).isEmpty() ? visit.go("/") : view(visit, visit.empty("first"));
    }

    static WebAnswer change(Visit visit) {
        var must = visit.session().get(MustChange.class);
        if (must.isEmpty()) {
            return visit.go("/");
        }
        var form = visit.form("first");
        var typed = FirstPasswordForm.read(form, visit);
        if (!form.isGood()) {
            return view(visit, form);
        }
        return visit.when(
                visit.service()
                        .changeLogin(
                                visit.me(),
                                visit.visitor(),
                                visit.site().tokens().get(),
                                must.get().given(),
                                typed.chosen()),
                reply -> reply.fold(
                        done -> {
                            visit.session().forget(MustChange.class);
                            visit.site().sessions().endOthers(visit.me().id().toString(), visit.session());
                            return visit.go("/");
                        },
                        refused -> {
                            form.fault("chosen", visit.sentence(refused));
                            return view(visit, form);
                        },
                        pending -> visit.go("/")));
    }

    private static WebResponse view(Visit visit, Form form) {
        var w = visit.w();
        return visit.form(
                "login",
                FormView.of(w.t("first.title"), "/first-password", w.t("first.do"))
                        .lead(w.t("first.lead"))
                        .field(form.field("chosen", Field.Kind.PASSWORD, "new-password"))
                        .field(form.field("again", Field.Kind.PASSWORD, "new-password"))
                        .view());
    }
}

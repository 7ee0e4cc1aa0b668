package cn.smspay.web.site;

import cn.smspay.base.Secret;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Link;
import cn.smspay.web.page.SlipView;
import java.util.List;
import java.util.Map;

/** Changing the login or the pay password, with the old one. */
final class PasswordPage {
    /** Which field a refusal speaks of. */
    private static final Map<String, String> FIELDS = Map.of(
            "pin-wrong", "old",
            "login-wrong", "old",
            "bad-password", "chosen",
            "same-password", "chosen");

    private PasswordPage() {}

    record PasswordForm(Secret old, Secret chosen) {
        static PasswordForm read(Form form, Visit visit, boolean pay) {
            return pay
                    ? new PasswordForm(form.six("old"), sixTwice(form, visit, "chosen", "again"))
                    : new PasswordForm(form.secret("old"), twice(form, visit, "chosen", "again"));
        }
    }

    /** A new login password and the same again. */
    static Secret twice(Form form, Visit visit, String name, String again) {
        return same(form, visit, form.secret(name), form.secret(again), again);
    }

    /** A new pay password and the same again. */
    static Secret sixTwice(Form form, Visit visit, String name, String again) {
        return same(form, visit, form.six(name), form.six(again), again);
    }

    private static Secret same(Form form, Visit visit, Secret chosen, Secret again, String name) {
        if (!chosen.reveal().equals(again.reveal())) {
            form.fault(name, visit.w().t("form.again"));
        }
        return chosen;
    }

    static PageHandler show(boolean pay) {
        return visit -> view(visit, pay, visit.empty(page(pay)));
    }

    static PageHandler change(boolean pay) {
        return visit -> change(visit, pay);
    }

    private static String page(boolean pay) {
        return pay ? "change-pay" : "change-login";
    }

    private static WebAnswer change(Visit visit, boolean pay) {
        var form = visit.form(page(pay));
        var typed = PasswordForm.read(form, visit, pay);
        if (!form.isGood()) {
            return view(visit, pay, form);
        }
        var word = visit.site().tokens().get();
        var reply = pay
                ? visit.service().changePay(visit.me(), visit.visitor(), word, typed.old(), typed.chosen())
                : visit.service().changeLogin(visit.me(), visit.visitor(), word, typed.old(), typed.chosen());
        return visit.when(reply, it -> changed(visit, pay, form, it));
    }

    private static WebResponse changed(Visit visit, boolean pay, Form form, Reply<Nothing> reply) {
        return reply.fold(
                done -> {
                    visit.site().sessions().endOthers(visit.me().id().toString(), visit.session());
                    return visit.go(pay ? "/security/pay-password/done" : "/security/login-password/done");
                },
                refused -> {
                    form.fault(FIELDS.getOrDefault(refused.reason(), "old"), visit.sentence(refused));
                    return view(visit, pay, form);
                },
                pending -> visit.go("/security"));
    }

    static PageHandler done(boolean pay) {
        return visit -> visit.slip(
                "security",
                new SlipView(
                        false,
                        visit.w().t(page(pay) + ".done"),
                        true,
                        visit.w().t(page(pay) + ".done.lead"),
                        null,
                        List.of(),
                        null,
                        List.of(new Link("/security", visit.w().t("security.back")))));
    }

    private static WebResponse view(Visit visit, boolean pay, Form form) {
        var w = visit.w();
        var kind = pay ? Field.Kind.PIN : Field.Kind.PASSWORD;
        var view = FormView.of(
                        w.t(page(pay) + ".title"),
                        pay ? "/security/pay-password" : "/security/login-password",
                        w.t(page(pay) + ".do"))
                .field(form.field("old", kind, pay ? null : "current-password"))
                .field(form.field("chosen", kind, pay ? null : "new-password"))
                .field(form.field("again", kind, pay ? null : "new-password"))
                .secondary(new Link("/security", w.t("form.cancel")));
        return visit.form("security", view.view());
    }
}

package cn.smspay.web.site;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
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
import java.util.List;
import java.util.Map;

/** 实名升级: the state first, then a code (S-036 to S-038). */
final class RealNamePage {
    private RealNamePage() {}

    record CodeForm(Secret code) {
        static CodeForm read(Form form) {
            return new CodeForm(form.six("code"));
        }
    }

    static WebAnswer show(Visit visit) {
        return visit.done(
                visit.service().overview(visit.me(), visit.visitor()),
                it -> it.realName() ? already(visit, it) : ask(visit));
    }

    private static WebResponse already(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        return visit.slip(
                "security",
                new SlipView(
                        false,
                        w.t("real.done"),
                        true,
                        w.t("real.done.lead"),
                        null,
                        List.of(
                                Fact.mark(w.t("slip.state"), new Mark(Mark.Kind.GOOD, w.t("real.yes"))),
                                Fact.of(w.t("bank.owner"), it.holder())),
                        null,
                        List.of(new Link("/", w.t("slip.home")))));
    }

    private static WebResponse ask(Visit visit) {
        var w = visit.w();
        return visit.form(
                "security",
                FormView.of(w.t("real.title"), "/real-name/code", w.t("real.send"))
                        .lead(w.t("real.lead"))
                        .fact(Fact.mark(w.t("slip.state"), new Mark(Mark.Kind.OFF, w.t("real.no"))))
                        .fact(Fact.of(
                                w.t("code.to"), DisplayFormat.number(visit.me().number())))
                        .secondary(new Link("/", w.t("form.cancel")))
                        .view());
    }

    static WebAnswer sendCode(Visit visit) {
        return visit.when(
                visit.service()
                        .sendCode(visit.visitor(), new Msisdn(visit.me().number()), SiteService.CodeFor.REAL_NAME),
                reply -> reply.fold(
                        done -> visit.go("/real-name/code"), visit::refused, pending -> visit.go("/real-name/code")));
    }

    static WebAnswer codeForm(Visit visit) {
        return view(
                visit,
                visit.empty("real"),
                FormView.of(
                        visit.w().t("real.title"),
                        "/real-name/upgrade",
                        visit.w().t("real.do")));
    }

    private static WebResponse view(Visit visit, Form form, FormView.Builder view) {
        var w = visit.w();
        return visit.form(
                "security",
                view.lead(w.t(
                                "code.sent",
                                "number",
                                DisplayFormat.number(visit.me().number())))
                        .field(form.field("code", Field.Kind.CODE, "one-time-code"))
                        .secondary(new Link("/real-name", w.t("code.again")))
                        .view());
    }

    static WebAnswer upgrade(Visit visit) {
        var w = visit.w();
        var form = visit.form("real");
        var typed = CodeForm.read(form);
        var view = FormView.of(w.t("real.title"), "/real-name/upgrade", w.t("real.do"));
        if (!form.isGood()) {
            return view(visit, form, view);
        }
        return visit.when(
                visit.service()
                        .upgrade(
                                visit.me(),
                                visit.visitor(),
                                visit.site().tokens().get(),
                                typed.code()),
                reply -> reply.fold(
                        done -> visit.go("/real-name"),
                        no -> {
                            Steps.put(visit, form, view, Map.of("code-wrong", "code"), no);
                            return view(visit, form, view);
                        },
                        pending -> visit.go("/real-name")));
    }
}

package cn.smspay.web.site;

import cn.smspay.base.Secret;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 安全中心: the state of everything that protects the account, each with its change. */
public final class SecurityPage {
    private SecurityPage() {}

    /** The page. */
    public record View(String title, List<Fact> facts, String sessions, String csrf, String endOthers) {}

    static WebAnswer show(Visit visit) {
        return visit.done(visit.service().overview(visit.me(), visit.visitor()), it -> {
            var w = visit.w();
            var facts = new ArrayList<>(passwords(visit, it));
            facts.addAll(others(visit, it));
            int sessions = visit.site().sessions().count(visit.me().id().toString());
            var view = new View(
                    w.t("security.title"),
                    facts,
                    w.t("security.sessions", "n", sessions),
                    visit.session().csrf(),
                    sessions > 1 ? w.t("security.end") : "");
            return visit.page("site/security", view.title(), "security", view);
        });
    }

    private static List<Fact> passwords(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        facts.add(row(
                visit,
                "login-password",
                Fact.mark(w.t("security.login"), new Mark(Mark.Kind.GOOD, w.t("security.set")))));
        var locked = it.payLockedUntil();
        facts.add(row(
                visit,
                "pay-password",
                Fact.mark(
                        w.t("security.pay"),
                        locked != null && locked.isAfter(visit.now())
                                ? new Mark(
                                        Mark.Kind.BAD,
                                        w.t(
                                                "security.locked",
                                                "until",
                                                visit.show().time(locked, visit.now())))
                                : new Mark(Mark.Kind.GOOD, w.t("security.set")))));
        if (visit.site().has(SiteService.Function.QUESTION)) {
            facts.add(row(visit, "question", Fact.mark(w.t("security.question"), set(visit, it.questionSet()))));
        }
        if (visit.site().has(SiteService.Function.ALIAS)) {
            var alias = it.alias();
            facts.add(row(
                    visit,
                    "alias",
                    alias.isEmpty()
                            ? Fact.mark(w.t("security.alias"), set(visit, false))
                            : Fact.of(w.t("security.alias"), alias)));
        }
        return facts;
    }

    private static List<Fact> others(Visit visit, SiteService.Overview it) {
        var w = visit.w();
        var facts = new ArrayList<Fact>();
        if (visit.site().has(SiteService.Function.REAL_NAME)) {
            facts.add(Fact.mark(
                            w.t("real.title"),
                            it.realName()
                                    ? new Mark(Mark.Kind.GOOD, w.t("real.yes"))
                                    : new Mark(Mark.Kind.OFF, w.t("real.no")))
                    .link(new Link("/real-name", w.t("security.look"), w.t("real.title"))));
        }
        if (visit.site().has(SiteService.Function.CLOSE)) {
            facts.add(Fact.of(w.t("close.title"), w.t("close.about"))
                    .link(new Link("/close", w.t("security.look"), w.t("close.title"))));
        }
        return facts;
    }

    private static Fact row(Visit visit, String path, Fact fact) {
        return fact.link(new Link("/security/" + path, visit.w().t("form.change"), fact.key()));
    }

    private static Mark set(Visit visit, boolean set) {
        return new Mark(set ? Mark.Kind.GOOD : Mark.Kind.OFF, visit.w().t(set ? "security.set" : "security.unset"));
    }

    static WebAnswer endOthers(Visit visit) {
        visit.site().sessions().endOthers(visit.me().id().toString(), visit.session());
        return visit.go("/security");
    }

    // --- alias

    record AliasForm(String alias) {
        static AliasForm read(Form form) {
            return new AliasForm(form.text("alias", 20));
        }
    }

    static WebAnswer alias(Visit visit) {
        return aliasView(visit, visit.empty("alias"));
    }

    private static WebResponse aliasView(Visit visit, Form form) {
        var w = visit.w();
        return visit.form(
                "security",
                FormView.of(w.t("alias.title"), "/security/alias", w.t("alias.do"))
                        .lead(w.t("alias.lead"))
                        .field(form.field("alias", Field.Kind.TEXT, "username"))
                        .secondary(new Link("/security", w.t("form.cancel")))
                        .view());
    }

    static WebAnswer setAlias(Visit visit) {
        var form = visit.form("alias");
        var typed = AliasForm.read(form);
        if (!form.isGood()) {
            return aliasView(visit, form);
        }
        return visit.when(
                visit.service()
                        .setAlias(
                                visit.me(),
                                visit.visitor(),
                                visit.site().tokens().get(),
                                typed.alias()),
                reply -> reply.fold(
                        done -> visit.go("/security"),
                        no -> {
                            form.fault("alias", visit.sentence(no));
                            return aliasView(visit, form);
                        },
                        pending -> visit.go("/security")));
    }

    // --- question

    record QuestionForm(int question, Secret answer, Secret pay) {
        static QuestionForm read(Form form, Visit visit) {
            var question = form.choice("question", questions(visit));
            return new QuestionForm(
                    question.matches("[0-9]{1,2}") ? Integer.parseInt(question) : 0,
                    new Secret(form.text("answer", 40)),
                    form.six("pay"));
        }
    }

    static List<Choice> questions(Visit visit) {
        return Questions.choices(visit.w().lang());
    }

    static WebAnswer question(Visit visit) {
        return questionView(
                visit,
                visit.empty("ask"),
                FormView.of(
                        visit.w().t("ask.title"),
                        "/security/question",
                        visit.w().t("ask.do")));
    }

    private static WebResponse questionView(Visit visit, Form form, FormView.Builder view) {
        var w = visit.w();
        return visit.form(
                "security",
                view.lead(w.t("ask.lead"))
                        .field(form.field("question", Field.Kind.CHOICE, null, questions(visit)))
                        .field(form.field("answer", Field.Kind.PASSWORD))
                        .field(form.field("pay", Field.Kind.PIN))
                        .secondary(new Link("/security", w.t("form.cancel")))
                        .view());
    }

    static WebAnswer setQuestion(Visit visit) {
        var form = visit.form("ask");
        var typed = QuestionForm.read(form, visit);
        var view = FormView.of(
                visit.w().t("ask.title"), "/security/question", visit.w().t("ask.do"));
        if (!form.isGood()) {
            return questionView(visit, form, view);
        }
        return visit.when(
                visit.service()
                        .setQuestion(
                                visit.me(),
                                visit.visitor(),
                                visit.site().tokens().get(),
                                typed.question(),
                                typed.answer(),
                                typed.pay()),
                reply -> reply.fold(
                        done -> visit.go("/security"),
                        no -> {
                            Steps.put(visit, form, view, Map.of("pin-wrong", "pay", "bad-answer", "answer"), no);
                            return questionView(visit, form, view);
                        },
                        pending -> visit.go("/security")));
    }

    /** Said where a number stands that is not to be read by those behind. */
    static String masked(Visit visit) {
        return DisplayFormat.number(visit.me().number());
    }
}

package cn.smspay.web.site;

import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.counter.Nothing;
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
import cn.smspay.web.page.UnfinishedForms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** 销户: all that stands in the way, in the order of repair and each with its link; then the pay password (S-046, S-053). */
public final class ClosePage {
    static final Steps STEPS = new Steps("close", "/close", "security");
    private static final List<String> ORDER = List.of("phone", "wallet", "in-transit", "balance");

    private ClosePage() {}

    /** One hindrance. */
    public record Hindrance(String title, String text, List<Fact> facts, List<Link> links) {}

    /** The page while something stands in the way. */
    public record View(
            String title,
            Notice notice,
            List<Hindrance> hindrances,
            String afterTitle,
            String after,
            Link again,
            Link stay) {}

    record CloseForm(Secret pay) {
        static CloseForm read(Form form) {
            return new CloseForm(form.six("pay"));
        }
    }

    static WebAnswer show(Visit visit) {
        return visit.when(
                visit.service().closable(visit.me(), visit.visitor()),
                reply -> reply.fold(
                        done -> STEPS.entered(visit, Map.of()), no -> hindered(visit, no), pending -> visit.go("/")));
    }

    private static WebResponse hindered(Visit visit, Reply.Refused<Nothing> no) {
        if (!no.reason().equals("not-closable")) {
            return visit.refused(no);
        }
        var w = visit.w();
        var found = new ArrayList<Hindrance>();
        var names = no.facts().get("hindrances") instanceof List<?> list ? list : List.of();
        for (var name : ORDER) {
            if (names.contains(name)) {
                found.add(hindrance(visit, found.size() + 1, name, no.facts()));
            }
        }
        var view = new View(
                w.t("close.title"),
                new Notice(Mark.Kind.LOOK, w.t("close.first", "n", found.size()), w.t("close.then")),
                found,
                w.t("close.after.title"),
                w.t("close.after"),
                new Link("/close", w.t("close.again")),
                new Link("/", w.t("close.stay")));
        return visit.page("site/close", view.title(), "close", view);
    }

    private static Hindrance hindrance(Visit visit, int number, String name, Map<String, Object> facts) {
        var w = visit.w();
        var title = number + ". " + w.t("close." + name);
        return switch (name) {
            case "balance" -> new Hindrance(title, w.t("close.balance.text"), balances(visit, facts), List.of());
            case "in-transit" ->
                new Hindrance(
                        title,
                        w.t("close.in-transit.text"),
                        List.of(),
                        List.of(new Link("/history", w.t("close.in-transit.do"))));
            case "wallet" ->
                new Hindrance(
                        title,
                        w.t("close.wallet.text"),
                        List.of(),
                        List.of(new Link("/help#hall", w.t("close.wallet.do"))));
            default ->
                new Hindrance(
                        title,
                        visit.sentence(new Reply.Refused<Nothing>("phone-status", facts, false)),
                        List.of(),
                        List.of());
        };
    }

    private static List<Fact> balances(Visit visit, Map<String, Object> facts) {
        var w = visit.w();
        var show = visit.show();
        var rows = new ArrayList<Fact>();
        if (facts.get("cash") instanceof Fen cash && cash.isPositive()) {
            rows.add(Fact.of(w.t("pocket.cash"), w.t("close.cash"))
                    .link(new Link("/withdraw", w.t("home.withdraw")))
                    .end(show.money(cash)));
        }
        if (facts.get("card") instanceof Fen card && card.isPositive()) {
            rows.add(Fact.of(w.t("pocket.card"), w.t("close.card"))
                    .link(new Link("/bill", w.t("home.bill")))
                    .end(show.money(card)));
        }
        if (rows.isEmpty() && facts.get("total") instanceof Fen total) {
            rows.add(Fact.of(w.t("close.total"), w.t("close.cash"))
                    .link(new Link("/withdraw", w.t("home.withdraw")))
                    .end(show.money(total)));
        }
        return rows;
    }

    static WebAnswer check(Visit visit) {
        return STEPS.check(visit, draft -> view(visit, draft, visit.empty("close"), null));
    }

    private static WebResponse view(
            Visit visit, UnfinishedForms.Draft draft, Form form, Reply.@Nullable Refused<?> no) {
        var w = visit.w();
        var view = FormView.of(w.t("close.check.title"), "/close/check", w.t("close.do"))
                .ruin()
                .lead(w.t("close.after"))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .fact(Fact.of(w.t("slip.phone"), DisplayFormat.number(visit.me().number())))
                .fact(Fact.mark(w.t("slip.state"), new Mark(Mark.Kind.GOOD, w.t("close.ready"))))
                .secondary(new Link("/", w.t("close.stay")))
                .after(w.t("form.once"));
        if (no != null) {
            Steps.put(visit, form, view, Map.of("pin-wrong", "pay"), no);
        }
        view.field(form.field("pay", Field.Kind.PIN).help(new Link("/reset/pay", w.t("form.forgot.pay"))));
        return visit.form("close", view.view());
    }

    static WebAnswer close(Visit visit) {
        var found = STEPS.posted(visit);
        if (found.isEmpty()) {
            return STEPS.gone(visit);
        }
        var draft = found.get();
        var form = visit.form("close");
        var typed = CloseForm.read(form);
        if (!form.isGood()) {
            return view(visit, draft, form, null);
        }
        return visit.when(
                visit.service().close(visit.me(), visit.visitor(), draft.word(), typed.pay()),
                reply -> reply.fold(
                        done -> closed(visit),
                        no -> no.reason().equals("not-closable")
                                ? visit.go("/close")
                                : view(visit, visit.drafts().refused(draft, draft.attempt()), form, no),
                        pending -> visit.go("/close")));
    }

    /** The account is gone, and with it every session; the receipt is shown once. */
    private static WebResponse closed(Visit visit) {
        var w = visit.w();
        var number = DisplayFormat.number(visit.me().number());
        var id = visit.me().id().toString();
        var at = visit.show().second(visit.now());
        visit.site().sessions().endOthers(id, visit.session());
        visit.session().forget(Member.class);
        visit.session().leave();
        var draft = visit.drafts().begin(STEPS.page(), Map.of());
        visit.drafts()
                .done(
                        draft,
                        new SlipView(
                                false,
                                w.t("close.done"),
                                true,
                                w.t("close.done.lead"),
                                null,
                                List.of(Fact.of(w.t("slip.phone"), number), Fact.of(w.t("slip.time"), at)),
                                null,
                                List.of(new Link("/login", w.t("close.leave")))));
        return visit.go("/close/done?d=" + draft.id());
    }

    static WebAnswer done(Visit visit) {
        return STEPS.done(visit);
    }
}

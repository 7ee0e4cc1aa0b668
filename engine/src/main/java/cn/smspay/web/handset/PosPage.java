package cn.smspay.web.handset;

import cn.smspay.base.Fen;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.DisplayFormat;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import cn.smspay.web.page.Mark;
import java.util.List;
import java.util.Set;

/** The POS of a shop: off-line purchases, torn ones too, and the batch in which they are handed in. */
final class PosPage {
    private static final Set<String> PAID = Set.of("paid", "paid-before");

    private PosPage() {}

    record TapForm(Fen amount, boolean torn) {
        static TapForm read(Form form) {
            return new TapForm(form.amount("amount"), form.raw("torn").equals("yes"));
        }
    }

    static WebResponse show(HandsetVisit visit) {
        return show(visit, visit.empty("pos"));
    }

    private static WebResponse show(HandsetVisit visit, Form form) {
        var w = visit.w();
        var title = w.t("pos.title");
        var pay = Box.form(FormView.of(title, "/pos/tap", w.t("pos.do"))
                        .lead(w.t("pos.lead", "number", visit.shown()))
                        .field(form.field("amount", Field.Kind.AMOUNT))
                        .field(form.field("torn", Field.Kind.TICK))
                        .view())
                .first()
                .notice(visit.said());
        var batch = Box.form(FormView.of(w.t("batch.title"), "/pos/batch", w.t("batch.do"))
                .fact(Fact.of(
                        w.t("batch.taken"),
                        w.t("batch.count", "n", visit.phones().taken())))
                .view());
        var card = Box.of(w.t("purse.title")).facts(MenuPage.card(visit));
        return visit.boxes("pos", new DeskView(title, List.of(pay), List.of(card, batch)));
    }

    static WebResponse tap(HandsetVisit visit) {
        var form = visit.form("pos");
        var typed = TapForm.read(form);
        if (!form.isGood()) {
            return show(visit, form);
        }
        if (typed.torn()) {
            visit.phones().tear();
        }
        var outcome = visit.phones().tap(visit.number(), typed.amount());
        visit.say(
                PAID.contains(outcome.word()) ? Mark.Kind.GOOD : Mark.Kind.LOOK,
                "outcome." + outcome.word(),
                "amount",
                DisplayFormat.amount(typed.amount()));
        return visit.go("/pos");
    }

    static WebResponse batch(HandsetVisit visit) {
        var outcome = visit.phones().batch();
        visit.tell(
                outcome,
                "batch.done",
                "batch",
                outcome.facts().getOrDefault("batch", ""),
                "n",
                outcome.facts().getOrDefault("lines", ""));
        return visit.go("/pos");
    }
}

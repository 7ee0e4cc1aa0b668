package cn.smspay.web.handset;

import cn.smspay.base.Fen;
import cn.smspay.net.http.WebResponse;
import cn.smspay.web.handset.DemoPhones.HallAct;
import cn.smspay.web.page.DeskView;
import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Field;
import cn.smspay.web.page.Form;
import cn.smspay.web.page.FormView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A hall with its card reader: opening, calibrating, reading, closing with return, cash for the card, another SIM, another handset. */
final class HallPage {
    private HallPage() {}

    record LoadForm(Fen amount) {
        static LoadForm read(Form form) {
            return new LoadForm(form.amount("amount"));
        }
    }

    static WebResponse show(HandsetVisit visit) {
        return show(visit, visit.empty("hall"));
    }

    private static WebResponse show(HandsetVisit visit, Form form) {
        var w = visit.w();
        boolean present = visit.phones().purse(visit.number()).present();
        var title = w.t("hall.title");
        var left = new ArrayList<Box>();
        left.add(Box.of(title)
                .first()
                .notice(visit.said())
                .texts(List.of(w.t("hall.lead", "number", visit.shown())))
                .facts(MenuPage.card(visit)));
        var right = new ArrayList<Box>();
        if (present) {
            left.add(act(visit, HallAct.CALIBRATE));
            left.add(act(visit, HallAct.READ));
            right.add(Box.form(FormView.of(w.t("hall.load.title"), "/hall/load", w.t("hall.load.do"))
                    .lead(w.t("hall.load.lead"))
                    .field(form.field("amount", Field.Kind.AMOUNT))
                    .view()));
            right.add(swap(visit));
            right.add(act(visit, HallAct.CLOSE));
            right.add(act(visit, HallAct.SIM));
        } else {
            left.add(act(visit, HallAct.OPEN));
        }
        return visit.boxes("hall", new DeskView(title, left, right));
    }

    private static String word(HallAct act) {
        return act.name().toLowerCase(Locale.ROOT);
    }

    private static Box act(HandsetVisit visit, HallAct act) {
        return box(visit, word(act));
    }

    private static Box swap(HandsetVisit visit) {
        return box(visit, "swap");
    }

    private static Box box(HandsetVisit visit, String act) {
        var w = visit.w();
        return Box.form(FormView.of(w.t("hall." + act + ".title"), "/hall", w.t("hall." + act + ".do"))
                .lead(w.t("hall." + act + ".lead"))
                .hidden("act", act)
                .view());
    }

    static WebResponse act(HandsetVisit visit) {
        var word = visit.typed("act");
        if (word.equals("swap")) {
            visit.tell(visit.phones().swap(visit.number()), "hall.swap.done");
            return visit.go("/hall");
        }
        for (var act : HallAct.values()) {
            if (word(act).equals(word)) {
                visit.tell(visit.phones().hall(visit.number(), act), "hall." + word + ".done");
                return visit.go("/hall");
            }
        }
        throw HandsetRoutes.noSuch();
    }

    static WebResponse load(HandsetVisit visit) {
        var form = visit.form("hall");
        var typed = LoadForm.read(form);
        if (!form.isGood()) {
            return show(visit, form);
        }
        visit.tell(
                visit.phones().load(visit.number(), typed.amount()),
                "hall.load.done",
                "amount",
                visit.show().money(typed.amount()));
        return visit.go("/hall");
    }
}

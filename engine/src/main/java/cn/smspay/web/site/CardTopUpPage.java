package cn.smspay.web.site;

import cn.smspay.base.Secret;
import cn.smspay.net.http.WebAnswer;
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

/**
 * 充值卡充值: the card's password is the money, so that it is entered on the page that does it, and the receipt follows (S-070,
 * S-071).
 */
final class CardTopUpPage {
    static final Steps STEPS = new Steps("card", "/topup/card", "topup");
    private static final Map<String, String> FIELDS = Map.of(
            "unknown-card", "card",
            "not-hunan", "card",
            "not-active", "card",
            "used", "card",
            "expired", "card",
            "pin-wrong", "pay",
            "pin-wanted", "pay");
    private static final int CARD_DIGITS = 18;
    private static final int SERIAL_DIGITS = 17;

    private CardTopUpPage() {}

    /** @param pay where it is asked for */
    record CardForm(Secret card, @Nullable Secret pay) {
        static CardForm read(Form form, Visit visit) {
            var digits = form.digits("card");
            if (digits.matches("[0-9]{" + SERIAL_DIGITS + "}")) {
                form.fault("card", visit.w().t("card.serial"));
            } else if (!digits.matches("18[0-9]{" + (CARD_DIGITS - 2) + "}")) {
                form.fault("card", visit.w().t("card.format"));
            }
            return new CardForm(new Secret(digits), visit.service().asksPayForTopUp() ? form.six("pay") : null);
        }
    }

    static WebAnswer show(Visit visit) {
        var draft = visit.drafts()
                .find(STEPS.page(), visit.query("d"))
                .orElseGet(() -> visit.drafts().begin(STEPS.page(), Map.of()));
        return draft.slip() == null
                ? view(visit, draft, visit.empty("card"), it -> {})
                : visit.go(STEPS.path() + "/done?d=" + draft.id());
    }

    static WebAnswer topUp(Visit visit) {
        var form = visit.form("card");
        var typed = CardForm.read(form, visit);
        if (!form.isGood()) {
            return STEPS.posted(visit)
                    .<WebAnswer>map(draft -> view(visit, draft, form, it -> {}))
                    .orElseGet(() -> STEPS.gone(visit));
        }
        return STEPS.<SiteService.CardToppedUp>act(
                visit,
                (draft, word) ->
                        visit.service().topUpByCard(visit.me(), visit.visitor(), word, typed.card(), typed.pay()),
                done -> slip(visit, done),
                (draft, no) -> view(visit, draft, form, view -> Steps.put(visit, form, view, FIELDS, no)));
    }

    private static WebAnswer view(
            Visit visit, Draft draft, Form form, java.util.function.Consumer<FormView.Builder> more) {
        var w = visit.w();
        var view = FormView.of(w.t("card.title"), "/topup/card", w.t("card.do"))
                .lead(w.t("card.lead"))
                .hidden("d", draft.id())
                .hidden("n", Integer.toString(draft.attempt()))
                .fact(Fact.of(w.t("card.to"), w.t("pocket.card")).second(w.t("home.card")))
                .secondary(new Link("/topup", w.t("form.cancel")))
                .after(w.t("form.once"));
        more.accept(view);
        // A card's password is money: it is never written into a page again.
        var typed = form.field("card", Field.Kind.DIGITS);
        view.field(new Field(
                typed.name(), typed.kind(), typed.label(), typed.hint(), null, "", typed.error(), null, List.of()));
        if (visit.service().asksPayForTopUp()) {
            view.field(form.field("pay", Field.Kind.PIN).help(new Link("/reset/pay", w.t("form.forgot.pay"))));
        }
        return visit.form("topup", view.view());
    }

    private static SlipView slip(Visit visit, SiteService.CardToppedUp done) {
        var w = visit.w();
        var show = visit.show();
        return new SlipView(
                false,
                w.t("card.done"),
                true,
                w.t("card.done.lead"),
                done.amount(),
                List.of(
                        Fact.code(w.t("slip.number"), done.number()),
                        Fact.of(w.t("slip.to"), w.t("pocket.card"))
                                .second(w.t("slip.left", "balance", show.money(done.balance()))),
                        Fact.of(w.t("slip.time"), show.second(done.at())),
                        Fact.of(
                                w.t("slip.phone"),
                                DisplayFormat.number(visit.me().number()))),
                null,
                List.of(new Link("/", w.t("slip.home")), new Link("/bill", w.t("card.done.bill"))));
    }
}

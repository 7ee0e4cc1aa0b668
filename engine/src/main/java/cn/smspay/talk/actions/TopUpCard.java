package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PIN_JUST_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_WRONG;
import static cn.smspay.talk.actions.Outcomes.TOO_MANY_WRONG_CARDS;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.COUNT;
import static cn.smspay.talk.script.ValueKind.TIME;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes in a recharge card: CZK, R 3.4. */
final class TopUpCard implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "top_up_card",
                true,
                List.of("card!", "pin?!"),
                outcome("ok", money("amount"), money("card_balance")),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                NO_PIN,
                TOO_MANY_WRONG_CARDS,
                outcome("unknown_card", output("left", COUNT, 1)),
                outcome("not_hunan"),
                outcome("not_active"),
                outcome("used"),
                outcome("expired"),
                outcome("repeated", money("amount"), output("time", TIME, 16)),
                PIN_WRONG,
                PIN_JUST_LOCKED,
                PIN_LOCKED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        var card = Objects.requireNonNull(call.secrets().get("card"), "card");
        return answered(
                accounts.rechargeCards().topUp(call.tx(), call.request(), card),
                done -> ok(Map.of("amount", done.amount(), "card_balance", done.cardBalance())));
    }
}

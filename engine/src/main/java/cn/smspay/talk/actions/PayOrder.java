package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.INSUFFICIENT;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.ORDER_CLOSED;
import static cn.smspay.talk.actions.Outcomes.OVER_DAY;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PIN_JUST_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_WRONG;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Pays what a merchant has asked for by short message; the notice of the purchase (N07) follows: S-083, R 3.10. */
final class PayOrder implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "pay_order",
                true,
                List.of("order_no", "pin!"),
                OK,
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                FROZEN,
                NO_PIN,
                PIN_LOCKED,
                PIN_WRONG,
                PIN_JUST_LOCKED,
                ORDER_CLOSED,
                OVER_DAY,
                INSUFFICIENT);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.purchaseRequests().pay(call.tx(), call.request(), call.input("order_no")),
                bought -> ok(Map.of()));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.result;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.BILL_REPEATED;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.INSUFFICIENT;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.OVER_DAY;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PHONE_SUSPENDED;
import static cn.smspay.talk.actions.Outcomes.PIN_JUST_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_WRONG;
import static cn.smspay.talk.actions.Outcomes.PROVINCE_CLOSED;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.DIGITS;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Pays the phone bill: HF, R 3.8. */
final class PayBill implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "pay_bill",
                true,
                List.of("amount", "pin?!"),
                outcome("submitted", output("order", DIGITS, 14)),
                NO_ACCOUNT,
                PHONE_SUSPENDED,
                PHONE_STATUS,
                BARRED,
                FROZEN,
                NO_PIN,
                PROVINCE_CLOSED,
                PIN_LOCKED,
                PIN_WRONG,
                PIN_JUST_LOCKED,
                INSUFFICIENT,
                BILL_REPEATED,
                OVER_DAY);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.bills().pay(call.tx(), call.request(), call.amount()),
                order -> result("submitted", Map.of("order", accounts.bills().number(call.tx(), order))));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.result;
import static cn.smspay.talk.actions.Outcomes.BILL_REPEATED;
import static cn.smspay.talk.actions.Outcomes.INSUFFICIENT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.OVER_DAY;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PROVINCE_CLOSED;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.WORD;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.payments.Statement;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Whether an amount may be paid, and from which pocket: HF, R 3.8. */
final class CheckBill implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "check_bill",
                false,
                List.of("amount"),
                outcome("ok", output("acct", WORD, 5)),
                outcome("ok_in_test", output("acct", WORD, 5)),
                PROVINCE_CLOSED,
                NO_PIN,
                PIN_LOCKED,
                INSUFFICIENT,
                BILL_REPEATED,
                OVER_DAY);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.bills().check(call.tx(), call.who(), call.amount(), call.now()),
                quote -> result(quote.inTest() ? "ok_in_test" : "ok", Map.of("acct", Statement.word(quote.pocket()))));
    }
}

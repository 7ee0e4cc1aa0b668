package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.NOT_REAL_NAME;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_BANK_CARD;
import static cn.smspay.talk.actions.Outcomes.NO_CASH;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.SPEND_FIRST;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.DIGITS;
import static cn.smspay.talk.script.ValueKind.TEXT;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Whether money may be withdrawn, and to which card: TX, R 3.5. */
final class CheckWithdrawal implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "check_withdrawal",
                false,
                List.of(),
                outcome("ok", money("cash"), output("bank", TEXT, 6), output("tail", DIGITS, 4)),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                FROZEN,
                NO_PIN,
                NOT_REAL_NAME,
                NO_BANK_CARD,
                SPEND_FIRST,
                PIN_LOCKED,
                NO_CASH);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.withdrawals().check(call.tx(), call.who(), call.now()),
                offer -> ok(Map.of("cash", offer.cash(), "bank", offer.bank(), "tail", offer.tail())));
    }
}

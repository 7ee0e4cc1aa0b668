package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.OVER_DAY;
import static cn.smspay.talk.actions.Outcomes.TOO_MUCH;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether an amount may be withdrawn: TX, R 3.5. */
final class CheckAmount implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("check_amount", false, List.of("amount"), OK, TOO_MUCH, OVER_DAY);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.withdrawals().checkAmount(call.tx(), call.who(), call.amount(), call.now()));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.TOO_MANY_WRONG_CARDS;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether a recharge card may be entered: CZK, R 3.4. */
final class CheckTopUp implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("check_top_up", false, List.of(), OK, NO_ACCOUNT, PHONE_STATUS, BARRED, TOO_MANY_WRONG_CARDS);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.rechargeCards().check(call.tx(), call.who(), call.now()));
    }
}

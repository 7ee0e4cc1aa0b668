package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PHONE_SUSPENDED;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether the subscriber may pay his phone bill: HF, R 3.8. */
final class CheckPayer implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("check_payer", false, List.of(), OK, NO_ACCOUNT, PHONE_SUSPENDED, PHONE_STATUS, BARRED, FROZEN);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.bills().checkPayer(call.tx(), call.who(), call.channel()));
    }
}

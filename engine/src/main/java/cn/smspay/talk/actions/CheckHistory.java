package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether the history may be asked for: CXLS, R 3.7. */
final class CheckHistory implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("check_history", false, List.of(), OK, NO_ACCOUNT, PHONE_STATUS, BARRED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.statement().check(call.tx(), call.who()));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.LOGIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.TOO_MANY_RESETS;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether the login password may be reset: M, R 3.9. */
final class CheckReset implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "check_reset", false, List.of(), OK, NO_ACCOUNT, PHONE_STATUS, BARRED, LOGIN_LOCKED, TOO_MANY_RESETS);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.loginResets().check(call.tx(), call.who(), call.now()));
    }
}

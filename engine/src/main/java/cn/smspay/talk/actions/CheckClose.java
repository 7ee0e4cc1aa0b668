package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.NOT_CLOSABLE;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether the account may be closed, with all that hinders it: XH, R 3.2. */
final class CheckClose implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("check_close", false, List.of(), OK, NO_ACCOUNT, FROZEN, NOT_CLOSABLE, NO_PIN, PIN_LOCKED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.closings().check(call.tx(), call.who(), call.now()));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.NOT_CLOSABLE;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PIN_JUST_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_WRONG;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Closes the account: XH, R 3.2. */
final class CloseAccount implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "close_account",
                false,
                List.of("pin?!"),
                OK,
                NO_ACCOUNT,
                FROZEN,
                NOT_CLOSABLE,
                NO_PIN,
                PIN_WRONG,
                PIN_JUST_LOCKED,
                PIN_LOCKED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.closings().close(call.tx(), call.request()));
    }
}

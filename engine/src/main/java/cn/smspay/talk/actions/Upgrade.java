package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Makes the account a real-name account: GX, R 3.3. */
final class Upgrade implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "upgrade",
                false,
                List.of(),
                OK,
                NO_ACCOUNT,
                outcome("already_real_name"),
                PHONE_STATUS,
                BARRED,
                outcome("profile_incomplete"),
                outcome("not_verified"));
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.upgrades().upgrade(call.tx(), call.who(), call.now()));
    }
}

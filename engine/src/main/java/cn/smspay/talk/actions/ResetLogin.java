package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.LOGIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.TOO_MANY_RESETS;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.password;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Gives a new login password: M, R 3.9. */
final class ResetLogin implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "reset_login",
                false,
                List.of(),
                outcome("ok", password("login_password", 8)),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                LOGIN_LOCKED,
                TOO_MANY_RESETS);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.loginResets().reset(call.tx(), call.request()),
                secret -> ok(Map.of("login_password", secret.reveal())));
    }
}

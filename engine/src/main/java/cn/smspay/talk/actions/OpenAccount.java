package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.ALREADY_OPEN;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.BRAND;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.SECONDARY_NUMBER;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.password;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Opens an account and shows its first passwords, this once: KT, R 3.1. */
final class OpenAccount implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "open_account",
                false,
                List.of(),
                outcome("ok", password("login_password", 8), password("pay_password", 6)),
                ALREADY_OPEN,
                PHONE_STATUS,
                BARRED,
                BRAND,
                SECONDARY_NUMBER);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.openings().open(call.tx(), call.request()),
                opened -> ok(Map.of(
                        "login_password", opened.loginPassword().reveal(),
                        "pay_password", opened.payPassword().reveal())));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.ALREADY_OPEN;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.BRAND;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.SECONDARY_NUMBER;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether the number may open an account: KT, R 3.1. */
final class CheckOpen implements Action {
    @Override
    public Catalogue.Action declared() {
        return action("check_open", false, List.of(), OK, ALREADY_OPEN, PHONE_STATUS, BARRED, BRAND, SECONDARY_NUMBER);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.openings().check(call.tx(), call.who()));
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.checked;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NOT_REAL_NAME;
import static cn.smspay.talk.actions.Outcomes.NOT_SUPPORTED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.OK;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.TOO_MANY_WRONG_PROOFS;
import static cn.smspay.talk.actions.Outcomes.WEB_RESET_BLOCKED;
import static cn.smspay.talk.script.Catalogue.action;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;

/** Whether the second line of 10086 may reset a password for this caller (S-128, S-133). */
final class CheckSecondLine implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "check_second_line",
                false,
                List.of(),
                OK,
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                TOO_MANY_WRONG_PROOFS,
                WEB_RESET_BLOCKED,
                NOT_REAL_NAME,
                NOT_SUPPORTED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return checked(accounts.entrance().resets().checkSecondLine(call.tx(), call.who(), call.now()));
    }
}

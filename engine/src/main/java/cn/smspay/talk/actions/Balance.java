package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** What the account holds: CX, R 3.6. */
final class Balance implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "balance",
                false,
                List.of(),
                outcome("ok", money("cash"), money("card"), money("total"), money("transit")),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.statement().balance(call.tx(), call.who()),
                balance -> ok(Map.of(
                        "cash", balance.cash(),
                        "card", balance.card(),
                        "total", balance.total(),
                        "transit", balance.transit())));
    }
}

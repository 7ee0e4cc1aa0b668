package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.NOT_REAL_NAME;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_BANK_CARD;
import static cn.smspay.talk.actions.Outcomes.NO_CASH;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.OVER_DAY;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PIN_JUST_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.actions.Outcomes.PIN_WRONG;
import static cn.smspay.talk.actions.Outcomes.SPEND_FIRST;
import static cn.smspay.talk.actions.Outcomes.TOO_MUCH;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.DIGITS;
import static cn.smspay.talk.script.ValueKind.TEXT;

import cn.smspay.accounts.Accounts;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** Withdraws to the bound bank card: TX, R 3.5. */
final class Withdraw implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "withdraw",
                true,
                List.of("amount", "tail", "pin?!"),
                outcome(
                        "ok",
                        output("bank", TEXT, 6),
                        output("tail", DIGITS, 4),
                        money("cash"),
                        output("order", DIGITS, 14)),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                FROZEN,
                NO_PIN,
                NOT_REAL_NAME,
                NO_BANK_CARD,
                outcome("card_changed", output("bank", TEXT, 6), output("new_tail", DIGITS, 4)),
                SPEND_FIRST,
                PIN_LOCKED,
                PIN_WRONG,
                PIN_JUST_LOCKED,
                NO_CASH,
                TOO_MUCH,
                OVER_DAY);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.withdrawals().withdraw(call.tx(), call.request(), call.amount(), call.input("tail")),
                accepted -> ok(Map.of(
                        "bank", accepted.bank(),
                        "tail", accepted.tail(),
                        "cash", accepted.cash(),
                        "order", accepted.number())));
    }
}

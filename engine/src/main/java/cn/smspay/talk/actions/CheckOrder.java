package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.CatalogueAnswers.ok;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.FROZEN;
import static cn.smspay.talk.actions.Outcomes.INSUFFICIENT;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.NO_PIN;
import static cn.smspay.talk.actions.Outcomes.ORDER_CLOSED;
import static cn.smspay.talk.actions.Outcomes.OVER_DAY;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.actions.Outcomes.PIN_LOCKED;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.DIGITS;
import static cn.smspay.talk.script.ValueKind.TEXT;
import static cn.smspay.talk.script.ValueKind.WORD;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.payments.PurchaseRequests;
import cn.smspay.accounts.payments.Statement;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;

/** What a merchant wants to be paid by short message, and from which account it would be: S-083, R 3.10. */
final class CheckOrder implements Action {
    @Override
    public Catalogue.Action declared() {
        return action(
                "check_order",
                false,
                List.of(),
                outcome(
                        "ok",
                        output("order_no", DIGITS, 14),
                        output("merchant", TEXT, 12),
                        output("subject", TEXT, PurchaseRequests.SUBJECT_MOST),
                        money("amount"),
                        output("acct", WORD, 5)),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED,
                FROZEN,
                NO_PIN,
                PIN_LOCKED,
                ORDER_CLOSED,
                OVER_DAY,
                INSUFFICIENT);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        return answered(
                accounts.purchaseRequests().check(call.tx(), call.who(), call.now()),
                quote -> ok(Map.of(
                        "order_no", quote.no(),
                        "merchant", quote.merchant(),
                        "subject", quote.subject(),
                        "amount", quote.amount(),
                        "acct", Statement.word(quote.pocket()))));
    }
}

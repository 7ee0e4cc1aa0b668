package cn.smspay.talk.actions;

import static cn.smspay.talk.actions.CatalogueAnswers.answered;
import static cn.smspay.talk.actions.Outcomes.BARRED;
import static cn.smspay.talk.actions.Outcomes.NO_ACCOUNT;
import static cn.smspay.talk.actions.Outcomes.PHONE_STATUS;
import static cn.smspay.talk.script.Catalogue.action;
import static cn.smspay.talk.script.Catalogue.listing;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.COUNT;
import static cn.smspay.talk.script.ValueKind.TIME;
import static cn.smspay.talk.script.ValueKind.WORD;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.payments.Statement;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Catalogue.ActionOutcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The newest entries since a day, by voice without one: CXLS, R 3.7. */
final class History implements Action {
    private static final ActionOutcome ENTRY = outcome(
            "entry",
            output("when", TIME, 16),
            output("kind", WORD, 6),
            output("sign", WORD, 1),
            money("amount"),
            output("acct", WORD, 5));

    @Override
    public Catalogue.Action declared() {
        return action(
                "history",
                false,
                List.of("date?"),
                listing("ok", List.of(ENTRY), output("n", COUNT, 1)),
                listing("ok_more", List.of(ENTRY), output("n", COUNT, 1)),
                outcome("none"),
                NO_ACCOUNT,
                PHONE_STATUS,
                BARRED);
    }

    @Override
    public Result perform(Accounts accounts, ActionRequest call) {
        var since = Optional.ofNullable(call.inputs().get("date"))
                .map(LocalDate::parse)
                .orElse(LocalDate.EPOCH);
        return answered(accounts.statement().history(call.tx(), call.who(), since), History::listed);
    }

    private static Result listed(Statement.History history) {
        if (history.lines().isEmpty()) {
            return new Result("none", Map.of(), List.of());
        }
        var rows = history.lines().stream()
                .map(line -> new Row("entry", entry(line)))
                .toList();
        return new Result(history.more() ? "ok_more" : "ok", Map.of("n", Integer.toString(rows.size())), rows);
    }

    private static Map<String, String> entry(StatementLine line) {
        return Map.of(
                "when", CatalogueAnswers.written(line.at()),
                "kind", kind(line.event()),
                "sign", line.side() == Line.Side.CREDIT ? "plus" : "minus",
                "amount", line.amount().toString(),
                "acct", Statement.word(line.pocket()));
    }

    /** The word for what happened. */
    private static String kind(Event event) {
        return switch (event) {
            case CASH_TOP_UP -> "cash_top_up";
            case CASH_TOP_UP_REVERSED -> "cash_top_up_reversed";
            case BANK_TOP_UP -> "bank_top_up";
            case CARD_TOP_UP -> "card_top_up";
            case WITHDRAWAL, WITHDRAWAL_PAID, UNORDERED_PAY_OUT -> "withdrawal";
            case WITHDRAWAL_RETURNED -> "withdrawal_returned";
            case BILL, BILL_PAID, BILL_PAID_AFTER_RETURN -> "bill";
            case BILL_RETURNED -> "bill_returned";
            case PURCHASE -> "purchase";
            case WALLET_LOAD, WALLET_CASH_LOAD, WALLET_BANK_LOAD, WALLET_LOADED -> "wallet_load";
            case WALLET_LOAD_RETURNED -> "wallet_load_returned";
            case WALLET_PURCHASE, WALLET_ADJUSTED -> "wallet_purchase";
            case WALLET_CLOSED -> "wallet_closed";
            case REFUND, SUSPENSE_BOOKED -> "refund";
            case OPENING_BALANCE -> "opening_balance";
            case MERCHANT_SETTLED, PROVINCE_SETTLED, ISSUER_SETTLED ->
                throw new IllegalArgumentException(event + " touches no subscriber");
        };
    }
}

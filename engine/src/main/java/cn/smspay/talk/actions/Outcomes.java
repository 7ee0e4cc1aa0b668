package cn.smspay.talk.actions;

import static cn.smspay.talk.script.Catalogue.listing;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.ValueKind.COUNT;
import static cn.smspay.talk.script.ValueKind.DIGITS;
import static cn.smspay.talk.script.ValueKind.TIME;
import static cn.smspay.talk.script.ValueKind.WORD;

import cn.smspay.talk.script.Catalogue.ActionOutcome;
import java.util.List;

/** Ways of ending that several actions share. */
final class Outcomes {
    static final ActionOutcome OK = outcome("ok");
    static final ActionOutcome NO_ACCOUNT = outcome("no_account");
    static final ActionOutcome PHONE_STATUS = outcome("phone_status", output("state", WORD, 6));
    static final ActionOutcome BARRED = outcome("barred");
    static final ActionOutcome FROZEN = outcome("frozen");
    static final ActionOutcome NO_PIN = outcome("no_pin");
    static final ActionOutcome ALREADY_OPEN = outcome("already_open");
    static final ActionOutcome BRAND = outcome("brand");
    static final ActionOutcome SECONDARY_NUMBER = outcome("secondary_number");
    static final ActionOutcome PIN_WRONG = outcome("pin_wrong", output("left", COUNT, 1));
    static final ActionOutcome PIN_JUST_LOCKED = outcome("pin_just_locked", output("until", TIME, 16));
    static final ActionOutcome PIN_LOCKED = outcome("pin_locked", output("until", TIME, 16));
    static final ActionOutcome NOT_REAL_NAME = outcome("not_real_name");
    static final ActionOutcome NO_BANK_CARD = outcome("no_bank_card");
    static final ActionOutcome SPEND_FIRST = outcome("spend_first");
    static final ActionOutcome NO_CASH = outcome("no_cash");
    static final ActionOutcome TOO_MUCH = outcome("too_much", money("cash"));
    static final ActionOutcome OVER_DAY = outcome("over_day", money("day_max"), money("day_left"));
    static final ActionOutcome PHONE_SUSPENDED = outcome("phone_suspended");
    static final ActionOutcome PROVINCE_CLOSED = outcome("province_closed");
    static final ActionOutcome INSUFFICIENT = outcome("insufficient", money("card"), money("cash"));
    static final ActionOutcome BILL_REPEATED =
            outcome("repeated", money("amount"), output("seconds", COUNT, 4), output("order", DIGITS, 14));
    static final ActionOutcome ORDER_CLOSED = outcome("order_closed");
    static final ActionOutcome LOGIN_LOCKED = outcome("login_locked", output("until", TIME, 16));
    static final ActionOutcome TOO_MANY_RESETS = outcome("too_many");
    static final ActionOutcome TOO_MANY_WRONG_CARDS = outcome("too_many_wrong");
    static final ActionOutcome TOO_MANY_WRONG_PROOFS = outcome("too_many_wrong", output("until", TIME, 16));
    static final ActionOutcome WEB_RESET_BLOCKED = outcome("web_reset_blocked", output("until", TIME, 16));
    static final ActionOutcome NOT_SUPPORTED = outcome("not_supported");
    static final ActionOutcome NOT_CLOSABLE = listing(
            "not_closable",
            List.of(
                    outcome("wallet"),
                    outcome("in_transit", output("n", COUNT, 2)),
                    outcome("balance", money("total")),
                    outcome("phone", output("state", WORD, 6))));

    private Outcomes() {}
}

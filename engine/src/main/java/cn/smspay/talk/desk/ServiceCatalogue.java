package cn.smspay.talk.desk;

import static cn.smspay.talk.script.Catalogue.Kind.COUNT;
import static cn.smspay.talk.script.Catalogue.Kind.DATE;
import static cn.smspay.talk.script.Catalogue.Kind.DIGITS;
import static cn.smspay.talk.script.Catalogue.Kind.TEXT;
import static cn.smspay.talk.script.Catalogue.Kind.TIME;
import static cn.smspay.talk.script.Catalogue.Kind.WORD;
import static cn.smspay.talk.script.Catalogue.listing;
import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.outcome;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.Catalogue.password;

import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Catalogue.Outcome;
import java.util.List;

/** The guards, limits, actions and notices of this service: what the files in {@code dialogs/} may name. */
public final class ServiceCatalogue {
    private static final Outcome OK = outcome("ok");
    private static final Outcome NO_ACCOUNT = outcome("no_account");
    private static final Outcome PHONE_STATUS = outcome("phone_status", output("state", WORD, 6));
    private static final Outcome BARRED = outcome("barred");
    private static final Outcome FROZEN = outcome("frozen");
    private static final Outcome NO_PIN = outcome("no_pin");
    private static final Outcome ALREADY_OPEN = outcome("already_open");
    private static final Outcome BRAND = outcome("brand");
    private static final Outcome SECONDARY_NUMBER = outcome("secondary_number");
    private static final Outcome PIN_WRONG = outcome("pin_wrong", output("left", COUNT, 1));
    private static final Outcome PIN_JUST_LOCKED = outcome("pin_just_locked", output("until", TIME, 16));
    private static final Outcome PIN_LOCKED = outcome("pin_locked", output("until", TIME, 16));
    private static final Outcome NOT_REAL_NAME = outcome("not_real_name");
    private static final Outcome NO_BANK_CARD = outcome("no_bank_card");
    private static final Outcome SPEND_FIRST = outcome("spend_first");
    private static final Outcome NO_CASH = outcome("no_cash");
    private static final Outcome TOO_MUCH = outcome("too_much", money("cash"));
    private static final Outcome OVER_DAY = outcome("over_day", money("day_max"), money("day_left"));
    private static final Outcome PHONE_SUSPENDED = outcome("phone_suspended");
    private static final Outcome PROVINCE_CLOSED = outcome("province_closed");
    private static final Outcome INSUFFICIENT = outcome("insufficient", money("card"), money("cash"));
    private static final Outcome BILL_REPEATED =
            outcome("repeated", money("amount"), output("seconds", COUNT, 4), output("order", DIGITS, 14));
    private static final Outcome LOGIN_LOCKED = outcome("login_locked", output("until", TIME, 16));
    private static final Outcome TOO_MANY_RESETS = outcome("too_many");
    private static final Outcome TOO_MANY_WRONG_CARDS = outcome("too_many_wrong");
    private static final Outcome ENTRY = outcome(
            "entry",
            output("when", TIME, 16),
            output("kind", WORD, 6),
            output("sign", WORD, 1),
            money("amount"),
            output("acct", WORD, 5));
    private static final Outcome NOT_CLOSABLE = listing(
            "not_closable",
            List.of(
                    outcome("wallet"),
                    outcome("in_transit", output("n", COUNT, 2)),
                    outcome("balance", money("total")),
                    outcome("phone", output("state", WORD, 6))));

    private ServiceCatalogue() {}

    public static Catalogue catalogue() {
        return new Catalogue.Builder()
                .guards(
                        "registered",
                        "real_name",
                        "card_bound",
                        "pin_locked",
                        "pin_for_close",
                        "pin_for_withdrawal",
                        "pin_for_bill",
                        "pin_for_top_up",
                        "voice_opening_on")
                .limit("withdraw_min", 10)
                .limit("withdraw_max", 10)
                .limit("bill_max", 10)
                // KT, R 3.1
                .action("check_open", false, List.of(), OK, ALREADY_OPEN, PHONE_STATUS, BARRED, BRAND, SECONDARY_NUMBER)
                .action(
                        "open_account",
                        false,
                        List.of(),
                        outcome("ok", password("login_password", 8), password("pay_password", 6)),
                        ALREADY_OPEN,
                        PHONE_STATUS,
                        BARRED,
                        BRAND,
                        SECONDARY_NUMBER)
                // XH, 3.2
                .action("check_close", false, List.of(), OK, NO_ACCOUNT, FROZEN, NOT_CLOSABLE, NO_PIN, PIN_LOCKED)
                .action(
                        "close_account",
                        false,
                        List.of("pin?!"),
                        OK,
                        NO_ACCOUNT,
                        FROZEN,
                        NOT_CLOSABLE,
                        NO_PIN,
                        PIN_WRONG,
                        PIN_JUST_LOCKED,
                        PIN_LOCKED)
                // GX, 3.3
                .action(
                        "upgrade",
                        false,
                        List.of(),
                        OK,
                        NO_ACCOUNT,
                        outcome("already_real_name"),
                        PHONE_STATUS,
                        BARRED,
                        outcome("profile_incomplete"),
                        outcome("not_verified"))
                // CZK, 3.4
                .action("check_top_up", false, List.of(), OK, NO_ACCOUNT, PHONE_STATUS, BARRED, TOO_MANY_WRONG_CARDS)
                .action(
                        "top_up_card",
                        true,
                        List.of("card!", "pin?!"),
                        outcome("ok", money("amount"), money("card_balance")),
                        NO_ACCOUNT,
                        PHONE_STATUS,
                        BARRED,
                        NO_PIN,
                        TOO_MANY_WRONG_CARDS,
                        outcome("unknown_card", output("left", COUNT, 1)),
                        outcome("not_hunan"),
                        outcome("not_active"),
                        outcome("used"),
                        outcome("expired"),
                        outcome("repeated", money("amount"), output("time", TIME, 16)),
                        PIN_WRONG,
                        PIN_JUST_LOCKED,
                        PIN_LOCKED)
                // TX, 3.5
                .action(
                        "check_withdrawal",
                        false,
                        List.of(),
                        outcome("ok", money("cash"), output("bank", TEXT, 6), output("tail", DIGITS, 4)),
                        NO_ACCOUNT,
                        PHONE_STATUS,
                        BARRED,
                        FROZEN,
                        NO_PIN,
                        NOT_REAL_NAME,
                        NO_BANK_CARD,
                        SPEND_FIRST,
                        PIN_LOCKED,
                        NO_CASH)
                .action("check_amount", false, List.of("amount"), OK, TOO_MUCH, OVER_DAY)
                .action(
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
                        OVER_DAY)
                // CX, 3.6
                .action(
                        "balance",
                        false,
                        List.of(),
                        outcome("ok", money("cash"), money("card"), money("total"), money("transit")),
                        NO_ACCOUNT,
                        PHONE_STATUS,
                        BARRED)
                // CXLS, 3.7; by voice without a date
                .action("check_history", false, List.of(), OK, NO_ACCOUNT, PHONE_STATUS, BARRED)
                .action(
                        "history",
                        false,
                        List.of("date?"),
                        listing("ok", List.of(ENTRY), output("n", COUNT, 1)),
                        listing("ok_more", List.of(ENTRY), output("n", COUNT, 1)),
                        outcome("none"),
                        NO_ACCOUNT,
                        PHONE_STATUS,
                        BARRED)
                // HF, 3.8
                .action("check_payer", false, List.of(), OK, NO_ACCOUNT, PHONE_SUSPENDED, PHONE_STATUS, BARRED, FROZEN)
                .action(
                        "check_bill",
                        false,
                        List.of("amount"),
                        outcome("ok", output("acct", WORD, 5)),
                        outcome("ok_in_test", output("acct", WORD, 5)),
                        PROVINCE_CLOSED,
                        NO_PIN,
                        PIN_LOCKED,
                        INSUFFICIENT,
                        BILL_REPEATED,
                        OVER_DAY)
                .action(
                        "pay_bill",
                        true,
                        List.of("amount", "pin?!"),
                        outcome("submitted", output("order", DIGITS, 14)),
                        NO_ACCOUNT,
                        PHONE_SUSPENDED,
                        PHONE_STATUS,
                        BARRED,
                        FROZEN,
                        NO_PIN,
                        PROVINCE_CLOSED,
                        PIN_LOCKED,
                        PIN_WRONG,
                        PIN_JUST_LOCKED,
                        INSUFFICIENT,
                        BILL_REPEATED,
                        OVER_DAY)
                // M, 3.9
                .action(
                        "check_reset",
                        false,
                        List.of(),
                        OK,
                        NO_ACCOUNT,
                        PHONE_STATUS,
                        BARRED,
                        LOGIN_LOCKED,
                        TOO_MANY_RESETS)
                .action(
                        "reset_login",
                        false,
                        List.of(),
                        outcome("ok", password("login_password", 8)),
                        NO_ACCOUNT,
                        PHONE_STATUS,
                        BARRED,
                        LOGIN_LOCKED,
                        TOO_MANY_RESETS)
                // EN and ZH, D-31
                .action("speak_english", false, List.of(), OK)
                .action("speak_chinese", false, List.of(), OK)
                .notice(
                        "bill_paid",
                        money("amount"),
                        output("acct", WORD, 5),
                        money("balance"),
                        output("order", DIGITS, 14))
                .notice(
                        "bill_failed",
                        money("amount"),
                        output("acct", WORD, 5),
                        money("balance"),
                        output("order", DIGITS, 14))
                .notice("bill_in_doubt", money("amount"), output("order", DIGITS, 14))
                .notice(
                        "withdrawal_paid",
                        output("date", DATE, 10),
                        money("amount"),
                        output("bank", TEXT, 6),
                        output("tail", DIGITS, 4))
                .notice(
                        "withdrawal_returned",
                        output("date", DATE, 10),
                        money("amount"),
                        output("bank", TEXT, 6),
                        money("cash"))
                .notice("cash_top_up", money("amount"), money("cash"))
                .notice("top_up_reversed", output("date", DATE, 10), money("amount"), money("cash"))
                .notice(
                        "purchase",
                        output("merchant", TEXT, 12),
                        money("amount"),
                        output("acct", WORD, 5),
                        money("balance"))
                .notice(
                        "refund",
                        output("merchant", TEXT, 12),
                        money("amount"),
                        output("acct", WORD, 5),
                        money("balance"))
                .notice("code", password("code", 6), output("purpose", WORD, 8))
                .notice("password_reset", output("kind", WORD, 4), password("password", 8))
                .notice("closed")
                .notice("wallet_closed", money("amount"))
                .notice("card_bound", output("bank", TEXT, 6), output("tail", DIGITS, 4), output("left", COUNT, 1))
                // to senders without a conversation
                .notice("fault")
                .notice("off_net")
                .notice("unreadable")
                .notice("redelivered", output("time", TIME, 16), output("cmd", TEXT, 10))
                // to accounts that were taken over from a file
                .notice("opened_login", password("login_password", 8))
                .notice("opened_pay", password("pay_password", 6))
                .build();
    }
}

package cn.smspay.talk.actions;

import static cn.smspay.talk.script.Catalogue.money;
import static cn.smspay.talk.script.Catalogue.output;
import static cn.smspay.talk.script.Catalogue.password;
import static cn.smspay.talk.script.ValueKind.COUNT;
import static cn.smspay.talk.script.ValueKind.DATE;
import static cn.smspay.talk.script.ValueKind.DIGITS;
import static cn.smspay.talk.script.ValueKind.TEXT;
import static cn.smspay.talk.script.ValueKind.TIME;
import static cn.smspay.talk.script.ValueKind.WORD;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.talk.script.Catalogue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The guards, limits, actions and notices of this service: what the files in {@code dialogs/} may name. */
public final class ServiceCatalogue {
    /** Every action, in the order of the domain's commands. */
    private static final List<Action> ACTIONS = List.of(
            new CheckOpen(),
            new OpenAccount(),
            new CheckClose(),
            new CloseAccount(),
            new Upgrade(),
            new CheckTopUp(),
            new TopUpCard(),
            new CheckWithdrawal(),
            new CheckAmount(),
            new Withdraw(),
            new Balance(),
            new CheckHistory(),
            new History(),
            new CheckPayer(),
            new CheckBill(),
            new PayBill(),
            new CheckOrder(),
            new PayOrder(),
            new CheckReset(),
            new ResetLogin(),
            new CheckSecondLine(),
            new ResetByDocument("reset_login_by_document", PasswordKind.LOGIN),
            new ResetByDocument("reset_pay_by_document", PasswordKind.PAY),
            new Speak("speak_english", "en"),
            new Speak("speak_chinese", "zh"),
            new SpeakOther(),
            new CountUse());

    private static final Map<String, Action> BY_NAME = Stream.concat(ACTIONS.stream(), Stream.of(new WriteDown()))
            .collect(Collectors.toUnmodifiableMap(action -> action.declared().name(), Function.identity()));

    /** The dialogue that a merchant's order begins. */
    private static final String MERCHANTS_ORDER = "pay";

    /** Values of the kind {@link cn.smspay.talk.script.ValueKind#WORD} that some action or notice tells. */
    private static final String[] WORDS = {
        "cash_account", "card_account", "one_way", "two_way", "lost", "pre_cancelled", "cancelled", "transferred", "renumbered", "restricted", "unknown", "plus", "minus", "cash_top_up", "bank_top_up", "card_top_up", "cash_top_up_reversed", "withdrawal", "wallet_load", "wallet_load_returned", "wallet_purchase", "wallet_closed", "withdrawal_returned", "bill", "bill_returned", "purchase", "refund", "login_password", "pay_password", "register", "real_name", "pay_over_100", "reset_pay", "bind", "opening_balance", "wallet", "in_transit"
    };

    private ServiceCatalogue() {}

    /** The action of that name; an error of ours if there is none, since files are checked before they are used. */
    public static Action action(String name) {
        var action = BY_NAME.get(name);
        if (action == null) {
            throw new IllegalStateException("no action " + name);
        }
        return action;
    }

    public static Catalogue catalogue() {
        var builder = new Catalogue.Builder();
        limits(builder);
        ACTIONS.forEach(action -> builder.action(action.declared()));
        notices(builder);
        return builder.words(WORDS).begins(MERCHANTS_ORDER).build();
    }

    private static void limits(Catalogue.Builder builder) {
        builder.guards(
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
                .limit("bill_max", 10);
    }

    private static void notices(Catalogue.Builder builder) {
        builder.notice(
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
                .notice(
                        "bill_paid_for_other",
                        output("payee", DIGITS, 11),
                        money("amount"),
                        output("acct", WORD, 5),
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
                .notice("upgraded")
                .notice("wallet_loaded", money("amount"))
                .notice("wallet_load_pending", money("amount"))
                .notice("wallet_load_returned", money("amount"), money("cash"))
                .notice("wallet_limit", money("amount"))
                .notice("card_bound", output("bank", TEXT, 6), output("tail", DIGITS, 4), output("left", COUNT, 1))
                // to senders without a conversation
                .notice("fault")
                .notice("off_net")
                .notice("unreadable")
                .notice("redelivered", output("time", TIME, 16), output("cmd", TEXT, 10))
                // to accounts that were taken over from a file
                .notice("opened_login", password("login_password", 8))
                .notice("opened_pay", password("pay_password", 6));
    }
}

package cn.smspay.talk.desk;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.Statement;
import cn.smspay.base.Fen;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.StatementLine;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the actions of {@link ServiceCatalogue} do: each is one call of {@code accounts}, with its answer in the words of the
 * catalogue. A reason of refusal has the name of its outcome, in capitals.
 */
final class ServiceActions {
    private final Accounts accounts;

    ServiceActions(Accounts accounts) {
        this.accounts = accounts;
    }

    /** All actions, by name. */
    Map<String, Action> byName() {
        var actions = new LinkedHashMap<String, Action>();
        actions.put("check_open", call -> checked(accounts.openings().check(call.tx(), call.who())));
        actions.put("open_account", this::open);
        actions.put("check_close", call -> checked(accounts.closings().check(call.tx(), call.who(), call.now())));
        actions.put("close_account", call -> checked(accounts.closings().close(call.tx(), request(call))));
        actions.put("upgrade", call -> checked(accounts.upgrades().upgrade(call.tx(), call.who(), call.now())));
        actions.put("check_top_up", call -> checked(accounts.rechargeCards().check(call.tx(), call.who(), call.now())));
        actions.put("top_up_card", this::topUpCard);
        actions.put("check_withdrawal", this::checkWithdrawal);
        actions.put(
                "check_amount",
                call -> checked(accounts.withdrawals().checkAmount(call.tx(), call.who(), amount(call), call.now())));
        actions.put("withdraw", this::withdraw);
        actions.put("balance", this::balance);
        actions.put("check_history", call -> checked(accounts.statement().check(call.tx(), call.who())));
        actions.put("history", this::history);
        actions.put("check_payer", call -> checked(accounts.bills().checkPayer(call.tx(), call.who(), call.channel())));
        actions.put("check_bill", this::checkBill);
        actions.put("pay_bill", this::payBill);
        actions.put("check_reset", call -> checked(accounts.loginResets().check(call.tx(), call.who(), call.now())));
        actions.put("reset_login", this::resetLogin);
        actions.put("speak_english", call -> speak(call, "en"));
        actions.put("speak_chinese", call -> speak(call, "zh"));
        return actions;
    }

    private Action.Result speak(Action.Call call, String language) {
        accounts.subscribers().language(call.tx(), call.who(), language);
        return ok(Map.of());
    }

    private Action.Result open(Action.Call call) {
        return answered(
                accounts.openings().open(call.tx(), request(call)),
                opened -> ok(Map.of(
                        "login_password", opened.loginPassword().reveal(),
                        "pay_password", opened.payPassword().reveal())));
    }

    private Action.Result topUpCard(Action.Call call) {
        var card = Objects.requireNonNull(call.secrets().get("card"), "card");
        return answered(
                accounts.rechargeCards().topUp(call.tx(), request(call), card),
                done -> ok(Map.of("amount", done.amount(), "card_balance", done.cardBalance())));
    }

    private Action.Result checkWithdrawal(Action.Call call) {
        return answered(
                accounts.withdrawals().check(call.tx(), call.who(), call.now()),
                offer -> ok(Map.of("cash", offer.cash(), "bank", offer.bank(), "tail", offer.tail())));
    }

    private Action.Result withdraw(Action.Call call) {
        return answered(
                accounts.withdrawals().withdraw(call.tx(), request(call), amount(call), input(call, "tail")),
                accepted -> ok(Map.of(
                        "bank", accepted.bank(),
                        "tail", accepted.tail(),
                        "cash", accepted.cash(),
                        "order", accepted.number())));
    }

    private Action.Result balance(Action.Call call) {
        return answered(
                accounts.statement().balance(call.tx(), call.who()),
                balance -> ok(Map.of(
                        "cash", balance.cash(),
                        "card", balance.card(),
                        "total", balance.total(),
                        "transit", balance.transit())));
    }

    private Action.Result history(Action.Call call) {
        var since = Optional.ofNullable(call.inputs().get("date"))
                .map(LocalDate::parse)
                .orElse(LocalDate.EPOCH);
        return answered(accounts.statement().history(call.tx(), call.who(), since), ServiceActions::listed);
    }

    private static Action.Result listed(Statement.History history) {
        if (history.lines().isEmpty()) {
            return new Action.Result("none", Map.of(), List.of());
        }
        var rows = history.lines().stream()
                .map(line -> new Action.Row("entry", entry(line)))
                .toList();
        return new Action.Result(history.more() ? "ok_more" : "ok", Map.of("n", Integer.toString(rows.size())), rows);
    }

    private static Map<String, String> entry(StatementLine line) {
        return Map.of(
                "when", Action.written(line.at()),
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
            case WITHDRAWAL, WITHDRAWAL_PAID -> "withdrawal";
            case WITHDRAWAL_RETURNED -> "withdrawal_returned";
            case BILL, BILL_PAID, BILL_PAID_AFTER_RETURN -> "bill";
            case BILL_RETURNED -> "bill_returned";
            case PURCHASE -> "purchase";
            case REFUND -> "refund";
            case WALLET_LOAD, WALLET_CASH_LOAD, WALLET_BANK_LOAD, WALLET_LOADED -> "wallet_load";
            case WALLET_LOAD_RETURNED -> "wallet_load_returned";
            case WALLET_PURCHASE, WALLET_ADJUSTED -> "wallet_purchase";
            case WALLET_CLOSED -> "wallet_closed";
            case OPENING_BALANCE -> "opening_balance";
        };
    }

    private Action.Result checkBill(Action.Call call) {
        return answered(
                accounts.bills().check(call.tx(), call.who(), amount(call), call.now()),
                quote -> result(quote.inTest() ? "ok_in_test" : "ok", Map.of("acct", Statement.word(quote.pocket()))));
    }

    private Action.Result payBill(Action.Call call) {
        return answered(
                accounts.bills().pay(call.tx(), request(call), amount(call)),
                order -> result("submitted", Map.of("order", accounts.bills().number(call.tx(), order))));
    }

    private Action.Result resetLogin(Action.Call call) {
        return answered(
                accounts.loginResets().reset(call.tx(), request(call)),
                secret -> ok(Map.of("login_password", secret.reveal())));
    }

    private static Request request(Action.Call call) {
        return new Request(
                call.who(),
                call.channel(),
                call.key(),
                Optional.ofNullable(call.secrets().get("pin")),
                call.now());
    }

    private static String input(Action.Call call, String name) {
        return Objects.requireNonNull(call.inputs().get(name), name);
    }

    private static Fen amount(Action.Call call) {
        return Fen.readYuan(input(call, "amount"))
                .orElseThrow(() -> new IllegalArgumentException("the dialogue passed an amount that is none"));
    }

    private static Action.Result checked(Optional<Refusal> refusal) {
        return refusal.map(ServiceActions::refused).orElseGet(() -> ok(Map.of()));
    }

    private static <T> Action.Result answered(Answer<T> answer, Function<T, Action.Result> done) {
        return answer.fold(done, ServiceActions::refused);
    }

    private static Action.Result refused(Refusal refusal) {
        if (refusal.reason() == Refusal.Reason.BAD_AMOUNT) {
            throw new IllegalArgumentException("the dialogue let an amount outside the limits pass");
        }
        var rows = refusal.hindrances().stream()
                .map(hindrance -> new Action.Row(name(hindrance.reason()), texts(hindrance.facts())))
                .toList();
        return new Action.Result(name(refusal.reason()), texts(refusal.facts()), rows);
    }

    private static Action.Result ok(Map<String, Object> values) {
        return result("ok", values);
    }

    private static Action.Result result(String outcome, Map<String, Object> values) {
        return new Action.Result(outcome, texts(values), List.of());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> texts(Map<String, Object> values) {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> texts.put(name, Action.written(value)));
        return texts;
    }
}

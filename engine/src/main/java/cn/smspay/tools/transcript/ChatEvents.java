package cn.smspay.tools.transcript;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.Merchants.Merchant;
import cn.smspay.accounts.payments.Purchases;
import cn.smspay.accounts.payments.SmsOrders.SmsOrder;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the lines {@code then} and {@code outside}: what other channels and other systems do meanwhile. */
final class ChatEvents {
    private static final String MERCHANT = "M001";
    private static final String MERCHANT_NAME = "网上商城";

    private final ChatScene scene;
    private final Accounts accounts;
    private final ChatCast cast;
    private final Map<String, String> heard;
    private int requests;
    private final ChatOrders orders = new ChatOrders();
    private OrderId lastPurchase = new OrderId(0);

    /** @param heard where generated passwords are put, by name */
    ChatEvents(ChatScene scene, ChatCast cast, Map<String, String> heard) {
        this.scene = scene;
        this.accounts = scene.accounts();
        this.cast = cast;
        this.heard = heard;
        accounts.purchaseRequests().connect(orders);
    }

    /** Something happens to {@code number} by another channel. */
    void then(String number, List<String> words) {
        var what = words.get(0);
        if (what.equals("wrong_pin") || what.equals("wrong_login")) {
            var kind = what.equals("wrong_pin") ? PasswordKind.PAY : PasswordKind.LOGIN;
            cast.fail(scene.in(tx -> scene.who(tx, number)), kind, Integer.parseInt(words.get(1)));
        } else if (what.equals("order")) {
            order(number, words);
        } else if (what.equals("reset_pin")) {
            var key = "chat:" + ++requests;
            heard.put("pay", scene.in(tx -> resetPin(tx, number, key)).reveal());
        } else {
            var argument = words.size() > 1 ? words.get(1) : "";
            var key = "chat:" + ++requests;
            scene.in(tx -> happen(tx, number, what, argument, key));
        }
    }

    private Secret resetPin(Tx tx, String number, String key) {
        var who = scene.subscription(tx, number).id();
        var request = new Request(who, Channel.AGENT, key, Optional.empty(), now());
        return done(accounts.agentResets().reset(tx, request, PasswordKind.PAY));
    }

    private boolean happen(Tx tx, String number, String what, String argument, String key) {
        var subscription = scene.subscription(tx, number);
        var who = subscription.id();
        var request = new Request(who, Channel.AGENT, key, Optional.empty(), now());
        switch (what) {
            case "purchase" ->
                lastPurchase = done(purchases(tx).buy(tx, request, MERCHANT, ChatCast.fen(argument)))
                        .order();
            case "order_closed" -> orders.close(who);
            case "refund" -> granted(accounts.purchases().refund(tx, lastPurchase, key, ChatCast.fen(argument), now()));
            case "cash" ->
                done(accounts.cashTopUps().payIn(tx, request, Till.of(Province.HUNAN), ChatCast.fen(argument)));
            case "card" -> accounts.staging().money(tx, who, Pocket.CARD, ChatCast.fen(argument), now());
            case "withdraw" -> withdraw(tx, request, argument);
            case "status" -> done(accounts.lifecycle().status(tx, who, ChatCast.phone(argument), now()));
            case "profile" -> accounts.staging().profile(tx, who);
            case "real_name" -> accounts.staging().realName(tx, who, now());
            case "brand" ->
                accounts.subscribers()
                        .feed(
                                tx,
                                subscription.msisdn(),
                                subscription.operator(),
                                subscription.province(),
                                ChatCast.brand(argument),
                                subscription.secondary());
            case "opened" ->
                accounts.staging()
                        .open(tx, who, new Secret(DemoStock.LOGIN_PASSWORD), new Secret(DemoStock.PAY_PASSWORD), now());
            case "cancel" -> accounts.lifecycle().cancel(tx, who, now());
            case "reissue" ->
                accounts.lifecycle()
                        .reissue(tx, subscription.msisdn(), subscription.province(), subscription.brand(), now());
            case "freeze" -> accounts.lifecycle().freeze(tx, who, true);
            case "unfreeze" -> accounts.lifecycle().freeze(tx, who, false);
            case "rebind" -> accounts.staging().bindCard(tx, who, BankCode.ICBC, argument);
            case "unbind" -> granted(accounts.bankCards().unbind(tx, who));
            default -> throw new IllegalArgumentException("nothing is known of: then " + what);
        }
        return true;
    }

    /** A merchant asks for money by short message: {@code then order AMOUNT [GOODS [REASON]]}, with the refusal that it gets. */
    private void order(String number, List<String> words) {
        var no = String.format(Locale.ROOT, "091102%08d", ++requests);
        var order = new SmsOrder(no, MERCHANT, words.size() > 2 ? words.get(2) : "商品", ChatCast.fen(words.get(1)));
        var expected = words.size() > 3 ? words.get(3) : "asked";
        var got = scene.in(tx -> ask(tx, scene.who(tx, number), order))
                .map(refusal -> refusal.reason().name());
        if (!expected.equals(got.orElse("asked"))) {
            throw new IllegalArgumentException("the merchant got " + got.orElse("no refusal"));
        }
    }

    private Optional<Refusal> ask(Tx tx, SubscriptionId who, SmsOrder order) {
        purchases(tx);
        var before = orders.add(who, order, now());
        var refusal = accounts.purchaseRequests().ask(tx, who, now());
        if (refusal.isPresent()) {
            before.run();
        }
        return refusal;
    }

    /** What became of the order that somebody was asked for last. */
    String order(String number) {
        return orders.state(scene.in(tx -> scene.who(tx, number)), now());
    }

    private Purchases purchases(Tx tx) {
        accounts.merchants().put(tx, new Merchant(MERCHANT, MERCHANT_NAME, true));
        return accounts.purchases();
    }

    private void withdraw(Tx tx, Request request, String amount) {
        var offer = done(accounts.withdrawals().check(tx, request.who(), now()));
        done(accounts.withdrawals().withdraw(tx, request, ChatCast.fen(amount), offer.tail()));
    }

    private static <T> T done(Answer<T> answer) {
        return answer.fold(done -> done, refusal -> {
            throw new IllegalArgumentException("refused: " + refusal.reason());
        });
    }

    private static void granted(Optional<Refusal> refusal) {
        refusal.ifPresent(it -> {
            throw new IllegalArgumentException("refused: " + it.reason());
        });
    }

    private Instant now() {
        return scene.clock().instant();
    }

    /** How systems outside behave: {@code bill OUTCOME} for the bills of {@code number}, {@code bank paid|returned} for all orders. */
    void outside(String number, List<String> words) {
        var system = words.get(0);
        if (system.equals("bill")) {
            scene.billSystem().set(new Msisdn(number), ChatText.choice(PaymentEnding.class, words.get(1)));
        } else if (system.equals("bank")) {
            settle(ChatText.choice(WithdrawalResults.Result.class, words.get(1)));
        } else {
            throw new IllegalArgumentException("outside are bill and bank, not " + system);
        }
    }

    private void settle(WithdrawalResults.Result result) {
        for (var order : WithdrawalResults.submitted(scene.store())) {
            scene.wait(scene.lane().submit(accounts.withdrawalResults().job(order, result, null, scene.clock())));
        }
    }
}

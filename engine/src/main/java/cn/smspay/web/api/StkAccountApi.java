package cn.smspay.web.api;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.Desks;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebResponse;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the SIM's menu asks of the account behind its number: balance, recharge card, bills and the pay password (S-066, S-093, S-101,
 * S-124). By the counter's desks, as every door; nothing of it is billed (D-27).
 */
final class StkAccountApi {
    private static final Pattern CARD_PASSWORD = Pattern.compile("[0-9]{18}");
    private static final Pattern PIN = Pattern.compile("[0-9]{6}");

    private final Desks desks;

    StkAccountApi(Desks desks) {
        this.desks = desks;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.post("/v1/stk/balances", CardClient.gateway(doorman, this::balance))
                .post("/v1/stk/top-ups", CardClient.gateway(doorman, this::topUp))
                .post("/v1/stk/bills", CardClient.gateway(doorman, this::bill))
                .post("/v1/stk/pay-passwords", CardClient.gateway(doorman, this::payPassword));
    }

    private CompletionStage<WebResponse> balance(CardClient.CardRequest asked) {
        var who = Subject.number(StkApi.msisdn(asked.body()));
        asked.body().done();
        return desks.customers()
                .balance(asked.caller(), who)
                .thenApply(reply -> ApiResponses.of(
                        reply,
                        held -> ApiResponses.object()
                                .put("cash_fen", held.cash().fen())
                                .put("card_fen", held.card().fen())
                                .put("in_transit_fen", held.transit().fen())));
    }

    private CompletionStage<WebResponse> topUp(CardClient.CardRequest asked) {
        var who = Subject.number(StkApi.msisdn(asked.body()));
        var password = new Secret(asked.body()
                .shaped("card_password", CARD_PASSWORD, "eighteen digits")
                .orElse(""));
        var pin = maybePin(asked.body());
        asked.body().done();
        return desks.cards()
                .topUp(asked.caller(), asked.key(), who, password, pin)
                .thenApply(reply -> ApiResponses.of(
                        reply,
                        done -> ApiResponses.object()
                                .put("amount_fen", done.amount().fen())
                                .put("card_fen", done.balance().fen())));
    }

    private CompletionStage<WebResponse> bill(CardClient.CardRequest asked) {
        var number = StkApi.msisdn(asked.body());
        Msisdn payee = asked.body().msisdn("payee", false).orElse(number);
        var amount = asked.body().amount("amount_fen");
        boolean confirmTest = asked.body().flag("confirm_test");
        var pin = maybePin(asked.body());
        asked.body().done();
        return desks.bills()
                .pay(asked.caller(), asked.key(), Subject.number(number), payee, amount, confirmTest, pin)
                .thenApply(reply -> ApiResponses.of(
                        reply, submitted -> ApiResponses.object().put("order_no", submitted.number())));
    }

    private CompletionStage<WebResponse> payPassword(CardClient.CardRequest asked) {
        var who = Subject.number(StkApi.msisdn(asked.body()));
        var present = StkApi.pin(asked.body());
        var chosen = new Secret(
                asked.body().shaped("new_pay_password", PIN, "six digits").orElse(""));
        asked.body().done();
        return desks.logins()
                .changePay(asked.caller(), asked.key(), who, present, chosen)
                .thenApply(reply -> ApiResponses.of(reply, (Nothing nothing) -> ApiResponses.object()));
    }

    private static @Nullable Secret maybePin(Body body) {
        return body.has("pay_password") ? StkApi.pin(body) : null;
    }
}

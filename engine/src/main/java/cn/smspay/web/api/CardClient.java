package cn.smspay.web.api;

import cn.smspay.base.Channel;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.net.http.Handler;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who carries what cards say: clients whose name begins with {@code stk}, gateways of the SIM's menu, and those whose name begins with
 * {@code hall}, readers that stand in halls, where a card may be closed with money on it (S-145).
 */
final class CardClient {
    private static final String GATEWAY = "stk";
    private static final String READER = "hall";

    private CardClient() {}

    /** What a function works on. */
    record CardRequest(Caller caller, Key key, Body body) {}

    /** For gateways and readers. */
    static Handler any(Doorman doorman, Function<CardRequest, CompletionStage<WebResponse>> function) {
        return guard(doorman, name -> name.startsWith(GATEWAY) || name.startsWith(READER), function);
    }

    /** For gateways alone. */
    static Handler gateway(Doorman doorman, Function<CardRequest, CompletionStage<WebResponse>> function) {
        return guard(doorman, name -> name.startsWith(GATEWAY), function);
    }

    private static Handler guard(
            Doorman doorman, Predicate<String> may, Function<CardRequest, CompletionStage<WebResponse>> function) {
        return doorman.guard(Role.TERMINAL, (request, client) -> function.apply(asked(request, client, may)));
    }

    private static CardRequest asked(WebRequest request, Doorman.Client client, Predicate<String> may) {
        if (!may.test(client.name())) {
            throw new HttpRefusal(ProblemReasons.of("role"));
        }
        var channel = client.name().startsWith(READER) ? Channel.HALL : Channel.STK;
        var caller = Caller.of(channel, client.name(), client.caller().address(), Role.TERMINAL);
        var key = Key.of(caller, Queries.idempotencyKey(request), Queries.whole(request));
        return new CardRequest(caller, key, Body.of(request));
    }
}

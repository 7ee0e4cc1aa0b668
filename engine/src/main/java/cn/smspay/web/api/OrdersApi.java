package cn.smspay.web.api;

import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.counter.desks.MerchantDesk.OrderView;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** Orders of merchants: made, looked at, closed. */
final class OrdersApi {
    private static final int SUBJECT_MOST = 60;
    private static final int EXPIRES_LEAST = 60;
    private static final int EXPIRES_MOST = 7 * 24 * 3600;
    private static final int EXPIRES_USUALLY = 3600;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final MerchantDesk desk;
    /** What pay pages begin with. */
    private final String payPages;

    OrdersApi(MerchantDesk desk, String payPages) {
        this.desk = desk;
        this.payPages = payPages;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.post("/v1/orders", doorman.guard(Role.MERCHANT, this::create))
                .get("/v1/orders", doorman.guard(Role.MERCHANT, this::list))
                .get("/v1/orders/{no}", doorman.guard(Role.MERCHANT, this::look))
                .post("/v1/orders/{no}/close", doorman.guard(Role.MERCHANT, this::close));
    }

    private CompletionStage<WebResponse> create(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var channel = body.word("channel", PayChannel.class, PayChannel.WWW);
        var payer = body.msisdn("payer_msisdn", channel == PayChannel.SMS);
        body.wrongIf(
                payer.isPresent() && channel != PayChannel.SMS, "payer_msisdn", "nothing, but with the channel SMS");
        var wish = new Orders.OrderRequest(
                body.number("merchant_order_no"),
                body.amount("amount_fen"),
                body.text("subject", SUBJECT_MOST, true),
                channel,
                body.address("return_url"),
                payer.orElse(null),
                body.seconds("expires_in", EXPIRES_LEAST, EXPIRES_MOST, EXPIRES_USUALLY),
                client.test());
        body.done();
        return desk.create(client.caller(), key, client.name(), wish)
                .thenApply(reply -> ApiResponses.of(reply, order -> order.fresh() ? CREATED : OK, this::view));
    }

    private CompletionStage<WebResponse> look(WebRequest request, Doorman.Client client) {
        return desk.order(client.name(), request.parameter("no"))
                .thenApply(reply -> ApiResponses.of(reply, this::view));
    }

    private CompletionStage<WebResponse> list(WebRequest request, Doorman.Client client) {
        Queries.only(request, "merchant_order_no", "limit", "cursor");
        var mine = request.query().get("merchant_order_no");
        if (mine.isPresent()) {
            return desk.orderByMerchantNo(client.name(), mine.get())
                    .thenApply(reply -> ApiResponses.of(reply, order -> {
                        var page = ApiResponses.object();
                        page.putArray("items").add(view(order));
                        return page;
                    }));
        }
        int limit = Queries.limit(request);
        return desk.orders(client.name(), Queries.cursor(request, "cursor"), limit + 1)
                .thenApply(reply -> ApiResponses.list(reply, limit, this::view, OrderView::no));
    }

    private CompletionStage<WebResponse> close(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        if (request.body().length > 0) {
            Body.of(request).done();
        }
        return desk.close(client.caller(), key, client.name(), request.parameter("no"))
                .thenApply(reply -> ApiResponses.of(reply, this::view));
    }

    ObjectNode view(OrderView order) {
        var json = ApiResponses.object()
                .put("order_no", order.no())
                .put("merchant_order_no", order.merchantNo())
                .put("amount_fen", order.amount().fen())
                .put("subject", order.subject())
                .put("channel", order.channel().name())
                .put("pay_url", payPages + order.token())
                .put("status", order.state().name())
                .put("test", order.test())
                .put("created_at", ApiResponses.written(order.madeAt()))
                .put("expires_at", ApiResponses.written(order.expiresAt()))
                .put("refunded_fen", order.refunded().fen())
                .put("offline_refunded_fen", order.offline().fen());
        if (order.returnUrl() != null) {
            json.put("return_url", order.returnUrl());
        }
        if (order.endedAt() != null) {
            json.put("ended_at", ApiResponses.written(order.endedAt()));
        }
        if (order.closeReason() != null) {
            json.put("close_reason", order.closeReason().name().toLowerCase(Locale.ROOT));
        }
        if (order.payer() != null) {
            json.put("payer", "****" + order.payer());
        }
        return json;
    }
}

package cn.smspay.web.api;

import cn.smspay.accounts.merchants.Refunds;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.counter.desks.MerchantDesk.RefundView;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletionStage;

/** Refunds of merchants: by us, to the account that paid, or outside (S-087 to S-089). */
final class RefundsApi {
    private static final int REASON_MOST = 100;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final MerchantDesk desk;

    RefundsApi(MerchantDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.post(
                        "/v1/orders/{no}/refunds",
                        doorman.guard(Role.MERCHANT, (request, client) -> make(request, client, false)))
                .post(
                        "/v1/orders/{no}/offline-refunds",
                        doorman.guard(Role.MERCHANT, (request, client) -> make(request, client, true)))
                .get("/v1/orders/{no}/refunds", doorman.guard(Role.MERCHANT, this::ofOrder))
                .get("/v1/refunds/{no}", doorman.guard(Role.MERCHANT, this::look));
    }

    private CompletionStage<WebResponse> make(WebRequest request, Doorman.Client client, boolean offline) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var wish = new Refunds.RefundRequest(
                body.number("merchant_refund_no"),
                request.parameter("no"),
                body.amount("amount_fen"),
                body.text("reason", REASON_MOST, false),
                offline);
        body.done();
        return desk.refund(client.caller(), key, client.name(), wish)
                .thenApply(reply -> ApiResponses.of(reply, refund -> refund.fresh() ? CREATED : OK, RefundsApi::view));
    }

    private CompletionStage<WebResponse> look(WebRequest request, Doorman.Client client) {
        return desk.refund(client.name(), request.parameter("no"))
                .thenApply(reply -> ApiResponses.of(reply, RefundsApi::view));
    }

    private CompletionStage<WebResponse> ofOrder(WebRequest request, Doorman.Client client) {
        return desk.refunds(client.name(), request.parameter("no"))
                .thenApply(
                        reply -> ApiResponses.list(reply, Integer.MAX_VALUE, RefundsApi::view, RefundView::refundNo));
    }

    static ObjectNode view(RefundView refund) {
        var json = ApiResponses.object()
                .put("refund_no", refund.refundNo())
                .put("merchant_refund_no", refund.merchantNo())
                .put("order_no", refund.orderNo())
                .put("amount_fen", refund.amount().fen())
                .put("reason", refund.reason())
                .put("offline", refund.offline())
                .put("status", refund.state().name())
                .put("created_at", ApiResponses.written(refund.madeAt()));
        if (refund.endedAt() != null) {
            json.put("ended_at", ApiResponses.written(refund.endedAt()));
        }
        return json;
    }
}

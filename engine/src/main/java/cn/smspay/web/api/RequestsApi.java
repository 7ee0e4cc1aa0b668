package cn.smspay.web.api;

import cn.smspay.counter.Counter;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Requests;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.store.Job;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What became of requests that could not be answered at once. */
final class RequestsApi {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final Counter counter;
    private final MerchantDesk desk;
    private final OrdersApi orders;

    RequestsApi(Counter counter, MerchantDesk desk, OrdersApi orders) {
        this.counter = counter;
        this.desk = desk;
        this.orders = orders;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.get("/v1/requests/{id}", doorman.guard(Role.MERCHANT, this::look))
                .get("/v1/responses/{key}", doorman.guard(Role.MERCHANT, this::response));
    }

    /** The answer as it was given, marked as given before. */
    private CompletionStage<WebResponse> response(WebRequest request, Doorman.Client client) {
        return desk.response(client.caller().client(), request.parameter("key"))
                .thenApply(reply -> ApiResponses.of(reply, this::view).with(ApiResponses.REPLAYED, "true"));
    }

    private ObjectNode view(MerchantDesk.Response response) {
        if (response.order() != null) {
            return orders.view(response.order());
        }
        return response.refund() != null
                ? RefundsApi.view(response.refund())
                : ApiResponses.object().put("status", "done");
    }

    private CompletionStage<WebResponse> look(WebRequest request, Doorman.Client client) {
        var id = request.parameter("id");
        if (!ID.matcher(id).matches()) {
            return CompletableFuture.completedFuture(ApiResponses.refused("unknown-request", java.util.Map.of()));
        }
        return counter.parts()
                .lane()
                .guest(Job.of(
                        id,
                        tx -> counter.requests()
                                .find(tx, client.caller().client(), Long.parseLong(id), Nothing.class)
                                .map(known -> ApiResponses.of(Reply.done(known), RequestsApi::view))
                                .orElseGet(() -> ApiResponses.refused("unknown-request", java.util.Map.of()))))
                .orElseGet(() -> CompletableFuture.completedFuture(ApiResponses.refused("busy", java.util.Map.of())));
    }

    private static ObjectNode view(Requests.KnownRequest<Nothing> known) {
        var json = ApiResponses.object()
                .put("request_id", Long.toString(known.id()))
                .put("act", known.act())
                .put("status", known.state().name().toLowerCase(Locale.ROOT));
        if (known.nextLook() != null) {
            json.put("next_check_at", ApiResponses.written(known.nextLook()));
        }
        if (known.reply() instanceof Reply.Refused<Nothing> no) {
            json.put("reason", no.reason());
        }
        return json;
    }
}

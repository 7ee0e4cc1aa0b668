package cn.smspay.web.api;

import cn.smspay.accounts.merchants.Deliveries.EventDelivery;
import cn.smspay.accounts.merchants.Deliveries.Try;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What became of each notification, request and answer of each try, and "send again". */
final class NotificationsApi {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int ACCEPTED = 202;
    private static final int CREATED = 201;

    private final PartnerDesk desk;

    NotificationsApi(PartnerDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.get("/v1/notifications", doorman.guard(Role.MERCHANT, this::list))
                .get("/v1/notifications/{id}/tries", doorman.guard(Role.MERCHANT, this::tries))
                .post("/v1/notifications/{id}/again", doorman.guard(Role.MERCHANT, this::again))
                .post("/v1/notification-secrets", doorman.guard(Role.MERCHANT, this::secret));
    }

    private CompletionStage<WebResponse> list(WebRequest request, Doorman.Client client) {
        Queries.only(request, "limit", "cursor");
        int limit = Queries.limit(request);
        return desk.deliveries(client.name(), Queries.number(request, "cursor", Long.MAX_VALUE), limit + 1)
                .thenApply(reply -> ApiResponses.list(
                        reply, limit, NotificationsApi::view, delivery -> Long.toString(delivery.event())));
    }

    private static ObjectNode view(EventDelivery delivery) {
        var json = ApiResponses.object()
                .put("event_id", delivery.event())
                .put("status", delivery.state().name().toLowerCase(Locale.ROOT))
                .put("tries", delivery.tries());
        if (delivery.nextAt() != null) {
            json.put("next_try_at", ApiResponses.written(delivery.nextAt()));
        }
        if (delivery.endedAt() != null) {
            json.put("ended_at", ApiResponses.written(delivery.endedAt()));
        }
        return json;
    }

    private CompletionStage<WebResponse> tries(WebRequest request, Doorman.Client client) {
        return ID.matcher(request.parameter("id")).matches()
                ? desk.tries(client.name(), Long.parseLong(request.parameter("id")))
                        .thenApply(
                                reply -> ApiResponses.list(reply, Integer.MAX_VALUE, NotificationsApi::view, one -> ""))
                : CompletableFuture.completedFuture(ApiResponses.refused("unknown-event", Map.of()));
    }

    private static ObjectNode view(Try made) {
        return ApiResponses.object()
                .put("number", made.key().number())
                .put("at", ApiResponses.written(made.at()))
                .put("url", made.url())
                .put("request", made.request())
                .put("status", made.status())
                .put("answer", made.answer())
                .put("millis", made.millis());
    }

    private CompletionStage<WebResponse> again(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        return ID.matcher(request.parameter("id")).matches()
                ? desk.tellAgain(client.caller(), key, client.name(), Long.parseLong(request.parameter("id")))
                        .thenApply(reply -> ApiResponses.of(
                                reply,
                                done -> ACCEPTED,
                                done -> ApiResponses.object().put("status", "pending")))
                : CompletableFuture.completedFuture(ApiResponses.refused("unknown-event", Map.of()));
    }

    /** The former secret is signed with as well for a day. */
    private CompletionStage<WebResponse> secret(WebRequest request, Doorman.Client client) {
        return desk.notifySecret(client.caller(), Queries.key(request, client), client.name())
                .thenApply(reply -> ApiResponses.of(
                        reply,
                        made -> CREATED,
                        made -> ApiResponses.object()
                                .put("secret", "whsec_" + made.secret().reveal())));
    }
}

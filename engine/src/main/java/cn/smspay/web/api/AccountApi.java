package cn.smspay.web.api;

import cn.smspay.counter.PartnerEvents.PartnerEvent;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.counter.desks.PartnerDesk;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.concurrent.CompletionStage;

/** What a merchant asks of itself: balance, settlements, events, keys. Pulls what a lost notification said. */
final class AccountApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate ENDLESS = LocalDate.of(9999, 12, 31);

    private final MerchantDesk desk;
    private final PartnerDesk partners;
    private final ServiceKey ours;

    AccountApi(MerchantDesk desk, PartnerDesk partners, ServiceKey ours) {
        this.desk = desk;
        this.partners = partners;
        this.ours = ours;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.get("/v1/balance", doorman.guard(Role.MERCHANT, this::balance))
                .get("/v1/settlements", doorman.guard(Role.MERCHANT, this::settlements))
                .get("/v1/events", doorman.guard(Role.MERCHANT, this::events))
                .get("/v1/keys", doorman.guard(Role.MERCHANT, this::keys));
    }

    private CompletionStage<WebResponse> balance(WebRequest request, Doorman.Client client) {
        return desk.balance(client.name())
                .thenApply(reply ->
                        ApiResponses.of(reply, held -> ApiResponses.object().put("balance_fen", held.fen())));
    }

    private CompletionStage<WebResponse> settlements(WebRequest request, Doorman.Client client) {
        Queries.only(request, "before", "limit");
        int limit = Queries.limit(request);
        var before = request.query()
                .get("before")
                .map(text -> Queries.day("before", text))
                .orElse(ENDLESS);
        return desk.settlements(client.name(), before, limit + 1)
                .thenApply(reply -> ApiResponses.list(
                        reply,
                        limit,
                        settlement -> ApiResponses.object()
                                .put("settlement_no", settlement.no())
                                .put("day", settlement.day().toString())
                                .put("payments", settlement.payments())
                                .put("paid_fen", settlement.paid().fen())
                                .put("refunds", settlement.refunds())
                                .put("refunded_fen", settlement.refunded().fen())
                                .put("amount_fen", settlement.amount().fen()),
                        settlement -> settlement.day().toString()));
    }

    private CompletionStage<WebResponse> events(WebRequest request, Doorman.Client client) {
        Queries.only(request, "after", "limit");
        int limit = Queries.limit(request);
        return desk.events(client.name(), Queries.number(request, "after", 0), limit + 1)
                .thenApply(
                        reply -> ApiResponses.list(reply, limit, AccountApi::view, event -> Long.toString(event.id())));
    }

    /** As a notification has it. */
    static ObjectNode view(PartnerEvent event) {
        try {
            var json = ApiResponses.object()
                    .put("id", event.id())
                    .put("type", event.event())
                    .put("timestamp", ApiResponses.written(event.at()));
            json.set("data", JSON.readTree(event.body()));
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event cannot be read", e);
        }
    }

    private CompletionStage<WebResponse> keys(WebRequest request, Doorman.Client client) {
        return partners.keys(client.name())
                .thenApply(reply -> ApiResponses.of(reply, keys -> {
                    var page = ApiResponses.object();
                    var items = page.putArray("items");
                    keys.forEach(key -> {
                        var item = items.addObject()
                                .put("key_id", key.id())
                                .put("kind", key.kind())
                                .put("test", key.test())
                                .put("created_at", ApiResponses.written(key.madeAt()));
                        if (key.endsAt() != null) {
                            item.put("ended_at", ApiResponses.written(key.endsAt()));
                        }
                    });
                    page.putObject("answers_signed_with")
                            .put("key_id", ours.id())
                            .put("public_key", ours.publicKey());
                    return page;
                }));
    }
}

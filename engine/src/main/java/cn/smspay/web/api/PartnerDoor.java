package cn.smspay.web.api;

import cn.smspay.base.Ticker;
import cn.smspay.counter.desks.Desks;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.RateLimit;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebResponse;
import java.io.IOException;

/** The door of partners' programs under {@code /v1}, with its contract and the pages about its problems. Thread-safe. */
public final class PartnerDoor implements AutoCloseable {
    private final HttpServer server;

    /**
     * Opens the door.
     *
     * @param payPages what the addresses of pay pages begin with, like {@code https://pay.example/pay/}
     * @throws IOException if the address cannot be listened on
     */
    public PartnerDoor(HttpSettings settings, Desks desks, String payPages, Ticker ticker) throws IOException {
        this(settings, desks, payPages, ticker, settings.limits());
    }

    /** @param ofOne how often one partner may ask, whatever addresses it calls from */
    PartnerDoor(HttpSettings settings, Desks desks, String payPages, Ticker ticker, HttpLimits ofOne)
            throws IOException {
        var limit = new RateLimit<String>(ofOne.requestsPerMinute(), ofOne.burst());
        server = HttpServer.open(settings, routes(desks, payPages, limit), ticker);
    }

    /** Everything that this door serves, one line a resource. */
    static Routes routes(Desks desks, String payPages, RateLimit<String> limit) {
        var counter = desks.counter();
        var parts = counter.parts();
        var ours = ServiceKey.open(
                parts.store(), parts.lane(), parts.vault(), parts.clock().instant());
        var doorman = new Doorman(counter, ours, limit);
        var routes = new Routes();
        var orders = new OrdersApi(desks.merchants(), payPages);
        orders.serve(routes, doorman);
        new RefundsApi(desks.merchants()).serve(routes, doorman);
        new BillsApi(desks.merchants()).serve(routes, doorman);
        new AccountApi(desks.merchants(), ours).serve(routes, doorman);
        new SubscribersApi(desks.subscribers()).serve(routes, doorman);
        new NotificationsApi(desks.merchants()).serve(routes, doorman);
        new RequestsApi(counter, desks.merchants(), orders).serve(routes, doorman);
        new BanksApi(desks.banks()).serve(routes);
        new StkApi(desks.wallets()).serve(routes, doorman);
        new StkAccountApi(desks).serve(routes, doorman);
        new PosApi(desks.wallets()).serve(routes, doorman);
        new ProblemPages().serve(routes);
        var contract = contract();
        routes.get("/v1/openapi.json", request -> WebResponse.of(200, "application/json", contract));
        routes.get(
                "/v1/heartbeat",
                request -> ApiResponses.json(
                        200,
                        ApiResponses.object()
                                .put("status", "available")
                                .put("time", ApiResponses.written(parts.clock().instant()))));
        routes.problems(WebResponse::problem);
        return routes;
    }

    /** The contract as it is served (OpenAPI 3.1). */
    static byte[] contract() {
        try (var file = PartnerDoor.class.getResourceAsStream("/openapi/partner.json")) {
            if (file == null) {
                throw new IllegalStateException("the contract is not part of the program");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("the contract cannot be read", e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}

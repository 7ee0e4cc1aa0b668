package cn.smspay.web.api;

import cn.smspay.base.Ticker;
import cn.smspay.counter.Desks;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Response;
import cn.smspay.net.http.Routes;
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
        server = HttpServer.open(settings, routes(desks, payPages), ticker);
    }

    /** Everything that this door serves, one line a resource. */
    static Routes routes(Desks desks, String payPages) {
        var counter = desks.counter();
        var parts = counter.parts();
        var ours = ServiceKey.open(parts.store(), parts.lane(), parts.vault(), parts.clock().instant());
        var doorman = new Doorman(counter, ours);
        var routes = new Routes();
        new OrdersApi(desks.merchants(), payPages).serve(routes, doorman);
        new RefundsApi(desks.merchants()).serve(routes, doorman);
        new BillsApi(desks.merchants()).serve(routes, doorman);
        new AccountApi(desks.merchants(), ours).serve(routes, doorman);
        new StkApi(desks.wallets()).serve(routes, doorman);
        new PosApi(desks.wallets()).serve(routes, doorman);
        new RequestsApi(counter).serve(routes, doorman);
        new ProblemPages().serve(routes);
        routes.get("/v1/heartbeat", request -> Replies.json(
                200,
                Replies.object()
                        .put("status", "available")
                        .put("time", Replies.written(parts.clock().instant()))));
        routes.problems(Response::problem);
        return routes;
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

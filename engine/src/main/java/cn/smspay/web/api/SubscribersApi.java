package cn.smspay.web.api;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.SubscriberDesk;
import cn.smspay.counter.desks.SubscriberDesk.Fed;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What the carrier's customer system says of its subscribers (R 4.1): the same rules as files that are imported. */
final class SubscribersApi {
    private static final Pattern MSISDN = Pattern.compile("1[3-9][0-9]{9}");
    private static final int NAME_MOST = 60;
    private static final int NUMBER_MOST = 30;
    private static final String PATH = "/v1/subscribers/{msisdn}";

    private final SubscriberDesk desk;

    SubscribersApi(SubscriberDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.put(PATH, doorman.guard(Role.BOSS, this::put))
                .post(PATH + "/status", doorman.guard(Role.BOSS, this::status))
                .post(PATH + "/cancel", doorman.guard(Role.BOSS, bare(desk::cancel)))
                .post(PATH + "/transfer", doorman.guard(Role.BOSS, bare(desk::transfer)))
                .post(PATH + "/reissue", doorman.guard(Role.BOSS, this::reissue))
                .post(PATH + "/renumber", doorman.guard(Role.BOSS, this::renumber))
                .post(PATH + "/sim-change", doorman.guard(Role.BOSS, this::simChange))
                .post(PATH + "/profile", doorman.guard(Role.BOSS, this::profile))
                .post(PATH + "/language", doorman.guard(Role.BOSS, this::language))
                .get(PATH + "/transferable", doorman.guard(Role.BOSS, this::transferable));
    }

    /** What needs nothing but the number. */
    @FunctionalInterface
    private interface Bare {
        CompletableFuture<Reply<Fed>> act(Caller caller, Key key, Msisdn number);
    }

    private static Doorman.Endpoint bare(Bare what) {
        return (request, client) -> {
            var key = Queries.key(request, client);
            if (request.body().length > 0) {
                Body.of(request).done();
            }
            return told(what.act(client.caller(), key, number(request)));
        };
    }

    private static Msisdn number(WebRequest request) {
        var text = request.parameter("msisdn");
        if (!MSISDN.matcher(text).matches()) {
            throw new HttpRefusal(ProblemReasons.of("unknown-number"));
        }
        return new Msisdn(text);
    }

    private static CompletionStage<WebResponse> told(CompletionStage<Reply<Fed>> reply) {
        return reply.thenApply(known -> ApiResponses.of(known, SubscribersApi::view));
    }

    private static ObjectNode view(Fed fed) {
        var json = ApiResponses.object()
                .put("msisdn", fed.msisdn())
                .put("subscription", fed.subscription())
                .put("generation", fed.generation())
                .put("phone_status", fed.phoneStatus())
                .put("account", fed.account());
        fed.warnings().forEach(json.putArray("warnings")::add);
        return json;
    }

    private CompletionStage<WebResponse> put(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var news = new SubscriberDesk.Put(
                number(request),
                body.word("operator", Operator.class, Operator.CHINA_MOBILE),
                body.word("province", Province.class, Province.HUNAN),
                body.word("brand", Brand.class, Brand.GOTONE),
                body.flag("secondary"));
        body.done();
        return told(desk.put(client.caller(), key, news));
    }

    private CompletionStage<WebResponse> status(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var status = body.word("status", PhoneStatus.class, PhoneStatus.NORMAL);
        var reason = body.has("reason") ? body.word("reason", StopReason.class, StopReason.NONE) : StopReason.NONE;
        body.done();
        return told(desk.status(client.caller(), key, number(request), new PhoneCondition(status, reason)));
    }

    private CompletionStage<WebResponse> reissue(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var province = body.has("province") ? body.word("province", Province.class, Province.HUNAN) : null;
        var brand = body.has("brand") ? body.word("brand", Brand.class, Brand.GOTONE) : null;
        body.done();
        return told(desk.reissue(client.caller(), key, number(request), province, brand));
    }

    private CompletionStage<WebResponse> renumber(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var to = body.msisdn("to", true);
        body.done();
        return told(desk.renumber(client.caller(), key, number(request), to.orElseThrow()));
    }

    private CompletionStage<WebResponse> simChange(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var iccid = body.text("iccid", NUMBER_MOST, true);
        body.done();
        return told(desk.simChange(client.caller(), key, number(request), iccid));
    }

    private CompletionStage<WebResponse> profile(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var name = new Secret(body.text("name", NAME_MOST, true));
        var type = body.word("id_type", IdType.class, IdType.ID_CARD);
        var id = new Secret(body.text("id_number", NUMBER_MOST, true));
        body.done();
        return told(desk.profile(client.caller(), key, number(request), name, type, id));
    }

    private CompletionStage<WebResponse> language(WebRequest request, Doorman.Client client) {
        var key = Queries.key(request, client);
        var body = Body.of(request);
        var language = body.text("language", 2, true);
        body.done();
        return told(desk.language(client.caller(), key, number(request), language));
    }

    private CompletionStage<WebResponse> transferable(WebRequest request, Doorman.Client client) {
        return told(desk.transferable(client.caller(), number(request)));
    }
}

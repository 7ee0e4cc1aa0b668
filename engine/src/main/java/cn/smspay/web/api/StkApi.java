package cn.smspay.web.api;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.PurseData;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * What a card says to the service and is told (S-150 to S-172): by the operator's over-the-air gateway for the SIM's menu, or by the
 * reader of a hall. Nothing of it is billed (D-27).
 */
final class StkApi {
    private static final int HEX = 16;
    private static final int COUNTER_MOST = 65_535;
    private static final int FLAGS_MOST = 255;
    private static final Pattern CARD = Pattern.compile("[0-9]{16}");
    private static final Pattern TERMINAL = Pattern.compile("[0-9]{12}");
    private static final Pattern OCTETS = Pattern.compile("[0-9A-F]{8}");
    private static final Pattern PIN = Pattern.compile("[0-9]{6}");
    /** They stand in until {@link Body#done} has refused what was wrong. */
    private static final Msisdn NOBODY = new Msisdn("13000000000");

    private static final CardNo NO_CARD = new CardNo("0000000000000000");
    private static final Terminal NO_TERMINAL = new Terminal(0);

    private final WalletDesk desk;

    StkApi(WalletDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.post("/v1/stk/contacts", CardClient.any(doorman, this::contact))
                .post("/v1/stk/readings", CardClient.any(doorman, this::read))
                .post("/v1/stk/loads", CardClient.gateway(doorman, this::load))
                .post("/v1/stk/writings", CardClient.any(doorman, this::write))
                .post("/v1/stk/proofs", CardClient.any(doorman, this::prove))
                .post("/v1/stk/closings", CardClient.any(doorman, this::close))
                .post("/v1/stk/limits", CardClient.gateway(doorman, this::limit))
                .post("/v1/stk/calibrations", CardClient.any(doorman, this::calibrate));
    }

    private CompletionStage<WebResponse> contact(CardClient.CardRequest asked) {
        var card = card(asked.body());
        asked.body().done();
        return desk.contact(asked.caller(), asked.key(), card)
                .thenApply(reply -> ApiResponses.of(
                        reply,
                        numbered -> ApiResponses.object()
                                .put("terminal", numbered.terminal().toString())));
    }

    private CompletionStage<WebResponse> read(CardClient.CardRequest asked) {
        var reading = reading(asked.body());
        asked.body().done();
        return contacted(desk.read(asked.caller(), asked.key(), reading));
    }

    private CompletionStage<WebResponse> close(CardClient.CardRequest asked) {
        var number = msisdn(asked.body());
        var reading = reading(asked.body());
        asked.body().done();
        return contacted(desk.close(asked.caller(), asked.key(), number, reading));
    }

    private static CompletionStage<WebResponse> contacted(CompletableFuture<Reply<Contact>> stage) {
        return stage.thenApply(reply -> ApiResponses.of(reply, StkApi::view));
    }

    private CompletionStage<WebResponse> load(CardClient.CardRequest asked) {
        var number = msisdn(asked.body());
        var start = start(asked.body());
        var pin = pin(asked.body());
        asked.body().done();
        return ordered(desk.load(asked.caller(), asked.key(), number, start, pin));
    }

    private CompletionStage<WebResponse> write(CardClient.CardRequest asked) {
        var start = start(asked.body());
        var waiting = new OrderId(asked.body().whole("load", 1, Long.MAX_VALUE));
        asked.body().done();
        return ordered(desk.write(asked.caller(), asked.key(), start, waiting));
    }

    private static CompletionStage<WebResponse> ordered(CompletableFuture<Reply<LoadOrder>> stage) {
        return stage.thenApply(reply -> ApiResponses.of(reply, StkApi::view));
    }

    private CompletionStage<WebResponse> prove(CardClient.CardRequest asked) {
        var proof = new LoadProof(card(asked.body()), terminal(asked.body()), hex(asked.body(), "tac"));
        asked.body().done();
        return done(desk.proved(asked.caller(), asked.key(), proof));
    }

    private CompletionStage<WebResponse> limit(CardClient.CardRequest asked) {
        var number = msisdn(asked.body());
        var card = card(asked.body());
        var limit = new Fen(asked.body().whole("amount_fen", 0, PurseData.AMOUNT_MOST));
        asked.body().done();
        return done(desk.limit(asked.caller(), asked.key(), number, card, limit));
    }

    private CompletionStage<WebResponse> calibrate(CardClient.CardRequest asked) {
        var number = msisdn(asked.body());
        var card = card(asked.body());
        asked.body().done();
        return done(desk.calibrate(asked.caller(), asked.key(), number, card));
    }

    private static CompletionStage<WebResponse> done(CompletableFuture<Reply<Nothing>> stage) {
        return stage.thenApply(reply -> ApiResponses.of(reply, nothing -> ApiResponses.object()));
    }

    // what cards say, by field

    static Msisdn msisdn(Body body) {
        return body.msisdn("msisdn", true).orElse(NOBODY);
    }

    private static CardNo card(Body body) {
        return body.shaped("card", CARD, "sixteen digits").flatMap(CardNo::read).orElse(NO_CARD);
    }

    private static Terminal terminal(Body body) {
        return body.shaped("terminal", TERMINAL, "twelve digits, as a contact gave it")
                .flatMap(Terminal::read)
                .orElse(NO_TERMINAL);
    }

    private static CardReading reading(Body body) {
        return new CardReading(
                card(body),
                terminal(body),
                new Fen(body.whole("balance_fen", 0, PurseData.AMOUNT_MOST)),
                counter(body, "online"),
                counter(body, "offline"),
                (int) body.whole("flags", 0, FLAGS_MOST),
                hex(body, "random"),
                hex(body, "mac"));
    }

    private static LoadStart start(Body body) {
        return new LoadStart(
                card(body),
                terminal(body),
                new Fen(body.whole("balance_fen", 0, PurseData.AMOUNT_MOST)),
                counter(body, "online"),
                counter(body, "offline"),
                hex(body, "random"),
                body.amount("amount_fen"),
                hex(body, "mac"));
    }

    static Secret pin(Body body) {
        return new Secret(body.shaped("pay_password", PIN, "six digits").orElse(""));
    }

    private static int hex(Body body, String name) {
        return body.shaped(name, OCTETS, "eight hexadecimal digits, with A to F")
                .map(text -> Integer.parseUnsignedInt(text, HEX))
                .orElse(0);
    }

    private static int counter(Body body, String name) {
        return (int) body.whole(name, 0, COUNTER_MOST);
    }

    private static ObjectNode view(Contact contact) {
        var json = ApiResponses.object()
                .put("terminal", contact.next().toString())
                .put("status", contact.status().name());
        var orders = json.putArray("orders");
        contact.orders()
                .forEach(each -> orders.addObject()
                        .put("order", each.order().name())
                        .put("terminal", each.terminal().toString())
                        .put("mac", written(each.mac())));
        var waiting = json.putArray("waiting");
        contact.waiting()
                .forEach(each -> waiting.addObject()
                        .put("load", each.load().value())
                        .put("amount_fen", each.amount().fen()));
        return json;
    }

    private static ObjectNode view(LoadOrder order) {
        return ApiResponses.object()
                .put("load", order.id().value())
                .put("terminal", order.terminal().toString())
                .put("amount_fen", order.amount().fen())
                .put("time", order.at().toString())
                .put("mac", written(order.mac()));
    }

    private static String written(int octets) {
        return String.format(Locale.ROOT, "%08X", octets);
    }
}

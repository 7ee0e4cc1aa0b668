package cn.smspay.web.api;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardOrder;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.accounts.wallet.WalletStatus;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.outside.cards.AccountLine;
import cn.smspay.outside.cards.WalletLine;
import cn.smspay.outside.partner.PartnerProgram;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The over-the-air gateway of one number, through the partners' door. */
public final class HttpLine implements WalletLine, AccountLine {
    private static final int HEX = 16;

    private final Poster gateway;
    private final String msisdn;
    private final String session;
    private int keys;

    /** Signs and posts. */
    @FunctionalInterface
    public interface Poster {
        PartnerProgram.ApiAnswer post(String target, String key, String body);
    }

    HttpLine(TestPartner gateway, String msisdn) {
        this(
                (target, key, body) -> {
                    var response = gateway.post(target, key, body);
                    return new PartnerProgram.ApiAnswer(response.statusCode(), response.body());
                },
                msisdn,
                "stk-" + msisdn);
    }

    /** @param session what the keys begin with */
    public HttpLine(Poster gateway, String msisdn, String session) {
        this.gateway = gateway;
        this.msisdn = msisdn;
        this.session = session;
    }

    private <T> LineReply<T> post(String path, String fields, Function<JsonNode, T> read) {
        var answer = gateway.post("/v1/stk/" + path, session + "-" + ++keys, "{" + fields + "}");
        return answer.status() < 300
                ? new LineReply.Replied<>(read.apply(tree(answer.body())))
                : new LineReply.No<>(tree(answer.body()).at("/reason").asText());
    }

    private static JsonNode tree(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private String who() {
        return "\"msisdn\":\"" + msisdn + "\",";
    }

    private static String hex(int octets) {
        return String.format(Locale.ROOT, "\"%08X\"", octets);
    }

    private static String said(CardReading reading) {
        return card(reading.card(), reading.terminal())
                + standing(reading.balance(), reading.online(), reading.offline(), reading.random(), reading.mac())
                + ",\"flags\":" + reading.flags();
    }

    private static String said(LoadStart start) {
        return card(start.card(), start.terminal())
                + standing(start.balance(), start.online(), start.offline(), start.random(), start.mac())
                + ",\"amount_fen\":" + start.amount().fen();
    }

    private static String card(CardNo card, Terminal terminal) {
        return "\"card\":\"" + card + "\",\"terminal\":\"" + terminal + "\",";
    }

    private static String standing(Fen balance, int online, int offline, int random, int mac) {
        return "\"balance_fen\":" + balance.fen() + ",\"online\":" + online + ",\"offline\":" + offline + ",\"random\":"
                + hex(random) + ",\"mac\":" + hex(mac);
    }

    private static int octets(JsonNode node) {
        return Integer.parseUnsignedInt(node.asText(), HEX);
    }

    private static Terminal terminal(JsonNode node) {
        return Terminal.read(node.asText()).orElseThrow();
    }

    private static Contact contact(JsonNode json) {
        var orders = new ArrayList<Contact.Ordered>();
        json.at("/orders")
                .forEach(each -> orders.add(new Contact.Ordered(
                        CardOrder.valueOf(each.at("/order").asText()),
                        terminal(each.at("/terminal")),
                        octets(each.at("/mac")))));
        var waiting = new ArrayList<Contact.Waiting>();
        json.at("/waiting")
                .forEach(each -> waiting.add(new Contact.Waiting(
                        new OrderId(each.at("/load").asLong()),
                        new Fen(each.at("/amount_fen").asLong()))));
        return new Contact(
                terminal(json.at("/terminal")),
                WalletStatus.valueOf(json.at("/status").asText()),
                orders,
                waiting);
    }

    private static Function<JsonNode, LoadOrder> order(CardNo card) {
        return json -> new LoadOrder(
                new OrderId(json.at("/load").asLong()),
                card,
                terminal(json.at("/terminal")),
                new Fen(json.at("/amount_fen").asLong()),
                new CardTime(json.at("/time").asText()),
                octets(json.at("/mac")));
    }

    @Override
    public LineReply<Terminal> contact(CardNo card) {
        return post("contacts", "\"card\":\"" + card + "\"", json -> terminal(json.at("/terminal")));
    }

    @Override
    public LineReply<Contact> read(CardReading reading) {
        return post("readings", said(reading), HttpLine::contact);
    }

    @Override
    public LineReply<LoadOrder> start(LoadStart start, Secret pin) {
        return post("loads", who() + said(start) + ",\"pay_password\":\"" + pin.reveal() + "\"", order(start.card()));
    }

    @Override
    public LineReply<LoadOrder> write(LoadStart start, OrderId waiting) {
        return post("writings", said(start) + ",\"load\":" + waiting, order(start.card()));
    }

    @Override
    public LineReply<Boolean> proved(LoadProof proof) {
        return post("proofs", card(proof.card(), proof.terminal()) + "\"tac\":" + hex(proof.tac()), json -> true);
    }

    @Override
    public LineReply<Contact> close(CardReading reading) {
        return post("closings", who() + said(reading), HttpLine::contact);
    }

    @Override
    public LineReply<Boolean> limit(CardNo card, Fen limit) {
        return post("limits", who() + "\"card\":\"" + card + "\",\"amount_fen\":" + limit.fen(), json -> true);
    }

    @Override
    public LineReply<Boolean> calibrate(CardNo card) {
        return post("calibrations", who() + "\"card\":\"" + card + "\"", json -> true);
    }

    @Override
    public LineReply<Balance> balance() {
        return post(
                "balances",
                "\"msisdn\":\"" + msisdn + "\"",
                json -> new Balance(
                        new Fen(json.at("/cash_fen").asLong()),
                        new Fen(json.at("/card_fen").asLong())));
    }

    @Override
    public LineReply<Fen> topUp(Secret cardPassword) {
        return post(
                "top-ups",
                who() + "\"card_password\":\"" + cardPassword.reveal() + "\"",
                json -> new Fen(json.at("/amount_fen").asLong()));
    }

    @Override
    public LineReply<String> bill(Optional<Msisdn> payee, Fen amount, boolean confirmTest, Optional<Secret> pin) {
        return post(
                "bills",
                who() + "\"amount_fen\":" + amount.fen() + ",\"confirm_test\":" + confirmTest
                        + payee.map(it -> ",\"payee\":\"" + it + "\"").orElse("")
                        + pin.map(it -> ",\"pay_password\":\"" + it.reveal() + "\"")
                                .orElse(""),
                json -> json.at("/order_no").asText());
    }

    @Override
    public LineReply<Boolean> payPassword(Secret present, Secret chosen) {
        return post(
                "pay-passwords",
                who() + "\"pay_password\":\"" + present.reveal() + "\",\"new_pay_password\":\"" + chosen.reveal()
                        + "\"",
                json -> true);
    }
}

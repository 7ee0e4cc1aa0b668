package cn.smspay.outside.merchant;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.outside.partner.PartnerProgram;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** A shop that sells three things: it makes an order, sends the buyer to pay, and believes the notification alone. Thread-safe. */
public final class Shop implements AutoCloseable {
    private static final List<Goods> GOODS =
            List.of(new Goods("门票", 30_00), new Goods("图书", 58_00), new Goods("耳机", 158_00));
    private static final Pattern PAY_URL = Pattern.compile("\"pay_url\":\"([^\"]+)\"");
    private static final Pattern NUMBER = Pattern.compile("\"merchant_order_no\":\"([^\"]+)\"");
    private static final Pattern TYPE = Pattern.compile("\"type\":\"([a-z.]+)\"");
    /** A notification that was signed longer ago is somebody's recording. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final int NOT_FOUND = 404;
    private static final int UNSIGNED = 401;
    private static final int BAD_GATEWAY = 502;
    private static final int DONE = 204;
    private static final int CREATED = 201;
    private static final int HUNDRED = 100;
    private static final String PAGE = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>%s</title></head><body><h1>%s</h1>%s</body></html>
            """;

    private final HttpServer server;
    private final Clock clock;
    private final RandomGenerator random;
    private final String name;
    private final AtomicInteger numbers = new AtomicInteger();
    /** By our own numbers: what we were told of them. */
    private final Map<String, String> orders = new ConcurrentHashMap<>();
    /** Ids of notifications, in the order in which they came; each counts once. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    private volatile Optional<PartnerProgram> client = Optional.empty();
    private volatile Secret notifySecret = new Secret("");

    private record Goods(String name, long fen) {}

    /**
     * Opens the shop on loopback.
     *
     * @param port 0 to let the system choose
     * @param random for nonces
     */
    public Shop(String name, int port, Clock clock, RandomGenerator random) throws IOException {
        this.random = random;
        this.name = name;
        this.clock = clock;
        var routes = new Routes()
                .get("/", request -> page(name, shelf()))
                .post("/buy", this::buy)
                .get("/orders/{no}", this::order)
                .post("/hook", this::hook);
        server = HttpServer.open(HttpSettings.loopback("shop", port), routes, Ticker.system());
    }

    /**
     * Lets it sell.
     *
     * @param door of partners, like {@code http://127.0.0.1:8444}
     * @param secret of the key, in base64
     * @param forNotifications the secret of notifications, in base64
     */
    public void connect(String door, String keyId, Secret secret, Secret forNotifications) {
        client = Optional.of(new PartnerProgram(door, keyId, secret, clock, random));
        notifySecret = forNotifications;
    }

    public int port() {
        return server.port();
    }

    /** Where it wants to be told. */
    public String hook() {
        return address() + "/hook";
    }

    public String address() {
        return "http://127.0.0.1:" + port();
    }

    /** What was told of an order, like {@code order.paid}; empty if nothing was. */
    public Optional<String> told(String number) {
        return Optional.ofNullable(orders.get(number));
    }

    /** Any request as the shop's program would make it, signed; empty before it is connected. */
    public Optional<PartnerProgram> program() {
        return client;
    }

    private WebResponse page(String title, String body) {
        return WebResponse.html(String.format(Locale.ROOT, PAGE, title, title, body));
    }

    private static String shelf() {
        var items = new StringBuilder();
        for (int i = 0; i < GOODS.size(); i++) {
            var goods = GOODS.get(i);
            items.append(String.format(
                    Locale.ROOT,
                    "<form method=\"post\" action=\"/buy\"><p>%s %d.%02d元 <button name=\"goods\" value=\"%d\">购买</button></p></form>",
                    goods.name(),
                    goods.fen() / HUNDRED,
                    goods.fen() % HUNDRED,
                    i));
        }
        return items.toString();
    }

    private WebResponse buy(WebRequest request) {
        var chosen = request.form().text("goods");
        if (!chosen.matches("[0-2]") || client.isEmpty()) {
            return WebResponse.html(
                    NOT_FOUND,
                    String.format(
                            Locale.ROOT, PAGE, name, name, "<p role=\"alert\">没有这件商品</p><p><a href=\"/\">返回</a></p>"));
        }
        var goods = GOODS.get(Integer.parseInt(chosen));
        var number = "S" + clock.instant().toEpochMilli() + '-' + numbers.incrementAndGet();
        var body = String.format(
                Locale.ROOT,
                "{\"merchant_order_no\":\"%s\",\"amount_fen\":%d,\"subject\":\"%s\",\"channel\":\"WWW\",\"return_url\":\"%s/orders/%s\"}",
                number,
                goods.fen(),
                goods.name(),
                address(),
                number);
        var answer = client.get().post("/v1/orders", number, body);
        var page = PAY_URL.matcher(answer.body());
        if (answer.status() != CREATED || !page.find()) {
            return WebResponse.html(
                    BAD_GATEWAY,
                    String.format(
                            Locale.ROOT,
                            PAGE,
                            name,
                            name,
                            "<p role=\"alert\">暂时不能下单，请稍后再试（" + answer.status() + "）</p><p><a href=\"/\">返回</a></p>"));
        }
        orders.put(number, "waiting");
        // A link and no redirect: browsers let a form lead only to where its page has said that forms go.
        return page("订单" + number, "<p>" + goods.name() + "</p><p><a href=\"" + page.group(1) + "\">去付款</a></p>");
    }

    private WebResponse order(WebRequest request) {
        var number = request.parameter("no");
        var state = orders.get(number);
        return state == null
                ? WebResponse.html(
                        NOT_FOUND,
                        String.format(
                                Locale.ROOT,
                                PAGE,
                                name,
                                name,
                                "<p role=\"alert\">没有这个订单</p><p><a href=\"/\">返回</a></p>"))
                : page("订单" + number, "<p>" + shown(state) + "</p><p><a href=\"/\">继续购物</a></p>");
    }

    /** As the buyer reads it. */
    private static String shown(String state) {
        return switch (state) {
            case "order.paid" -> "已付款，谢谢惠顾";
            case "order.closed" -> "订单已关闭，没有付款";
            case "refund.succeeded" -> "已退款";
            case "refund.failed" -> "退款未成功，请联系店家";
            default -> "等待付款";
        };
    }

    /** Takes what it is told if it is signed, fresh and new; what it knows already is well too. */
    private WebResponse hook(WebRequest request) {
        var id = request.header("webhook-id").orElse("");
        var time = request.header("webhook-timestamp").orElse("");
        var body = request.text();
        if (!time.matches("[0-9]{1,11}") || !isSigned(request, id + '.' + time + '.' + body)) {
            return WebResponse.text(UNSIGNED, "not signed by the one we know\n");
        }
        var age = Duration.ofSeconds(clock.instant().getEpochSecond() - Long.parseLong(time));
        if (age.abs().compareTo(FRESH) > 0) {
            return WebResponse.text(UNSIGNED, "signed too long ago\n");
        }
        var number = NUMBER.matcher(body);
        var type = TYPE.matcher(body);
        if (!told.contains(id) && number.find() && type.find()) {
            told.add(id);
            orders.put(number.group(1), type.group(1));
        }
        return WebResponse.empty(DONE);
    }

    private boolean isSigned(WebRequest request, String text) {
        var wanted = "v1," + PartnerProgram.mac(notifySecret, text);
        return !notifySecret.reveal().isEmpty()
                && Arrays.asList(request.header("webhook-signature").orElse("").split(" "))
                        .contains(wanted);
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        server.close();
    }
}

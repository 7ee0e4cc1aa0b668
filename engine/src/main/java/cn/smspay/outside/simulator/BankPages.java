package cn.smspay.outside.simulator;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Ticker;
import cn.smspay.net.http.FormFields;
import cn.smspay.net.http.HttpCaller;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.outside.simulator.SimulatedEBanks.Notification;
import cn.smspay.outside.simulator.SimulatedEBanks.PaymentPage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages of the simulated banks over HTTP: a customer's browser comes with a signed form, presses a button and goes back. */
public final class BankPages implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BankPages.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String FRAME = """
            <!doctype html>
            <html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>%s</title></head><body><main><h1>%s（模拟）</h1>%s</main></body></html>
            """;

    private final SimulatedEBanks banks;
    private final HttpServer server;
    private final HttpCaller caller;

    /** @throws IOException if the address cannot be listened on */
    public BankPages(SimulatedEBanks banks, HttpSettings settings, Ticker ticker) throws IOException {
        this.banks = banks;
        this.caller = new HttpCaller("bank-tells", PATIENCE, true);
        this.server = HttpServer.open(
                settings,
                new Routes()
                        .post("/{code}/pay", this::page)
                        .post("/{code}/confirm", this::confirm)
                        .problems(WebResponse::problem),
                ticker);
        banks.onNotification(this::tell);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    private WebResponse page(WebRequest request) {
        var bank = bank(request);
        var fields = fields(request.form());
        var page = opened(bank, fields);
        var hidden = fields.entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"" + escaped(field.getKey()) + "\" value=\""
                        + escaped(field.getValue()) + "\">")
                .collect(Collectors.joining());
        return html(
                bank,
                "<p>订单号 " + escaped(page.order()) + "</p><p>金额 " + page.amount()
                        + " 元</p><form method=\"post\" action=\"/" + bank.name() + "/confirm\">" + hidden
                        + "<button>确认支付</button></form>" + back(page));
    }

    private WebResponse confirm(WebRequest request) {
        var bank = bank(request);
        var fields = fields(request.form());
        var page = opened(bank, fields);
        banks.pay(bank, fields);
        return html(bank, "<p>支付成功，金额 " + page.amount() + " 元。</p>" + back(page));
    }

    private static String back(PaymentPage page) {
        return "<p><a href=\"" + escaped(page.back() + "?order=" + page.order()) + "\">返回商户</a></p>";
    }

    private PaymentPage opened(BankCode bank, Map<String, String> fields) {
        return banks.open(bank, fields)
                .orElseThrow(
                        () -> new HttpRefusal(Problem.of(400, "bad-signature", "签名不正确", "The signature does not fit")));
    }

    private static BankCode bank(WebRequest request) {
        var code = request.parameter("code");
        return Arrays.stream(BankCode.values())
                .filter(bank -> bank.name().equals(code))
                .findFirst()
                .orElseThrow(() -> new HttpRefusal(Problem.of(404, "not-found", "没有这家银行", "There is no such bank")));
    }

    private static Map<String, String> fields(FormFields form) {
        var fields = new HashMap<String, String>();
        form.names().forEach(name -> fields.put(name, form.text(name)));
        return fields;
    }

    private static WebResponse html(BankCode bank, String body) {
        return WebResponse.html(String.format(Locale.ROOT, FRAME, bank.chinese(), bank.chinese(), body));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Once: who does not listen is asked about by an inquiry. */
    private void tell(Notification notification) {
        var body = notification.fields().entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        caller.post(
                        URI.create(notification.to()),
                        List.of(new WebResponse.Header("Content-Type", "application/x-www-form-urlencoded")),
                        body.getBytes(StandardCharsets.US_ASCII))
                .thenAccept(came -> {
                    if (!came.isSuccess()) {
                        LOG.warn("{} was not heard: {} {}", notification.bank(), came.status(), came.text());
                    }
                });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        banks.onNotification(notification -> {});
        server.close();
        caller.close();
    }
}

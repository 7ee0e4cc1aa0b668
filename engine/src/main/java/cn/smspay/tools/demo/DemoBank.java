package cn.smspay.tools.demo;

import cn.smspay.accounts.banks.BankGate;
import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.banks.TopUpOrder;
import cn.smspay.accounts.customers.Bank;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Desks;
import cn.smspay.counter.Role;
import cn.smspay.net.http.Fields;
import cn.smspay.net.http.HttpServer;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.Request;
import cn.smspay.net.http.Response;
import cn.smspay.net.http.Routes;
import cn.smspay.outside.simulator.SimulatedEBanks;
import cn.smspay.web.page.Show;
import cn.smspay.web.page.Style;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The pages of the fourteen banks, as far as a demonstration needs them: a button that pays. */
final class DemoBank implements AutoCloseable {
    private static final Secret KEY = new Secret("what the banks of the demonstration sign with");

    private final SimulatedEBanks banks;
    private final HttpServer server;

    /** @param site the port of the site, once it is known */
    DemoBank(Desks desks, Clock clock, IntSupplier site) throws IOException {
        this.banks = new SimulatedEBanks(clock, KEY);
        var routes = new Routes()
                .get("/site.css", request -> Style.SITE.response())
                .post("/{bank}", request -> page(request, false))
                .post("/{bank}/pay", request -> page(request, true));
        server = HttpServer.open(HttpSettings.loopback("bank", 0), routes, Ticker.of(clock));
        banks.onNotification(told -> desks.banks()
                .hear(Caller.of(Channel.BANK, told.bank().name(), "local", Role.BANK), told.bank(), told.fields())
                .join());
        for (Bank bank : Bank.values()) {
            desks.banks().connect(bank, new Gate(bank, "http://127.0.0.1:" + server.port() + "/" + bank, site));
        }
    }

    /** The bank's form; where customers come back to is known only when the site listens. */
    private record Gate(Bank bank, String page, IntSupplier site) implements BankGate {
        private SignedForms forms() {
            var back = URI.create("http://127.0.0.1:" + site.getAsInt() + "/topup/bank");
            return new SignedForms(bank, new SignedForms.Contract(URI.create(page), "smspay", KEY, back, back));
        }

        @Override
        public Form form(TopUpOrder order) {
            return forms().form(order);
        }

        @Override
        public Heard hear(Map<String, String> fields) {
            return forms().hear(fields);
        }
    }

    private Response page(Request request, boolean pay) {
        var bank = Bank.read(request.parameter("bank"));
        var form = values(request.form());
        var page = bank.flatMap(it -> banks.open(it, form));
        if (page.isEmpty()) {
            return Response.html(400, html("没有这张付款单", "", ""));
        }
        var back = "<a class=\"b\" href=\""
                + text(page.get().back() + "/" + page.get().order() + "?returned=1") + "\">返回手机支付</a>";
        if (pay) {
            banks.pay(bank.get(), form);
            return Response.html(html(bank.get().chinese() + "：已付款", amount(page.get()), back));
        }
        var fields = form.entrySet().stream()
                .map(field -> "<input type=\"hidden\" name=\"" + text(field.getKey()) + "\" value=\""
                        + text(field.getValue()) + "\">")
                .collect(Collectors.joining());
        var button = "<form method=\"post\" action=\"/" + bank.get() + "/pay\">" + fields
                + "<div class=\"act\"><button class=\"b first\">付款</button>" + back + "</div></form>";
        return Response.html(html(bank.get().chinese() + "（演示）", amount(page.get()), button));
    }

    private static String amount(SimulatedEBanks.Page page) {
        return "<p class=\"amount\"><span>" + Show.amount(page.amount())
                + "<small>元</small></span></p><p class=\"small\">订单" + text(page.order()) + "</p>";
    }

    private static Map<String, String> values(Fields fields) {
        var values = new HashMap<String, String>();
        fields.names().forEach(name -> values.put(name, fields.text(name)));
        return values;
    }

    private static String html(String title, String amount, String rest) {
        return "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\"><title>" + title
                + "</title><link rel=\"stylesheet\" href=\"/site.css\"></head><body><p class=\"demo\">演示环境：这不是真的银行</p>"
                + "<div class=\"wrap page\"><main class=\"sheet\"><h1>" + title + "</h1>" + amount + rest
                + "</main></div></body></html>";
    }

    private static String text(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}

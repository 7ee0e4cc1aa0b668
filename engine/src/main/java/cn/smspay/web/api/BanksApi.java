package cn.smspay.web.api;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Channel;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.net.http.FormFields;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What banks post to us, in their own form (R 4.14): their signature is the proof, their number the idempotency key. Whatever
 * becomes of a payment, the bank hears that we have it; only what cannot be read or kept is asked for again.
 */
final class BanksApi {
    private static final int BUSY_SECONDS = 5;
    private final BankDesk desk;

    BanksApi(BankDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes) {
        routes.post("/bank/{code}/notify", this::told).get("/bank/{code}/return", this::back);
    }

    private WebAnswer told(WebRequest request) {
        var bank = bank(request);
        var caller = Caller.of(Channel.BANK, bank.name(), request.client().getHostAddress(), Role.BANK);
        return WebAnswer.later(desk.hear(caller, bank, once(request.form())).thenApply(BanksApi::response));
    }

    private static BankCode bank(WebRequest request) {
        var code = request.parameter("code");
        return Arrays.stream(BankCode.values())
                .filter(bank -> bank.name().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new HttpRefusal(Problem.of(404, "not-found", "没有这个地址", "There is nothing at this address")));
    }

    /** A field that comes twice may mean two things. */
    private static Map<String, String> once(FormFields form) {
        var fields = new HashMap<String, String>();
        for (var name : form.names()) {
            var values = form.all(name);
            if (values.size() != 1) {
                throw new HttpRefusal(Problem.of(400, "bad-fields", "字段重复", "A field comes twice"));
            }
            fields.put(name, values.get(0));
        }
        return fields;
    }

    private static WebResponse response(Reply<BankDesk.Noted> reply) {
        return reply.fold(
                done -> WebResponse.text(200, "success"),
                no -> no.reason().equals("busy")
                        ? WebResponse.problem(Problem.of(503, "busy", "系统繁忙，请稍后重试", "Busy, try again")
                                .retryAfter(BUSY_SECONDS))
                        : WebResponse.problem(Problem.of(400, no.reason(), "通知无法识别", "The notification cannot be taken")
                                .detail(String.valueOf(no.facts().getOrDefault("what", "")))),
                pending -> WebResponse.text(200, "success"));
    }

    /** The customer comes back from the bank's page, which decides nothing. */
    private WebResponse back(WebRequest request) {
        bank(request);
        return WebResponse.text(200, "请返回手机支付网站查看充值结果。The result of your payment is shown on our site.");
    }
}

package cn.smspay.web.api;

import cn.smspay.accounts.merchants.MerchantBills.Fund;
import cn.smspay.accounts.merchants.MerchantBills.Trade;
import cn.smspay.base.Fen;
import cn.smspay.base.Sha256;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The bill of a day that is over, as CSV (RFC 4180): a head, a line each, and a last line with the totals; its digest is in
 * {@code Repr-Digest} (RFC 9530). The same day is the same file.
 */
final class BillsApi {
    private static final String END = "\r\n";
    private static final int OK = 200;

    private final MerchantDesk desk;

    BillsApi(MerchantDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.get("/v1/bills/{day}", doorman.guard(Role.MERCHANT, this::bill));
    }

    private CompletionStage<WebResponse> bill(WebRequest request, Doorman.Client client) {
        Queries.only(request, "type");
        var day = Queries.day("day", request.parameter("day"));
        return switch (request.query().text("type")) {
            case "trade" ->
                desk.trades(client.name(), day).thenApply(reply -> file(reply, "trade", day, BillsApi::trades));
            case "fund" -> desk.funds(client.name(), day).thenApply(reply -> file(reply, "fund", day, BillsApi::funds));
            default ->
                throw new HttpRefusal(ProblemReasons.of("query-invalid")
                        .wrong(List.of(new Problem.BodyFault("/type", "trade or fund"))));
        };
    }

    private static <T> WebResponse file(
            Reply<List<T>> reply, String type, LocalDate day, Function<List<T>, String> text) {
        if (reply instanceof Reply.Done<List<T>> done) {
            var octets = text.apply(done.value()).getBytes(StandardCharsets.UTF_8);
            var digest = Base64.getEncoder().encodeToString(Sha256.digest().digest(octets));
            return WebResponse.of(OK, "text/csv; charset=utf-8; header=present", octets)
                    .with("Repr-Digest", "sha-256=:" + digest + ':')
                    .download("smspay-" + type + '-' + day + ".csv");
        }
        return ApiResponses.of(reply, never -> ApiResponses.object());
    }

    static String trades(List<Trade> lines) {
        var text = new StringBuilder(
                        "kind,order_no,merchant_order_no,refund_no,merchant_refund_no,amount_fen,status,at")
                .append(END);
        var paid = Fen.ZERO;
        var refunded = Fen.ZERO;
        for (var line : lines) {
            line(
                    text,
                    line.kind(),
                    line.orderNo(),
                    line.merchantOrderNo(),
                    line.refundNo(),
                    line.merchantRefundNo(),
                    Long.toString(line.amount().fen()),
                    line.state(),
                    ApiResponses.written(line.at()));
            paid = line.kind().equals("PAYMENT") ? paid.plus(line.amount()) : paid;
            boolean back = line.kind().equals("REFUND") && !line.state().equals("FAILED");
            refunded = back ? refunded.plus(line.amount()) : refunded;
        }
        line(
                text,
                "TOTAL",
                Integer.toString(lines.size()),
                "paid_fen",
                Long.toString(paid.fen()),
                "refunded_fen",
                Long.toString(refunded.fen()),
                "",
                "");
        return text.toString();
    }

    static String funds(List<Fund> lines) {
        var text = new StringBuilder("no,event,in_fen,out_fen,balance_fen,at").append(END);
        var in = Fen.ZERO;
        var out = Fen.ZERO;
        for (var line : lines) {
            var fen = Long.toString(line.amount().fen());
            line(
                    text,
                    Long.toString(line.no()),
                    line.event(),
                    line.in() ? fen : "0",
                    line.in() ? "0" : fen,
                    Long.toString(line.balanceAfter().fen()),
                    ApiResponses.written(line.at()));
            in = line.in() ? in.plus(line.amount()) : in;
            out = line.in() ? out : out.plus(line.amount());
        }
        line(text, "TOTAL", Integer.toString(lines.size()), Long.toString(in.fen()), Long.toString(out.fen()), "", "");
        return text.toString();
    }

    /** Nothing in these lines has a comma, a quote or a line's end. */
    private static void line(StringBuilder text, String... values) {
        text.append(String.join(",", values)).append(END);
    }
}

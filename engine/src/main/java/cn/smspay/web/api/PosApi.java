package cn.smspay.web.api;

import cn.smspay.accounts.wallet.BatchAnswer;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.Problem;
import cn.smspay.net.http.Routes;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Batches of POS terminals and their result files (S-163). A client may hand in for the PSAM that is its name; one whose name begins
 * with {@code pos} for any, as an operator of terminals.
 */
final class PosApi {
    private static final String CLIENT = "pos";
    private static final String TYPE = "text/csv";
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final WalletDesk desk;

    PosApi(WalletDesk desk) {
        this.desk = desk;
    }

    void serve(Routes routes, Doorman doorman) {
        routes.post("/v1/pos/{id}/batches", doorman.guard(Role.TERMINAL, this::take))
                .get("/v1/pos/{id}/batches/{number}/result", doorman.guard(Role.TERMINAL, this::result));
    }

    private static Terminal psam(WebRequest request, Doorman.Client client) {
        var id = request.parameter("id");
        if (!client.name().equals(id) && !client.name().startsWith(CLIENT)) {
            throw new HttpRefusal(ProblemReasons.of("role"));
        }
        return Terminal.read(id).orElseThrow(() -> new HttpRefusal(ProblemReasons.of("unknown-terminal")));
    }

    private CompletionStage<WebResponse> take(WebRequest request, Doorman.Client client) {
        var psam = psam(request, client);
        Queries.idempotencyKey(request);
        if (!request.mediaType().equals(TYPE)) {
            throw new HttpRefusal(ProblemReasons.of("body-invalid")
                    .wrong(java.util.List.of(new Problem.BodyFault("", "Content-Type: " + TYPE))));
        }
        var body = request.body();
        return desk.batch(client.caller(), () -> new ByteArrayInputStream(body), Optional.of(psam))
                .thenApply(answer -> answer.fold(
                        taken -> ApiResponses.json(taken.again() ? OK : CREATED, view(taken)), PosApi::refused));
    }

    private static WebResponse refused(BatchAnswer.Refused refused) {
        return WebResponse.problem(ProblemReasons.of("batch-refused")
                .wrong(refused.faults().stream()
                        .map(fault -> new Problem.BodyFault("/lines/" + fault.line(), fault.what()))
                        .toList()));
    }

    private static ObjectNode view(BatchAnswer.Taken taken) {
        var json = ApiResponses.object()
                .put("psam", taken.psam().toString())
                .put("number", taken.number())
                .put("count", taken.count());
        var outcomes = json.putObject("outcomes");
        taken.outcomes().forEach((outcome, count) -> outcomes.put(outcome.name().toLowerCase(Locale.ROOT), count));
        return json.put("result", "/v1/pos/" + taken.psam() + "/batches/" + taken.number() + "/result");
    }

    private CompletionStage<WebResponse> result(WebRequest request, Doorman.Client client) {
        var psam = psam(request, client);
        var number = request.parameter("number");
        if (!NUMBER.matcher(number).matches()) {
            throw new HttpRefusal(ProblemReasons.of("unknown-batch"));
        }
        return CompletableFuture.supplyAsync(() -> desk.result(psam, Long.parseLong(number))
                .map(text -> WebResponse.of(OK, TYPE, text.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(() -> WebResponse.problem(ProblemReasons.of("unknown-batch"))));
    }
}

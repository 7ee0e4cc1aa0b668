package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebResponse;
import cn.smspay.testing.TestClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the counter's replies look to a partner's program. */
final class ApiResponsesTest {
    private static JsonNode body(WebResponse response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    private static Optional<String> header(WebResponse response, String name) {
        return response.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(WebResponse.Header::value)
                .findFirst();
    }

    private static WebResponse told(Reply<String> reply) {
        return ApiResponses.of(
                reply,
                value -> value.isEmpty() ? 200 : 201,
                value -> ApiResponses.object().put("value", value));
    }

    @Test
    void whatWasDoneIsItsViewWithItsStatus() throws IOException {
        var response = told(Reply.done("x"));

        assertEquals(201, response.status());
        assertEquals("{\"value\":\"x\"}", body(response).toString());
        assertEquals(Optional.empty(), header(response, ApiResponses.REPLAYED));
        assertEquals(200, told(Reply.done("")).status());
        assertEquals(
                200,
                ApiResponses.of(Reply.done("x"), value -> ApiResponses.object()).status());
    }

    @Test
    void anAnswerThatWasGivenBeforeSaysSoWhateverItWas() {
        for (Reply<String> reply :
                List.of(Reply.done("x"), Reply.<String>refused("frozen"), new Reply.Pending<String>(7, false))) {
            assertEquals(Optional.empty(), header(told(reply), ApiResponses.REPLAYED), reply.toString());
            var again = told(reply.again());
            assertEquals(Optional.of("true"), header(again, ApiResponses.REPLAYED), reply.toString());
            assertEquals(told(reply).status(), again.status());
        }
    }

    @Test
    void whatWaitsForASecondPersonHasAPlaceToAskAt() throws IOException {
        var response = told(new Reply.Pending<>(7, false));

        assertEquals(202, response.status());
        assertEquals(Optional.of("/v1/requests/7"), header(response, "Location"));
        assertEquals(
                "{\"request_id\":\"7\",\"status\":\"pending\"}", body(response).toString());
    }

    @Test
    void factsAreFenTimesWithOffsetWordsAndNumbers() throws IOException {
        var at = new TestClock("2009-11-02T09:00:00").instant().plusMillis(999);
        var response = ApiResponses.refused(
                "too-much",
                Map.of(
                        "cash",
                        new Fen(10050),
                        "until",
                        at,
                        "hindrances",
                        List.of("balance", "phone"),
                        "left",
                        3,
                        "word",
                        "x"));

        var facts = body(response).get("facts");
        assertEquals(10050, facts.get("cash").asLong());
        assertTrue(facts.get("cash").isNumber());
        assertEquals("2009-11-02T09:00:00+08:00", facts.get("until").asText());
        assertEquals("balance, phone", facts.get("hindrances").asText());
        assertEquals(3, facts.get("left").asInt());
        assertEquals("x", facts.get("word").asText());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, false", "1, 1, false", "2, 2, false", "3, 2, true"})
    void aPageHasAsManyAsWereAskedForAndTellsWhereTheNextBegins(int found, int shown, boolean more) throws IOException {
        var items = Collections.nCopies(found, "x");

        var page = body(ApiResponses.list(
                Reply.done(items), 2, item -> ApiResponses.object().put("item", item), item -> "after " + item));

        assertEquals(shown, page.get("items").size());
        assertEquals(more, page.has("next_cursor"));
        assertEquals(more ? "after x" : "", page.path("next_cursor").asText());
        assertFalse(page.has("count"));
    }

    @Test
    void aRefusedListIsAProblem() {
        var response = ApiResponses.list(
                Reply.<List<String>>refused("not-found"), 2, item -> ApiResponses.object(), item -> item);

        assertTrue(response.status() >= 400);
    }
}

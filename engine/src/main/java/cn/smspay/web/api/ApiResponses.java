package cn.smspay.web.api;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.counter.Reply;
import cn.smspay.net.http.WebResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** The counter's replies as responses of this door: amounts in fen, times by RFC 3339 with their offset. */
final class ApiResponses {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    static final String REPLAYED = "Idempotency-Replayed";

    private ApiResponses() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static String written(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                ZonedDateTime.ofInstant(at.truncatedTo(ChronoUnit.SECONDS), ServiceDay.ZONE));
    }

    static WebResponse json(int status, JsonNode body) {
        try {
            return WebResponse.json(status, JSON.writeValueAsString(body) + "\n");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a response cannot be written", e);
        }
    }

    static <T> WebResponse of(Reply<T> reply, Function<T, ? extends JsonNode> view) {
        return of(reply, value -> OK, view);
    }

    /** @param status of what was done */
    static <T> WebResponse of(Reply<T> reply, ToIntFunction<T> status, Function<T, ? extends JsonNode> view) {
        return reply.fold(
                done -> replayed(done.replayed(), json(status.applyAsInt(done.value()), view.apply(done.value()))),
                no -> replayed(no.replayed(), refused(no.reason(), no.facts())),
                pending -> replayed(pending.replayed(), pending(pending.requestId())));
    }

    private static WebResponse replayed(boolean again, WebResponse response) {
        return again ? response.with(REPLAYED, "true") : response;
    }

    private static WebResponse pending(long id) {
        var place = "/v1/requests/" + id;
        return json(ACCEPTED, object().put("request_id", Long.toString(id)).put("status", "pending"))
                .with("Location", place);
    }

    static WebResponse refused(String reason, Map<String, Object> facts) {
        var problem = ProblemReasons.of(reason);
        for (var fact : facts.entrySet()) {
            problem = problem.fact(fact.getKey(), fact(fact.getValue()));
        }
        return WebResponse.problem(problem);
    }

    private static Object fact(Object value) {
        if (value instanceof Fen amount) {
            return amount.fen();
        } else if (value instanceof Instant at) {
            return written(at);
        } else if (value instanceof List<?> words) {
            return String.join(", ", words.stream().map(Object::toString).toList());
        }
        return value;
    }

    /** A page of a list. */
    static <T> WebResponse list(
            Reply<List<T>> reply, int most, Function<T, ObjectNode> view, Function<T, String> cursor) {
        return of(reply, items -> {
            var page = object();
            var array = page.putArray("items");
            items.stream().limit(most).map(view).forEach(array::add);
            if (items.size() > most) {
                page.put("next_cursor", cursor.apply(items.get(most - 1)));
            }
            return page;
        });
    }
}

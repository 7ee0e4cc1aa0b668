package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProblemTest {
    private static final Problem LEAST = Problem.of(422, "no-money", "余额不足", "Not enough");

    static List<Problem> ofEveryDoor() {
        return Problem.ofEveryDoor();
    }

    @ParameterizedTest
    @MethodSource("ofEveryDoor")
    void everyProblemIsADocumentForPrograms(Problem problem) throws Exception {
        var read = new ObjectMapper().readTree(problem.json());

        assertEquals("/problems/" + problem.reason(), read.get("type").asText());
        assertEquals(problem.status(), read.get("status").asInt());
        assertEquals(problem.title(), read.get("title").asText());
        assertEquals(problem.retryAfterSeconds().isPresent(), problem.status() == 503);
    }

    @Test
    void saysOnlyWhatThereIs() {
        assertEquals(
                "{\"type\":\"/problems/no-money\",\"title\":\"余额不足\",\"title_en\":\"Not enough\",\"status\":422,"
                        + "\"reason\":\"no-money\"}\n",
                LEAST.json());
    }

    @Test
    void factsKeepTheirOrderAndTheirKind() throws Exception {
        var problem = LEAST.detail("d")
                .fact("left", 3)
                .fact("until", "2009-11-02")
                .fact("amount_fen", 10L)
                .wrong(List.of(new Problem.BodyFault("/amount", "a whole number")));

        var json = problem.json();

        assertEquals(true, json.contains("\"facts\":{\"left\":3,\"until\":\"2009-11-02\",\"amount_fen\":10}"), json);
        assertEquals(true, json.contains("\"errors\":[{\"pointer\":\"/amount\",\"detail\":\"a whole number\"}]"), json);
        assertEquals("d", new ObjectMapper().readTree(json).get("detail").asText());
    }

    @Test
    void whateverStandsInATextIsReadBackAsItWas() throws Exception {
        var text = "\" \\ \n \u0000 \u007f \u2028 😀 \ud800 钱";

        assertEquals(
                text,
                new ObjectMapper()
                        .readTree(LEAST.detail(text).json())
                        .get("detail")
                        .asText());
    }
}

package cn.smspay.app.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Ladder} and {@link Grid}: what the engine answers, on a terminal. */
final class LadderTest {
    private static final String STORY = """
            {"who": "138****0001", "day": "2009-11-02", "uplinks": 1, "answers": 1, "calls": 0, "charged_li": 100,
             "steps": [
              {"at": "2009-11-02T09:00:00.001+08:00", "from": "PHONE", "to": "SMSC", "text": "CX"},
              {"at": "2009-11-02T09:00:00.002+08:00", "from": "ENGINE", "to": "ENGINE", "text": "charged"},
              {"at": "2009-11-02T09:00:00.003+08:00", "from": "BOOK", "to": "PHONE", "text": "an answer"}]}
            """;

    private static List<String> ladder(boolean drawn) throws Exception {
        return Ladder.of(new ObjectMapper().readTree(STORY), drawn);
    }

    private static List<String> grid(String json) throws Exception {
        return Grid.of(new ObjectMapper().readTree(json));
    }

    @Test
    void aStoryIsALineForWhatHappened() throws Exception {
        assertEquals(
                List.of(
                        "138****0001, 2009-11-02: 1 messages, 1 answers, 0 calls, charged 0.10 yuan",
                        "09:00:00.001 phone > smsc     CX",
                        "09:00:00.002 engine           charged",
                        "09:00:00.003 book > phone     an answer"),
                ladder(false));
    }

    @Test
    void orALadderBetweenThoseWhoTookPart() throws Exception {
        assertEquals(
                List.of(
                        "             phone       smsc        engine      book",
                        "09:00:00.001 |---------->|           |           |  CX",
                        "09:00:00.002 |           |           o           |  charged",
                        "09:00:00.003 |<----------------------------------|  an answer"),
                ladder(true).subList(1, 5));
    }

    @Test
    void anAnswerIsItsValuesAndThenItsTables() throws Exception {
        assertEquals(
                List.of(
                        "serving: true",
                        "last seen: 11-02 09:00:00",
                        "disk:",
                        "  free: 7",
                        "  last backup: none",
                        "why: none",
                        "one",
                        "two",
                        "\nbinds:",
                        "  name   is up",
                        "  north  true",
                        "  s      -"),
                grid("{\"serving\":true,\"nothing\":null,\"last_seen\":\"2009-11-02T09:00:00+08:00\",\"binds\":["
                        + "{\"name\":\"north\",\"is_up\":true},{\"name\":\"s\",\"is_up\":null}],"
                        + "\"disk\":{\"free\":7,\"last_backup\":null},\"why\":[],\"words\":[\"one\",\"two\"]}"));
    }

    /** Advice that is cut off in its middle is none. */
    @Test
    void whatIsTooLongForATableStandsBelowItsRow() throws Exception {
        var advice = "look at the network and the SMSC; smspay ctl trace main shows what is exchanged";
        assertEquals(
                List.of("alarms:", "  name  times", "  main  3", "    advice: " + advice, "  disk  1"),
                grid("{\"alarms\":[{\"name\":\"main\",\"advice\":\"" + advice + "\",\"times\":3},"
                        + "{\"name\":\"disk\",\"advice\":\"\",\"times\":1}]}"));
    }

    @Test
    void whatAPeerHasWrittenKeepsToItsCell() throws Exception {
        assertEquals(List.of("a: x?y"), grid("{\"a\":\"x\\ny\"}"));
        assertEquals(List.of("a: " + "x".repeat(300)), grid("{\"a\":\"" + "x".repeat(300) + "\"}"));
        assertEquals(List.of("a: -"), grid("{\"a\":\"\"}"));
        assertEquals(List.of("a: 2009-11-02T99:99:99+08:00"), grid("{\"a\":\"2009-11-02T99:99:99+08:00\"}"));
        assertEquals(List.of("nothing"), grid("{}"));
    }
}

package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Common;
import cn.smspay.testing.Service;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the handset says of the newest message. */
final class MessageTraceTest {
    private static final Common COMMON = ScriptFiles.load(
                    Service.HOME.resolve("dialogs"), Service.HOME.resolve("ivr-scripts"), ServiceCatalogue.catalogue())
            .orThrow()
            .common();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer | answers tx.ask_pin? yes",
                "no | answers tx.ask_pin? yes",
                "choice 1 -> x | answers tx.ask_pin? yes",
                "cancelled | a word to leave, go back or get help? yes, \"123\"",
                "back | a word to leave, go back or get help? yes, \"123\"",
                "refused not_pin | so it is a wrong answer to tx.ask_pin",
                "late | so it is an answer after its time",
                "noted | so nobody understands it"
            })
    void theStackEndsWhereTheMessageWasTaken(String on, String last) {
        var route = new MessageTrace();
        route.begin("\uFF11\uFF12\uFF13", List.of("tx.ask_pin"));
        route.walked(on, "way");

        var lines = route.lines(COMMON);
        assertEquals("read as \"123\"", lines.get(0));
        assertEquals(last, lines.get(lines.size() - 2));
        assertEquals("  way", lines.get(lines.size() - 1));
    }

    @Test
    void whatWalksOnWithoutEndDoesNotFillTheMemory() {
        var route = new MessageTrace();
        route.begin("TX", List.of());
        for (int i = 0; i < 100_000; i++) {
            route.walked("answer", "way " + i);
        }

        var lines = route.lines(COMMON);
        assertEquals(103, lines.size());
        assertEquals("  (the first ways are forgotten)", lines.get(2));
        assertEquals("  way 99999", lines.get(102));
        route.begin("CX", List.of());
        assertEquals(5, route.lines(COMMON).size());
    }

    /** What is slow is set aside, and the input runs again. */
    @Test
    void theSameWorkDoneAgainIsToldOnce() {
        var route = new MessageTrace();
        route.begin("1", List.of("tx.ask_pin"));
        route.walked("answer", "tx.ask_pin: answer");
        route.walked("answer", "tx.ask_pin: answer");
        route.walked("ok", "tx.withdraw: ok");

        assertEquals(
                List.of("  tx.ask_pin: answer", "  tx.withdraw: ok"),
                route.lines(COMMON).subList(2, 4));
    }

    @Test
    void thePasswordOfACardIsNotShown() {
        var route = new MessageTrace();
        route.begin("CZK 181234567890123456", List.of());

        assertEquals("read as \"CZK ******\"", route.lines(COMMON).get(0));
    }

    @Test
    void nothingIsSaidBeforeTheFirstMessage() {
        assertEquals(List.of(), new MessageTrace().lines(COMMON));
    }
}

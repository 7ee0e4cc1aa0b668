package cn.smspay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** One event is one line, with its fields behind the sentence. */
final class OneLineTest {
    private static String line(String text, KeyValuePair... fields) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var event = new LoggingEvent("fqcn", context.getLogger("cn.smspay.sms.Test"), Level.WARN, text, null, null);
        for (var field : fields) {
            event.addKeyValuePair(field);
        }
        return new OneLine().doLayout(event);
    }

    @Test
    void fieldsStandBehindTheSentenceByTheirNames() {
        var line = line(
                "down",
                new KeyValuePair("bind", "main"),
                new KeyValuePair("why", "connection refused"),
                new KeyValuePair("ms", 12));
        assertTrue(line.strip().endsWith("down bind=main why=\"connection refused\" ms=12"), line);
    }

    @Test
    void aValueCannotBeginALineOfItsOwnNorAFieldOfItsOwn() {
        var line = line("down", new KeyValuePair("why", "a\nb\" outcome=done"));
        assertEquals(1, line.strip().lines().count());
        assertTrue(line.strip().endsWith("why=\"a\\u000ab' outcome=done\""), line);
    }

    @Test
    void levelsAreThoseOfOurPartsAlone() {
        assertEquals("trace", again("store", "trace"));
        assertTrue(Logs.levels().containsKey("store"));
        for (String part : List.of("org.sqlite", "..", "", "sms.nothing")) {
            assertThrows(IllegalArgumentException.class, () -> Logs.level(part, "debug"), part);
        }
    }

    private static String again(String part, String level) {
        var before = Logs.level(part, level);
        return Logs.level(part, before);
    }
}

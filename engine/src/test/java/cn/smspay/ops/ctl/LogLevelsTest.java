package cn.smspay.ops.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.cli.Logs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogLevelsTest {
    private static final Optional<Duration> WHILE = Optional.of(Duration.ofMinutes(5));

    /** What would be done later, oldest first. */
    private final List<Runnable> later = new ArrayList<>();

    private final LogLevels levels = new LogLevels((work, after) -> later.add(work));
    private String usual = "";

    @BeforeEach
    void remember() {
        usual = Logs.level("sms", "info");
    }

    @AfterEach
    void putBack() {
        Logs.level("sms", usual);
    }

    private static String now() {
        return String.valueOf(Logs.levels().get("sms"));
    }

    @Test
    void aLevelForAWhileGoesBackByItself() {
        assertEquals("sms logs debug for 300 s, then info again", levels.set("sms=debug", WHILE));
        assertEquals("debug", now());

        later.get(0).run();

        assertEquals("info", now());
    }

    @Test
    void twoThatOverlapEndWhereItWasBeforeBoth() {
        levels.set("sms=debug", WHILE);
        assertEquals("sms logs trace for 300 s, then info again", levels.set("sms=trace", WHILE));

        later.get(0).run();
        assertEquals("trace", now(), "the first is not the one that counts any more");
        later.get(1).run();

        assertEquals("info", now());
    }

    @Test
    void aLevelUntilTheEndIsNotTakenBackByOneBeforeIt() {
        levels.set("sms=debug", WHILE);
        assertEquals("sms logs warn", levels.set("sms=warn", Optional.empty()));

        later.forEach(Runnable::run);

        assertEquals("warn", now());
    }

    @ParameterizedTest
    @CsvSource({
        "sms, 60, is no part and level",
        "sms=debug=x, 60, is no part and level",
        "sms=loud, 60, is no level",
        "nothing=debug, 60, is no part of this program",
        "sms=debug, -1, a level holds for at most 24 h",
        "sms=debug, 86401, a level holds for at most 24 h",
    })
    void whatCannotBeIsRefusedAndNothingChanges(String text, int seconds, String why) {
        var fault = assertThrows(
                IllegalArgumentException.class, () -> levels.set(text, Optional.of(Duration.ofSeconds(seconds))));

        assertTrue(String.valueOf(fault.getMessage()).contains(why), fault.getMessage());
        assertEquals("info", now());
        assertEquals(List.of(), later);
    }

    @Test
    void aDayIsTheLongest() {
        levels.set("sms=debug", Optional.of(Duration.ofDays(1)));

        assertEquals("debug", now());
    }
}

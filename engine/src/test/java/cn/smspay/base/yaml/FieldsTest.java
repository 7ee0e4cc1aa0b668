package cn.smspay.base.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FieldsTest {
    private static final Duration USUAL = Duration.ofSeconds(7);

    private Faults faults = new Faults();

    private Fields fields(String text) {
        faults = new Faults();
        return new Fields(
                Objects.requireNonNull(YamlFile.read("x.yaml", text.replace('|', '\n'), faults)), "it", faults);
    }

    private String said() {
        return String.join("; ", faults.all().stream().map(Fault::toString).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'t: 1s', 1, ''",
        "'t: 99999s', 99999, ''",
        "'t: 2m', 120, ''",
        "'t: 3h', 10800, ''",
        "'t: 2d', 172800, ''",
        "'u: 2d', 7, ''",
        "'t: 0s', 7, 'must be a time like 8s, 10m or 24h, not \"0s\"'",
        "'t: 100000s', 7, must be a time",
        "'t: 10', 7, must be a time",
        "'t: 10 s', 7, must be a time",
        "'t: 1w', 7, must be a time",
        "'t: [1s]', 7, must be a text",
    })
    void aTimeIsANumberAndItsUnit(String text, int seconds, String fault) {
        assertEquals(Duration.ofSeconds(seconds), fields(text).time("t", USUAL));
        assertTrue(said().contains(fault), said());
    }

    @ParameterizedTest
    @CsvSource({
        "'t: 5s', 5, ''",
        "'t: 1h', 3600, ''",
        "'t: 4s', 7, must be a time from 5s to 1h",
        "'t: 61m', 7, must be a time from 5s to 1h",
    })
    void aTimeMayHaveARange(String text, int seconds, String fault) {
        assertEquals(
                Duration.ofSeconds(seconds), fields(text).time("t", USUAL, Duration.ofSeconds(5), Duration.ofHours(1)));
        assertTrue(said().contains(fault), said());
    }

    @ParameterizedTest
    @CsvSource({
        "'n: 1', 1, ''",
        "'n: 3', 3, ''",
        "'n: 0', 2, must be a number from 1 to 3",
        "'n: 4', 2, must be a number from 1 to 3",
        "'n: +1', 2, must be a whole number",
        "'m: 9', 2, ''",
    })
    void aNumberMayHaveARange(String text, int number, String fault) {
        assertEquals(number, fields(text).number("n", 2, 1, 3));
        assertTrue(said().contains(fault), said());
    }

    @ParameterizedTest
    @CsvSource({
        "'f: true', true, ''",
        "'f: false', false, ''",
        "'g: 1', true, ''",
        "'f: yes', false, must be true or false",
        "'f: True', false, must be true or false"
    })
    void aFlagIsTrueOrFalse(String text, boolean flag, String fault) {
        assertEquals(flag, fields(text).flag("f", true));
        assertTrue(said().contains(fault), said());
    }

    @ParameterizedTest
    @CsvSource({
        "'a: x', x, ''",
        "'a: [x, y]', x y, ''",
        "'a: {x: y}', '', must be a list",
        "'b: x', '', ''",
    })
    void oneTextIsAListOfOne(String text, String texts, String fault) {
        assertEquals(texts, String.join(" ", fields(text).texts("a")));
        assertTrue(said().contains(fault), said());
    }

    @Test
    void whatNobodyTookIsUnknownAndTheNearestIsNamed() {
        var fields = fields("hots: x|port: 1|zzzzzzzzz: 2");
        fields.text("host");
        fields.number("port", 0);

        assertEquals(List.of("hots", "zzzzzzzzz"), fields.others());
        fields.done();

        assertEquals(
                "x.yaml:1:1: D03 unknown key \"hots\"; did you mean \"host\"?;"
                        + " x.yaml:3:1: D03 unknown key \"zzzzzzzzz\"; known are host",
                said());
    }

    @Test
    void whatIsMissingIsNamedWhereItShouldStand() {
        var fields = fields("a: {b: c}|d:");

        assertEquals("", fields.need("e"));
        assertEquals("", fields.need("d"));
        assertFalse(fields.isText("a"));
        fields.done();
        assertEquals(
                "x.yaml:1: D19 \"e\" is missing; x.yaml:1:1: D19 \"a\" must be a text; x.yaml:2:1: D19 \"d\" is missing",
                said());
        assertEquals(List.of("b"), List.copyOf(fields.entries("a").keySet()));
        assertEquals(2, fields.line("d"));
        assertEquals(1, fields.line("none"));
    }
}

package cn.smspay.base.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What authors get wrong in YAML, each at the line that is to be mended (YamlMistake). */
final class YamlMistakeTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("a: 1\n\tb: 2\n", 2, "indented with a tab"),
                Arguments.of("a: 1\nb：2\n", 2, "write an ordinary colon and a space behind \"b\""),
                Arguments.of("a: \"open\nb: 2\nc: 3\n", 1, "the quote that is opened here is not closed"),
                Arguments.of("a: \"shut\" and on\n", 1, "the line goes on behind the closing quote"),
                Arguments.of("a: @home\n", 1, "a text that begins with \"@\" must stand in quotes"),
                Arguments.of("a: one: two\n", 1, "must stand in quotes"),
                Arguments.of("a: 1\n---\nb: 2\n", 2, "begins a second document"),
                Arguments.of("a: 1\nb: 2\u0007\n", 2, "U+0007"),
                Arguments.of("a:\n    b: 1\n  c: 2\n", 2, "indented by"),
                Arguments.of("a: 1\nb:2\nc: 3\n", 2, "write a space behind the colon of \"b\""));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isNamedAtItsLine(String text, int line, String words) {
        var faults = new Faults();

        YamlFile.read("kt.yaml", text, faults);

        var fault = faults.all().get(0);
        assertTrue(fault.toString().contains(words), fault.toString());
        assertEquals(line, fault.line(), fault.toString());
    }
}

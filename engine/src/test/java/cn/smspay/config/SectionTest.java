package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SectionTest {
    @TempDir
    private Path folder;

    private Sections sections;

    @BeforeEach
    void open() {
        sections = new Sections(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "'n: 1', 1, ''",
        "'n: 9', 9, ''",
        "'m: 1', 5, ''",
        "'n: 0', 5, '\"n\" must be 1 to 9, not 0'",
        "'n: 10', 5, '\"n\" must be 1 to 9, not 10'",
        "'n: -1', 5, must be a whole number",
        "'n: 1.5', 5, must be a whole number",
        "'n: 1234567', 5, must be a whole number",
    })
    void aNumberLiesWithinItsLimitsOrIsTheUsualOne(String lines, int number, String fault) {
        assertEquals(number, sections.of(lines).number("n", 5, 1, 9));
        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @ParameterizedTest
    @CsvSource({
        "'y: 0.01', 0.01, ''",
        "'y: 5000', 5000.00, ''",
        "'x: 1', 1.00, ''",
        "'y: 0.001', 1.00, '\"y\" must be an amount in yuan like 5000.00, not 0.001'",
        "'y: five', 1.00, must be an amount in yuan",
        "'y: -1', 1.00, must be an amount in yuan",
    })
    void anAmountIsReadInYuan(String lines, String yuan, String fault) {
        assertEquals(yuan, sections.of(lines).yuan("y", new Fen(1_00)).toString());
        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @ParameterizedTest
    @CsvSource({
        "friday, FRIDAY, ''",
        "sunday, SUNDAY, ''",
        "Friday, MONDAY, 'must be one of monday'",
        "8, MONDAY, 'not 8'"
    })
    void aWordIsOneOfThoseThatThereAre(String word, DayOfWeek day, String fault) {
        assertEquals(day, sections.of("d: " + word).choice("d", DayOfWeek.class, DayOfWeek.MONDAY));
        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @ParameterizedTest
    @CsvSource({"34, 0x34", "0x34, 0x34", "FF, 0xff", "0xFFFF, 0xffff", "x34, ", "0x, ", "-1, ", "'', "})
    void hexadecimalNumbersAreReadWithTheirMarkAndWithout(String text, String value) {
        assertEquals(Optional.ofNullable(value).map(Integer::decode), Section.hex(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'key: 123', must not stand in this file: write key_file or key_env",
        "'a: b', name the file that holds the secret",
        "'key_file: absent', '\"key_file\" cannot be read: '",
        "'key_env: NOT_SET', 'names the variable NOT_SET, which is not set'",
    })
    void aSecretThatCannotBeHadIsAFaultAndAnEmptyOne(String lines, String fault) {
        var section = sections.of(lines);
        section.text("a", "");

        assertEquals("", section.secret("key").reveal());

        assertTrue(sections.fault().contains(fault), sections.fault());
    }

    @Test
    void aSecretComesFromItsFileOrItsVariable() throws IOException {
        Files.writeString(folder.resolve("k"), "  of the file \n");
        sections.environment.put("K", " as it is ");

        assertEquals("of the file", sections.of("key_file: k").secret("key").reveal());
        assertEquals(" as it is ", sections.of("key_env: K").secret("key").reveal());
        assertEquals(
                Optional.of(folder.resolve("k")), sections.of("key_file: k").secretFile("key"));
        assertEquals(Optional.empty(), sections.of("key_env: K").secretFile("key"));
    }

    @Test
    void sectionsWithinAreListsOrMappingsAndSayWhatTheyAre() {
        var root = sections.of("a:|  - n: 1|  - n: 2|b: 3|c: {x: [1, 2], y: 3}");

        assertEquals(
                List.of(1, 2),
                root.sections("a").stream()
                        .map(each -> each.number("n", 0, 0, 9))
                        .toList());
        assertEquals(List.of(), root.sections("none"));
        assertEquals(Map.of("x", List.of("1", "2"), "y", List.of("3")), root.lists("c"));
        assertEquals(List.of(), sections.faults());
        root.sections("b");
        assertEquals("\"b\" must be a list, each item starting with a dash", sections.fault());
    }

    @Test
    void itemsOfAListAreNamesOrMappingsThatHaveOne() {
        var named = sections.of("s:|  - \"1\"|  - number: \"2\"|    tariff: t|  - tariff: u")
                .named("s", "number");

        assertEquals(
                List.of("1", "2", ""), named.stream().map(Section.Named::name).toList());
        assertEquals("t", named.get(1).rest().text("tariff", ""));
        assertEquals("u", named.get(2).rest().text("tariff", ""));
        named.forEach(item -> item.rest().done());
        assertEquals("\"number\" is missing", sections.fault());
    }

    @Test
    void whatARecordRefusesIsAFaultOfItsSection() {
        var section = sections.of("a: 1|b: 2");
        section.text("a", "");

        Optional<String> built = section.build(() -> {
            throw new IllegalArgumentException("a must be more");
        });

        assertEquals(Optional.empty(), built);
        assertEquals(2, sections.faults().size(), "what nobody took, and what was refused");
        assertTrue(sections.faults().toString().contains("a must be more"));
        assertTrue(sections.faults().toString().contains("unknown key \"b\"; did you mean \"a\"?"));
    }
}
